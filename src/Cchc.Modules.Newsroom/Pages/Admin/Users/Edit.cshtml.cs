using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using Cchc.Core;
using Cchc.Core.People;
using Cchc.Modules.Newsroom.People;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Newsroom.Pages.Admin.Users;

/// <summary>One account: name, roles, password, end.</summary>
[Authorize("users.manage")]
public sealed class EditModel(SiteDb db, UserManager<User> people, TimeProvider clock) : PageModel
{
    public const string New = "moi";
    private const string TemporaryPassword = "user.password";

    public sealed class UserInput
    {
        [Required(ErrorMessage = "Hãy ghi tên đăng nhập."), StringLength(64, ErrorMessage = "Tên đăng nhập dài hơn 64 ký tự.")]
        public string UserName { get; set; } = "";
        [Required(ErrorMessage = "Hãy ghi họ tên."), StringLength(200, ErrorMessage = "Họ tên dài hơn 200 ký tự.")]
        public string DisplayName { get; set; } = "";
        [EmailAddress(ErrorMessage = "Thư điện tử chưa đúng, ví dụ ten@dongthap.gov.vn."), StringLength(256, ErrorMessage = "Thư điện tử dài hơn 256 ký tự.")]
        public string? Email { get; set; }
        /// <summary>Ids of roles.</summary>
        public List<int> Roles { get; set; } = [];
    }

    [FromRoute] public string Id { get; set; } = New;
    [BindProperty] public UserInput Input { get; set; } = new();
    public User Account { get; private set; } = new();
    public IReadOnlyList<Role> Roles { get; private set; } = [];
    public ILookup<int, string> Granted { get; private set; } = Enumerable.Empty<string>().ToLookup(_ => 0);
    public IReadOnlyList<int> Held { get; private set; } = [];
    /// <summary>Shown once, on the page that follows.</summary>
    public string? Password => TempData[TemporaryPassword] as string;
    public bool IsNew => Id == New;
    public bool Locked => Account.LockoutEnd > clock.GetUtcNow();
    /// <summary>Whether the account holds nothing that the one who looks at it does not.</summary>
    public bool InReach => User.Covers(Held.SelectMany(role => Granted[role]));
    public bool MayGive(Role role) => User.Covers(Granted[role.Id]);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        Input = new() { UserName = Account.UserName ?? "", DisplayName = Account.DisplayName, Email = Account.Email, Roles = [.. Held] };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (!InReach) return Forbid();
        var wanted = Roles.Where(role => MayGive(role) ? Input.Roles.Contains(role.Id) : Held.Contains(role.Id)).Select(role => role.Id).ToList();
        if (!IsNew && await IsLastAdministratorAsync(ct) && !wanted.Any(role => Granted[role].Contains(Role.Everything)))
            ModelState.AddModelError("Input.Roles", "Đây là người quản trị cuối cùng: hãy giao quyền cho người khác trước.");
        if (!ModelState.IsValid) return Page();

        (Account.UserName, Account.DisplayName, Account.Email) = (Input.UserName.Trim(), Input.DisplayName.Trim(), string.IsNullOrWhiteSpace(Input.Email) ? null : Input.Email.Trim());
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var password = IsNew ? NewPassword() : null;
        if (IsNew) Account.MustChangePassword = true;
        var result = IsNew ? await people.CreateAsync(Account, password!) : await people.UpdateAsync(Account);
        if (!result.Succeeded) return Refuse(result);
        foreach (var role in Held.Except(wanted)) db.Remove(await db.UserRoles.FirstAsync(link => link.UserId == Account.Id && link.RoleId == role, ct));
        foreach (var role in wanted.Except(Held)) db.Add(new IdentityUserRole<int> { UserId = Account.Id, RoleId = role });
        Record(IsNew ? "user.added" : "user.changed", $"{(IsNew ? "Thêm" : "Sửa")} tài khoản {Account.UserName}, vai trò: {string.Join(", ", Roles.Where(role => wanted.Contains(role.Id)).Select(role => role.Name))}");
        await db.SaveChangesAsync(ct);
        // Whoever lost a role must lose it in running sessions too.
        if (!IsNew && Held.Except(wanted).Any()) await people.UpdateSecurityStampAsync(Account);
        await transaction.CommitAsync(ct);
        if (password is not null) TempData[TemporaryPassword] = password;
        TempData.Say(IsNew ? "Đã thêm tài khoản." : "Đã lưu tài khoản.");
        return Reload();
    }

    public Task<IActionResult> OnPostDeactivateAsync(CancellationToken ct) => ChangeAsync(async () =>
    {
        if (await IsLastAdministratorAsync(ct)) return "Đây là người quản trị cuối cùng: không ngừng được.";
        Account.Deactivated = true;
        Record("user.deactivated", $"Ngừng tài khoản {Account.UserName}");
        await people.UpdateSecurityStampAsync(Account);
        return null;
    }, "Đã ngừng tài khoản. Các phiên đang mở sẽ kết thúc trong nửa phút.", ct);

    public Task<IActionResult> OnPostActivateAsync(CancellationToken ct) => ChangeAsync(async () =>
    {
        Account.Deactivated = false;
        Record("user.activated", $"Mở lại tài khoản {Account.UserName}");
        await people.UpdateAsync(Account);
        return null;
    }, "Đã mở lại tài khoản.", ct);

    public Task<IActionResult> OnPostUnlockAsync(CancellationToken ct) => ChangeAsync(async () =>
    {
        Record("user.unlocked", $"Mở khóa tài khoản {Account.UserName}");
        await people.SetLockoutEndDateAsync(Account, null);
        await people.ResetAccessFailedCountAsync(Account);
        return null;
    }, "Đã mở khóa.", ct);

    public Task<IActionResult> OnPostResetAsync(CancellationToken ct) => ChangeAsync(async () =>
    {
        var password = NewPassword();
        Account.MustChangePassword = true;
        Record("user.password-reset", $"Đặt lại mật khẩu của tài khoản {Account.UserName}");
        var result = await people.ResetPasswordAsync(Account, await people.GeneratePasswordResetTokenAsync(Account), password);
        if (!result.Succeeded) return string.Join(' ', result.Errors.Select(error => error.Description));
        await people.SetLockoutEndDateAsync(Account, null);
        TempData[TemporaryPassword] = password;
        return null;
    }, "Đã đặt mật khẩu tạm. Người dùng phải đổi khi đăng nhập.", ct);

    private async Task<IActionResult> ChangeAsync(Func<Task<string?>> change, string done, CancellationToken ct)
    {
        if (!await LoadAsync(ct) || IsNew) return NotFound();
        if (!InReach) return Forbid();
        if (await change() is { } problem) TempData.Refuse([problem]);
        else TempData.Say(done);
        return Reload();
    }

    private LocalRedirectResult Reload() => LocalRedirect($"/quan-tri/tai-khoan/{Account.Id}");

    private PageResult Refuse(IdentityResult result)
    {
        foreach (var error in result.Errors)
            ModelState.AddModelError(error.Code.Contains("Email", StringComparison.Ordinal) ? "Input.Email" : error.Code.Contains("UserName", StringComparison.Ordinal) ? "Input.UserName" : "", error.Description);
        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        Roles = await db.Roles.AsNoTracking().OrderBy(role => role.Id).ToListAsync(ct);
        Granted = await db.PermissionsOfRolesAsync(ct);
        if (IsNew) return true;
        if (!int.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || await db.Users.FirstOrDefaultAsync(user => user.Id == id, ct) is not { } account) return false;
        Account = account;
        Held = await db.UserRoles.AsNoTracking().Where(link => link.UserId == id).Select(link => link.RoleId).ToListAsync(ct);
        return true;
    }

    private async Task<bool> IsLastAdministratorAsync(CancellationToken ct) => await db.AdministratorsAsync(ct) is [var only] && only == Account.Id;

    private void Record(string action, string summary) =>
        db.Add(HttpContext.Actor().Did(clock.GetUtcNow().UtcDateTime, action, summary, "User", Account.Id.ToString(CultureInfo.InvariantCulture)));

    private static string NewPassword() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789", 16);
}
