using Cchc.Core;
using Cchc.Core.Mail;
using Cchc.Core.People;
using Cchc.Core.Units;
using Cchc.Modules.Newsroom.People;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Newsroom.Pages.Account;

/// <summary>What everybody sees and decides of the own account: ways to sign in, notices, where one is signed in.</summary>
[Authorize("newsroom.enter"), NotCached]
public sealed class MeModel(SiteDb db, UserManager<User> people, UserSessions sessions, UnitDirectory units, ExternalSignIn external, Mailer mailer, TimeProvider clock) : PageModel
{
    public User Account { get; private set; } = new();
    [BindProperty] public bool MailNotices { get; set; }
    public string? UnitName { get; private set; }
    /// <summary>What people call the provider by which one can sign in too, or null.</summary>
    public string? Provider => external.IsConfigured ? external.Name : null;
    public bool IsLinked { get; private set; }
    public bool SendsMail => mailer.IsConfigured;
    public SessionList Sessions { get; private set; } = new([], null);
    private string? Own => User.FindFirst(SignedIn.Session)?.Value;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await people.GetUserAsync(User) is not { } user) return Forbid();
        (Account, MailNotices) = (user, user.MailNotices);
        if (user.UnitId is { } unit) UnitName = (await units.GetAsync(ct)).Find(unit)?.Name;
        IsLinked = external.IsConfigured && (await people.GetLoginsAsync(user)).Any(login => login.LoginProvider == ExternalSignIn.Scheme);
        Sessions = new(await sessions.OpenAsync(user.Id, ct), Own);
        return Page();
    }

    public Task<IActionResult> OnPostNoticesAsync() => ChangeAsync(async user =>
    {
        user.MailNotices = MailNotices;
        await people.UpdateAsync(user);
        return "Đã lưu.";
    });

    public Task<IActionResult> OnPostUnlinkAsync() => ChangeAsync(async user =>
    {
        Record(user, "sign-in.unlinked", $"Bỏ nối với {external.Name}");
        foreach (var login in (await people.GetLoginsAsync(user)).Where(login => login.LoginProvider == ExternalSignIn.Scheme)) await people.RemoveLoginAsync(user, login.LoginProvider, login.ProviderKey);
        return $"Đã bỏ nối với {external.Name}. Từ nay bạn đăng nhập bằng mật khẩu.";
    });

    public Task<IActionResult> OnPostEndAsync(string? session) => ChangeAsync(async user =>
    {
        if (session is null || session == Own || !await sessions.EndAsync(user.Id, session)) return "Phiên này đã kết thúc rồi.";
        Record(user, "session.ended", "Kết thúc một phiên đăng nhập của mình");
        return "Đã kết thúc phiên. Trang đang mở trên thiết bị ấy dừng trong nửa phút.";
    });

    public Task<IActionResult> OnPostEndOthersAsync() => ChangeAsync(async user =>
    {
        var count = await sessions.EndAllAsync(user.Id, Own);
        Record(user, "session.ended", $"Kết thúc {count} phiên đăng nhập khác của mình");
        return $"Đã kết thúc {count} phiên khác.";
    });

    private async Task<IActionResult> ChangeAsync(Func<User, Task<string>> change)
    {
        if (await people.GetUserAsync(User) is not { } user) return Forbid();
        TempData.Say(await change(user));
        await db.SaveChangesAsync();
        return LocalRedirect("/quan-tri/tai-khoan-cua-toi");
    }

    private void Record(User user, string action, string summary) => db.Add(HttpContext.Actor().Did(clock.GetUtcNow().UtcDateTime, action, summary, "User", $"{user.Id}"));
}
