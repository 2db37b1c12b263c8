using System.Security.Claims;
using Cchc.Core;
using Cchc.Core.People;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Newsroom.People;

/// <summary>How far a person's hand reaches over others: nobody gives, takes or resets more than he holds, and somebody who may
/// do everything always remains.</summary>
public static class Reach
{
    /// <summary>Whether the person holds all these permissions.</summary>
    public static bool Covers(this ClaimsPrincipal user, IEnumerable<string> permissions) =>
        user.HasClaim(Role.PermissionClaim, Role.Everything) || permissions.All(permission => user.HasClaim(Role.PermissionClaim, permission));

    /// <summary>The permissions of each role by its id.</summary>
    public static async Task<ILookup<int, string>> PermissionsOfRolesAsync(this SiteDb db, CancellationToken ct) =>
        (await db.RoleClaims.AsNoTracking().Where(claim => claim.ClaimType == Role.PermissionClaim).Select(claim => new { claim.RoleId, claim.ClaimValue }).ToListAsync(ct))
            .ToLookup(claim => claim.RoleId, claim => claim.ClaimValue ?? "");

    /// <summary>Ids of active people whose roles allow everything.</summary>
    public static async Task<IReadOnlyList<int>> AdministratorsAsync(this SiteDb db, CancellationToken ct) =>
        await (from user in db.Users
               join link in db.UserRoles on user.Id equals link.UserId
               join claim in db.RoleClaims on link.RoleId equals claim.RoleId
               where !user.Deactivated && claim.ClaimType == Role.PermissionClaim && claim.ClaimValue == Role.Everything
               select user.Id).Distinct().ToListAsync(ct);
}
