using Cchc.Core;
using Cchc.Core.People;
using Cchc.Modules.Newsroom.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Newsroom.Pages.Admin.Roles;

/// <summary>The roles, each with what it allows and how many hold it.</summary>
[Authorize("roles.manage")]
public sealed class IndexModel(SiteDb db) : PageModel
{
    public sealed record Row(Role Role, int Permissions, bool Everything, int People);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var granted = await db.PermissionsOfRolesAsync(ct);
        var people = await db.UserRoles.GroupBy(link => link.RoleId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, ct);
        Rows = [.. (await db.Roles.AsNoTracking().OrderBy(role => role.Id).ToListAsync(ct))
            .Select(role => new Row(role, granted[role.Id].Count(), granted[role.Id].Contains(Role.Everything), people.GetValueOrDefault(role.Id)))];
    }
}
