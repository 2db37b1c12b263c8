using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using Cchc.Core;
using Cchc.Core.Mail;
using Cchc.Core.People;
using Cchc.Core.Settings;
using Cchc.Core.Text;
using Cchc.Core.Units;
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
public sealed class EditModel(SiteDb db, UserManager<User> people, UnitDirectory units, Mailer mailer, PasswordLinks links, SiteSettingsCache settings, UserSessions sessions, IUserStore<User> store, TimeProvider clock) : PageModel
{
    public const string New = "moi";
    private const string TemporaryPassword = "user.password";
    private const string Invitation = "user.invitation";

    public sealed class UserInput
    {
        [Required(ErrorMessage = "Hãy ghi tên đăng nhập."), StringLength(64, ErrorMessage = "Tên đăng nhập dài hơn 64 ký tự.")]
        public string UserName { get; set; } = "";
        [Required(ErrorMessage = "Hãy ghi họ tên."), StringLength(200, ErrorMessage = "Họ tên dài hơn 200 ký tự.")]
        public string DisplayName { get; set; } = "";
        [EmailAddress(ErrorMessage = "Thư điện tử chưa đúng, ví dụ ten@dongthap.gov.vn."), StringLength(256, ErrorMessage = "Thư điện tử dài hơn 256 ký tự.")]
        public string? Email { get; set; }
        /// <summary>Name or last part of the address of the unit to which the person is limited.</summary>
        [StringLength(200, ErrorMessage = "Tên đơn vị dài hơn 200 ký tự.")]
        public string? Unit { get; set; }
        public bool MailNotices { get; set; } = true;
        /// <summary>A new person chooses the password by a link.</summary>
        public bool Invite { get; set; }
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
    /// <summary>Shown once where there is no mail server to send it.</summary>
    public string? InvitationLink => TempData[Invitation] as string;
    public SessionList Sessions { get; private set; } = new([], null);
    public bool SendsMail => mailer.IsConfigured;
    public IReadOnlyList<Unit> UnitSuggestions { get; private set; } = [];
    public bool IsNew => Id == New;
    public bool Locked => Account.LockoutEnd > clock.GetUtcNow();
    /// <summary>Whether the account holds nothing that the one who looks at it does not.</summary>
    public bool InReach => User.Covers(Held.SelectMany(role => Granted[role]));
    public bool MayGive(Role role) => User.Covers(Granted[role.Id]);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        Input = new() { UserName = Account.UserName ?? "", DisplayName = Account.DisplayName, Email = Account.Email, MailNotices = Account.MailNotices, Roles = [.. Held] };
        if (Account.UnitId is { } unit && (await units.GetAsync(ct)).Find(unit) is { } limit) Input.Unit = UnitText(limit);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return NotFound();
        if (!InReach) return Forbid();
        var limitBefore = Account.UnitId;
        var wanted = Roles.Where(role => MayGive(role) ? Input.Roles.Contains(role.Id) : Held.Contains(role.Id)).Select(role => role.Id).ToList();
        if (!IsNew && await IsLastAdministratorAsync(ct) && !wanted.Any(role => Granted[role].Contains(Role.Everything)))
            ModelState.AddModelError("Input.Roles", "Đây là người quản trị cuối cùng: hãy giao quyền cho người khác trước.");
        var unit = await UnitAsync(ct);
        if (!User.Reaches(unit) || (!IsNew && !User.Reaches(Account.UnitId))) ModelState.AddModelError("Input.Unit", "Bạn chỉ quản lý được người của đơn vị mình: hãy ghi đơn vị ấy.");
        var invite = IsNew && Input.Invite;
        var site = invite ? await links.SiteAddressAsync(Request) : null;
        if (invite && SendsMail && !Mailer.IsAddress(Input.Email?.Trim() ?? "")) ModelState.AddModelError("Input.Email", "Muốn gửi thư mời thì phải có thư điện tử.");
        if (invite && site is null) ModelState.AddModelError("Input.Invite", NoAddress);
        if (!ModelState.IsValid) return Page();

        (Account.MailNotices, Account.UnitId) = (Input.MailNotices, unit);
        (Account.UserName, Account.DisplayName, Account.Email) = (Input.UserName.Trim(), Input.DisplayName.Trim(), string.IsNullOrWhiteSpace(Input.Email) ? null : Input.Email.Trim());
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var password = IsNew ? NewPassword() : null;
        if (IsNew) Account.MustChangePassword = true;
        var result = IsNew ? await people.CreateAsync(Account, password!) : await people.UpdateAsync(Account);
        if (!result.Succeeded) return Refuse(result);
        foreach (var role in Held.Except(wanted)) db.Remove(await db.UserRoles.FirstAsync(link => link.UserId == Account.Id && link.RoleId == role, ct));
        foreach (var role in wanted.Except(Held)) db.Add(new IdentityUserRole<int> { UserId = Account.Id, RoleId = role });
        Record(IsNew ? "user.added" : "user.changed", $"{(IsNew ? "Thêm" : "Sửa")} tài khoản {Account.UserName}, vai trò: {string.Join(", ", Roles.Where(role => wanted.Contains(role.Id)).Select(role => role.Name))}");
        if (invite) await InviteAsync(site!, ct);
        await db.SaveChangesAsync(ct);
        // Whoever lost a role must lose it in running sessions too.
        if (!IsNew && (Held.Except(wanted).Any() || Account.UnitId != limitBefore)) await EndSessionsAsync();
        await transaction.CommitAsync(ct);
        if (password is not null && !invite) TempData[TemporaryPassword] = password;
        TempData.Say(invite && SendsMail ? "Đã thêm tài khoản. Thư mời đang được gửi." : IsNew ? "Đã thêm tài khoản." : "Đã lưu tài khoản.");
        return Reload();
    }

    public Task<IActionResult> OnPostInviteAsync(CancellationToken ct) => ChangeAsync(async () =>
    {
        if (Account is not { InvitedUtc: not null, Deactivated: false }) return "Người này đã chọn mật khẩu hoặc tài khoản đã ngừng: không cần thư mời.";
        if (SendsMail && !Mailer.IsAddress(Account.Email ?? "")) return "Muốn gửi thư mời thì phải có thư điện tử.";
        if (await links.SiteAddressAsync(Request) is not { } site) return NoAddress;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await people.UpdateSecurityStampAsync(Account); // the link sent before is good no more
        Record("user.invited", $"Gửi lại lời mời cho tài khoản {Account.UserName}");
        await InviteAsync(site, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return null;
    }, SendsMail ? "Thư mời đang được gửi." : "Đã làm liên kết mời mới; liên kết cũ không dùng được nữa.", ct);

    public Task<IActionResult> OnPostDeactivateAsync(CancellationToken ct) => ChangeAsync(async () =>
    {
        if (await IsLastAdministratorAsync(ct)) return "Đây là người quản trị cuối cùng: không ngừng được.";
        Account.Deactivated = true;
        Record("user.deactivated", $"Ngừng tài khoản {Account.UserName}");
        await EndSessionsAsync();
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
        (Account.MustChangePassword, Account.InvitedUtc) = (true, null);
        Record("user.password-reset", $"Đặt lại mật khẩu của tài khoản {Account.UserName}");
        var result = await people.ResetPasswordAsync(Account, await people.GeneratePasswordResetTokenAsync(Account), password);
        if (!result.Succeeded) return string.Join(' ', result.Errors.Select(error => error.Description));
        await people.SetLockoutEndDateAsync(Account, null);
        await sessions.EndAllAsync(Account.Id);
        TempData[TemporaryPassword] = password;
        return null;
    }, "Đã đặt mật khẩu tạm. Người dùng phải đổi khi đăng nhập.", ct);

    public Task<IActionResult> OnPostTwoStepAsync(CancellationToken ct) => ChangeAsync(async () =>
    {
        if (!Account.TwoFactorEnabled) return "Người này chưa bật xác thực hai bước.";
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        Record("two-step.reset", $"Gỡ xác thực hai bước của tài khoản {Account.UserName}");
        await people.EndTwoStepAsync(store, Account, ct);
        await sessions.EndAllAsync(Account.Id);
        if (Account.Email is { } email)
            mailer.Stage(email, Account.DisplayName, "Xác thực hai bước đã được gỡ", $"""
                Chào {Account.DisplayName},

                {HttpContext.Actor().Name} vừa gỡ xác thực hai bước của tài khoản {Account.UserName}. Nếu bạn không nhờ việc này, hãy đổi mật khẩu và báo người quản trị ngay.

                {(await settings.GetAsync(ct)).FullName}
                """);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return null;
    }, "Đã gỡ xác thực hai bước. Các phiên đang mở sẽ kết thúc trong nửa phút.", ct);

    public Task<IActionResult> OnPostEndAsync(string? session, CancellationToken ct) => ChangeAsync(async () =>
    {
        if (session is null || !await sessions.EndAsync(Account.Id, session)) return "Phiên này đã kết thúc rồi.";
        Record("session.ended", $"Kết thúc một phiên đăng nhập của tài khoản {Account.UserName}");
        await db.SaveChangesAsync(ct);
        return null;
    }, "Đã kết thúc phiên. Trang đang mở trên thiết bị ấy dừng trong nửa phút.", ct);

    /// <summary>Whatever is signed in ends, and so does every link that was sent.</summary>
    private async Task EndSessionsAsync()
    {
        await people.UpdateSecurityStampAsync(Account);
        await sessions.EndAllAsync(Account.Id);
    }

    /// <summary>Stages the letter, or keeps the link to be shown once.</summary>
    private async Task InviteAsync(string site, CancellationToken ct)
    {
        Account.InvitedUtc = clock.GetUtcNow().UtcDateTime;
        var link = links.Make(site, Account, PasswordLinks.ForInvitation);
        if (!SendsMail) { TempData[Invitation] = link; return; }
        var name = (await settings.GetAsync(ct)).FullName;
        mailer.Stage(Account.Email!, Account.DisplayName, $"Mời làm việc trên trang {name}", $"""
            Chào {Account.DisplayName},

            {HttpContext.Actor().Name} mời bạn vào tòa soạn của trang {name}. Tên đăng nhập của bạn là {Account.UserName}. Mở liên kết này để chọn mật khẩu. Liên kết dùng được một lần, trong 7 ngày:

            {link}

            Nếu bạn không biết việc này, hãy bỏ qua thư.
            """);
    }

    /// <summary>What stands in the field of a unit; names of communes are not unique.</summary>
    public static string UnitText(Unit unit) => unit is { Kind: UnitKind.Province, ValidTo: null } ? unit.Name : unit.Slug;

    /// <summary>The unit that was written, or null with or without a complaint.</summary>
    private async Task<int?> UnitAsync(CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(Input.Unit)) return null;
        var (registry, text) = (await units.GetAsync(ct), Input.Unit.Trim());
        if (registry.FindSlug(text) is { } exact) return exact.Id;
        var key = Vietnamese.Fold(text);
        var named = registry.All.Where(unit => unit.SearchKey == key).ToList();
        if (named.Where(unit => unit.ValidTo is null).ToList() is [var current]) return current.Id;
        UnitSuggestions = named.Count > 0 ? named : [.. registry.All.Where(unit => unit.SearchKey.Contains(key, StringComparison.Ordinal)).Take(8)];
        ModelState.AddModelError("Input.Unit", UnitSuggestions.Count == 0 ? $"Không có đơn vị nào tên “{text}”."
            : $"“{text}” có thể là: {string.Join("; ", UnitSuggestions.Take(8).Select(unit => $"{unit.Name} ({unit.Slug})"))}. Hãy chép lại phần trong ngoặc.");
        return null;
    }

    private async Task<IActionResult> ChangeAsync(Func<Task<string?>> change, string done, CancellationToken ct)
    {
        if (!await LoadAsync(ct) || IsNew) return NotFound();
        if (!InReach) return Forbid();
        if (await change() is { } problem) TempData.Refuse([problem]);
        else TempData.Say(done);
        return Reload();
    }

    private const string NoAddress = "Hãy ghi địa chỉ của trang ở Cấu hình trước: liên kết mời cần địa chỉ ấy.";

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
        UnitSuggestions = [.. (await units.GetAsync(ct)).All.Where(unit => unit is { Kind: UnitKind.Province or UnitKind.Department, ValidTo: null })];
        if (IsNew) return true;
        if (!int.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || await db.Users.FirstOrDefaultAsync(user => user.Id == id, ct) is not { } account) return false;
        Account = account;
        Sessions = new(await sessions.OpenAsync(id, ct), User.FindFirst(SignedIn.Session)?.Value);
        Held = await db.UserRoles.AsNoTracking().Where(link => link.UserId == id).Select(link => link.RoleId).ToListAsync(ct);
        return true;
    }

    private async Task<bool> IsLastAdministratorAsync(CancellationToken ct) => await db.AdministratorsAsync(ct) is [var only] && only == Account.Id;

    private void Record(string action, string summary) =>
        db.Add(HttpContext.Actor().Did(clock.GetUtcNow().UtcDateTime, action, summary, "User", Account.Id.ToString(CultureInfo.InvariantCulture)));

    private static string NewPassword() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789", 16);
}
