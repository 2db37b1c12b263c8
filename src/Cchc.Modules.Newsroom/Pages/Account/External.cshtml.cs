using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Cchc.Core;
using Cchc.Core.People;
using Cchc.Modules.Newsroom.People;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Logging;

namespace Cchc.Modules.Newsroom.Pages.Account;

/// <summary>The way to the provider of the configuration and back. It opens accounts that exist; it makes none.</summary>
[NotCached]
public sealed class ExternalModel(SiteDb db, UserManager<User> people, SignInManager<User> signIn, ExternalSignIn external, OwnerCheck owner, AccountRecord record, ILogger<ExternalModel> log) : PageModel
{
    [FromQuery(Name = "ve")] public string? Back { get; set; }
    [BindProperty, StringLength(200, ErrorMessage = "Mật khẩu quá dài."), DataType(DataType.Password)] public string? Password { get; set; }
    public string Provider => external.Name;
    /// <summary>Whether a person who is signed in is asked to link the account.</summary>
    public bool Linking { get; private set; }
    public string? Email { get; private set; }
    public string Problem { get; private set; } = "";

    /// <summary>Leads to the provider.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (!external.IsConfigured) return NotFound();
        var properties = signIn.ConfigureExternalAuthenticationProperties(ExternalSignIn.Scheme, Url.Page("/Account/External", "Back", new { ve = Url.Desk(Back) }));
        try { await HttpContext.ChallengeAsync(ExternalSignIn.Scheme, properties); }
        catch (Exception error) when (error is InvalidOperationException or HttpRequestException or IOException)
        {
            log.LogWarning(error, "The sign-in provider could not be reached.");
            return LocalRedirect("/quan-tri/dang-nhap?loi=ngoai");
        }
        return new EmptyResult();
    }

    /// <summary>What the provider said.</summary>
    public async Task<IActionResult> OnGetBackAsync(CancellationToken ct)
    {
        if (!external.IsConfigured) return NotFound();
        if (await signIn.GetExternalLoginInfoAsync() is not { } said) return LocalRedirect("/quan-tri/dang-nhap?loi=ngoai");
        Email = said.Principal.FindFirstValue("email");
        if (User.Identity?.IsAuthenticated == true)
        {
            // Asked, not done: whoever makes a browser come here must not link a stranger's identity to its account.
            Linking = true;
            return Page();
        }
        var user = await people.FindByLoginAsync(said.LoginProvider, said.ProviderKey) ?? await LinkByEmailAsync(said, ct);
        if (user is null) return await RefuseAsync(null, $"{Provider} đã nhận ra bạn, nhưng ở đây chưa có tài khoản nào nối với nó. Hãy đăng nhập bằng mật khẩu rồi nối ở Tài khoản của tôi, hoặc hỏi người quản trị.", ct);
        var result = await signIn.ExternalLoginSignInAsync(said.LoginProvider, said.ProviderKey, isPersistent: false, bypassTwoFactor: false);
        if (result.RequiresTwoFactor) return RedirectToPage("/Account/Code", null, new { ve = Url.Desk(Back) });
        if (!result.Succeeded) return await RefuseAsync(user, result.IsLockedOut ? "Tài khoản đang bị khóa. Hãy đợi 15 phút rồi thử lại." : "Tài khoản này đã ngừng. Hãy hỏi người quản trị.", ct);
        await HttpContext.SignOutAsync(IdentityConstants.ExternalScheme);
        await record.WriteAsync(user, "sign-in", $"Đăng nhập bằng {Provider}", ct);
        return LocalRedirect(Url.Desk(Back));
    }

    /// <summary>Links the identity to the account that is signed in.</summary>
    public async Task<IActionResult> OnPostLinkAsync(CancellationToken ct)
    {
        if (!external.IsConfigured) return NotFound();
        if (await people.GetUserAsync(User) is not { Deactivated: false } user) return LocalRedirect("/quan-tri/dang-nhap");
        if (await signIn.GetExternalLoginInfoAsync() is not { } said) TempData.Refuse([$"Đợi quá lâu. Hãy nối với {Provider} lại."]);
        else if (await owner.DoubtAsync(user, Password) is { } doubt)
        {
            ModelState.AddModelError(nameof(Password), doubt);
            (Linking, Email) = (true, said.Principal.FindFirstValue("email"));
            return Page();
        }
        else
        {
            await HttpContext.SignOutAsync(IdentityConstants.ExternalScheme);
            record.Stage(user, "sign-in.linked", $"Nối với {Provider}");
            var result = await people.AddLoginAsync(user, said);
            if (result.Succeeded) TempData.Say($"Đã nối. Lần sau bạn vào được bằng {Provider}.");
            else TempData.Refuse([$"Người này ở {Provider} đã được nối với một tài khoản rồi."]);
        }
        return LocalRedirect("/quan-tri/tai-khoan-cua-toi");
    }

    /// <summary>The one account with the address that the provider has verified, linked from now on; null where that is not wanted or not clear.</summary>
    private async Task<User?> LinkByEmailAsync(ExternalLoginInfo said, CancellationToken ct)
    {
        if (!external.LinksByEmail || string.IsNullOrWhiteSpace(Email) || !bool.TryParse(said.Principal.FindFirstValue("email_verified"), out var verified) || !verified) return null;
        if (await people.OnlyWithEmailAsync(Email, ct) is not { Deactivated: false } user) return null;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Who was invited and comes by this way has shown to own the mailbox: there is no password to choose first.
        if (user.InvitedUtc is not null) (user.InvitedUtc, user.MustChangePassword) = (null, false);
        record.Stage(user, "sign-in.linked", $"Nối với {Provider} theo thư điện tử đã xác minh");
        if (!(await people.AddLoginAsync(user, said)).Succeeded) return null;
        await transaction.CommitAsync(ct);
        return user;
    }

    private async Task<PageResult> RefuseAsync(User? user, string problem, CancellationToken ct)
    {
        await HttpContext.SignOutAsync(IdentityConstants.ExternalScheme);
        await record.WriteAsync(user, "sign-in.failed", $"Đăng nhập bằng {Provider} không thành công", ct);
        Problem = problem;
        return Page();
    }
}
