using Cchc.Core;
using Cchc.Core.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Newsroom.Pages.Admin.Users;

/// <summary>Everybody who has an account.</summary>
[Authorize("users.manage")]
public sealed class IndexModel(SiteDb db, TimeProvider clock) : PageModel
{
    private const int Most = 500;

    public sealed record Row(int Id, string Name, string UserName, string? Email, bool Deactivated, bool MustChangePassword, DateTime? InvitedUtc, DateTimeOffset? LockedUntil, IReadOnlyList<string> Roles);

    [FromQuery(Name = "q")] public string? Q { get; set; }
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public DateTimeOffset Now => clock.GetUtcNow();

    public async Task OnGetAsync(CancellationToken ct)
    {
        var people = await db.Users.AsNoTracking().OrderBy(user => user.Deactivated).ThenBy(user => user.Id).Take(Most).ToListAsync(ct);
        var roles = (await (from link in db.UserRoles join role in db.Roles on link.RoleId equals role.Id select new { link.UserId, role.Name, role.Description }).ToListAsync(ct))
            .ToLookup(link => link.UserId, link => link.Description.Length > 0 ? link.Description : link.Name ?? "");
        var key = Vietnamese.Fold(Q?.Trim());
        Rows = [.. people.Where(user => Vietnamese.Fold($"{user.DisplayName} {user.UserName} {user.Email}").Contains(key, StringComparison.Ordinal))
            .Select(user => new Row(user.Id, user.DisplayName.Length > 0 ? user.DisplayName : user.UserName ?? "", user.UserName ?? "", user.Email, user.Deactivated, user.MustChangePassword, user.InvitedUtc, user.LockoutEnd, [.. roles[user.Id]]))
            .OrderBy(row => row.Deactivated).ThenBy(row => row.Name, Vietnamese.Order)];
    }
}
