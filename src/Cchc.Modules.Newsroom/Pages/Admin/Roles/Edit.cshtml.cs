using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Cchc.Core;
using Cchc.Core.People;
using Cchc.Modules.Newsroom.People;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Newsroom.Pages.Admin.Roles;

/// <summary>One role: what it is called and what it allows.</summary>
[Authorize("roles.manage")]
public sealed class EditModel(SiteDb db, RoleManager<Role> roles, SiteModules modules, TimeProvider clock) : PageModel
{
    public const string New = "moi";

    public sealed class RoleInput
    {
        [Required(ErrorMessage = "Hãy ghi tên trong hệ thống."), StringLength(64, ErrorMessage = "Tên dài hơn 64 ký tự."), RegularExpression("^[A-Za-z][A-Za-z0-9]*$", ErrorMessage = "Tên chỉ gồm chữ không dấu và số, bắt đầu bằng chữ.")]
        public string Name { get; set; } = "";
        [Required(ErrorMessage = "Hãy ghi tên tiếng Việt."), StringLength(200, ErrorMessage = "Tên tiếng Việt dài hơn 200 ký tự.")]
        public string Description { get; set; } = "";
        public List<string> Permissions { get; set; } = [];
    }

    [FromRoute] public string Id { get; set; } = New;
    [BindProperty] public RoleInput Input { get; set; } = new();
    public Role Role { get; private set; } = new();
    public IReadOnlyList<string> Held { get; private set; } = [];
    public bool IsNew => Id == New;
    public IReadOnlyList<Permission> All => modules.Permissions;
    public bool Everything => Held.Contains(Role.Everything);
    public bool MayGive(string permission) => User.Covers([permission]);
    public bool InReach => User.Covers(Held);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        Input = new() { Name = Role.Name ?? "", Description = Role.Description, Permissions = [.. Held] };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (!InReach) return Forbid();
        if (!ModelState.IsValid) return Page();
        // The role that allows everything stays so: without it nobody could mend the others.
        var wanted = Everything ? [Role.Everything] : All.Select(permission => permission.Name)
            .Where(name => MayGive(name) ? Input.Permissions.Contains(name) : Held.Contains(name)).ToList();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        Role.Description = Input.Description.Trim();
        if (!Everything) Role.Name = Input.Name;
        var result = IsNew ? await roles.CreateAsync(Role) : await roles.UpdateAsync(Role);
        if (!result.Succeeded)
        {
            foreach (var error in result.Errors) ModelState.AddModelError("Input.Name", error.Description);
            return Page();
        }
        var rows = await db.RoleClaims.Where(claim => claim.RoleId == Role.Id && claim.ClaimType == Role.PermissionClaim).ToListAsync(ct);
        db.RemoveRange(rows.Where(claim => !wanted.Contains(claim.ClaimValue ?? "")));
        foreach (var name in wanted.Where(name => rows.TrueForAll(claim => claim.ClaimValue != name))) db.Add(new IdentityRoleClaim<int> { RoleId = Role.Id, ClaimType = Role.PermissionClaim, ClaimValue = name });
        db.Add(HttpContext.Actor().Did(clock.GetUtcNow().UtcDateTime, IsNew ? "role.added" : "role.changed", $"{(IsNew ? "Thêm" : "Sửa")} vai trò {Role.Name}: {string.Join(", ", wanted)}", "Role", Role.Name ?? ""));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        TempData.Say("Đã lưu vai trò. Quyền mới có hiệu lực với người đang làm việc trong nửa phút.");
        return LocalRedirect("/quan-tri/vai-tro");
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (IsNew) return true;
        if (!int.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || await db.Roles.FirstOrDefaultAsync(role => role.Id == id, ct) is not { } role) return false;
        Role = role;
        Held = [.. (await db.PermissionsOfRolesAsync(ct))[id]];
        return true;
    }
}
