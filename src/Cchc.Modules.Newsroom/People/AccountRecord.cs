using System.Globalization;
using Cchc.Core;
using Cchc.Core.People;
using Microsoft.AspNetCore.Http;

namespace Cchc.Modules.Newsroom.People;

/// <summary>Audit rows of what happens at the door, where nobody is signed in yet.</summary>
public sealed class AccountRecord(SiteDb db, IHttpContextAccessor context, TimeProvider clock)
{
    /// <summary>Stages a row about an account; the caller saves.</summary>
    /// <param name="user">Null where no account is meant.</param>
    public void Stage(User? user, string action, string summary)
    {
        var actor = new Actor(user?.Id, user is null ? "Chưa rõ" : user.DisplayName.Length > 0 ? user.DisplayName : user.UserName ?? "", context.HttpContext?.Connection.RemoteIpAddress?.ToString() ?? "");
        db.Add(actor.Did(clock.GetUtcNow().UtcDateTime, action, summary, "User", user?.Id.ToString(CultureInfo.InvariantCulture) ?? ""));
    }

    /// <summary>Writes a row about an account.</summary>
    public Task WriteAsync(User? user, string action, string summary, CancellationToken ct)
    {
        Stage(user, action, summary);
        return db.SaveChangesAsync(ct);
    }
}
