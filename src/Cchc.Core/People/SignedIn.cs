using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Cchc.Core.People;

/// <summary>What is known of the person who signed in.</summary>
public static class SignedIn
{
    public const string DisplayName = "cchc.name";
    public const string Unit = "cchc.unit";
    /// <summary>Id of the <see cref="UserSession"/>.</summary>
    public const string Session = "cchc.session";
    /// <summary>Present while the person must choose a new password before anything else.</summary>
    public const string MustChangePassword = "cchc.must-change";
    /// <summary>Present while the person must set up the second step before anything else.</summary>
    public const string MustSetUpTwoStep = "cchc.must-two-step";

    /// <summary>The person as the one who acts, for versions and the audit trail.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public static Actor Actor(this HttpContext context)
    {
        var user = context.User;
        return user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
            ? new(int.Parse(id, CultureInfo.InvariantCulture), user.FindFirstValue(DisplayName) ?? user.Identity?.Name ?? "", context.Connection.RemoteIpAddress?.ToString() ?? "") { MayApprove = user.May(Permissions.Approve) }
            : throw new InvalidOperationException("Nobody is signed in.");
    }

    public static int? UserId(this ClaimsPrincipal user) =>
        user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id ? int.Parse(id, CultureInfo.InvariantCulture) : null;
}
