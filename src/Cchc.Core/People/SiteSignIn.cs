using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cchc.Core.People;

/// <summary>Identity's sign-in, closed to people who have left, with a row for each session.</summary>
public sealed class SiteSignIn(UserManager<User> people, UserSessions sessions, IHttpContextAccessor context, IUserClaimsPrincipalFactory<User> claims,
    IOptions<IdentityOptions> options, ILogger<SignInManager<User>> log, IAuthenticationSchemeProvider schemes, IUserConfirmation<User> confirmation)
    : SignInManager<User>(people, context, claims, options, log, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(User user) => !user.Deactivated && await base.CanSignInAsync(user);

    /// <summary>Every way in comes by here. Whoever is signed in and gets a new cookie stays in the same session.</summary>
    public override async Task SignInWithClaimsAsync(User user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        var session = Context.User.UserId() == user.Id ? Context.User.FindFirstValue(SignedIn.Session) : null;
        session ??= await sessions.StartAsync(user.Id, Address, Context.Request.Headers.UserAgent.ToString());
        await base.SignInWithClaimsAsync(user, authenticationProperties, [.. additionalClaims, new(SignedIn.Session, session)]);
    }

    /// <summary>A session ends with the account, even where the stamp has not changed.</summary>
    public override async Task<bool> ValidateSecurityStampAsync(User? user, string? securityStamp) =>
        user is { Deactivated: false } && await base.ValidateSecurityStampAsync(user, securityStamp);

    /// <summary>A cookie is good as long as the account's stamp is the same and nobody has ended its session.</summary>
    public override async Task<User?> ValidateSecurityStampAsync(ClaimsPrincipal? principal)
    {
        if (principal?.UserId() is not { } id || principal.FindFirstValue(SignedIn.Session) is not { } session) return null;
        if (await base.ValidateSecurityStampAsync(principal) is { } user) return await sessions.SeeAsync(session, id, Address) ? user : null;
        await sessions.EndAsync(id, session);
        return null;
    }

    public override async Task SignOutAsync()
    {
        if (Context.User.UserId() is { } id && Context.User.FindFirstValue(SignedIn.Session) is { } session) await sessions.EndAsync(id, session);
        await base.SignOutAsync();
    }

    private string Address => Context.Connection.RemoteIpAddress?.ToString() ?? "";
}
