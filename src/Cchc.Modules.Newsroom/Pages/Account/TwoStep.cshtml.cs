using System.ComponentModel.DataAnnotations;
using Cchc.Core;
using Cchc.Core.Mail;
using Cchc.Core.People;
using Cchc.Core.Settings;
using Cchc.Modules.Newsroom.People;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using QRCoder;

namespace Cchc.Modules.Newsroom.Pages.Account;

/// <summary>Everybody's own second step: an authenticator program and ten recovery codes.</summary>
[Authorize, NotCached]
public sealed class TwoStepModel(SiteDb db, UserManager<User> people, IUserStore<User> store, SignInManager<User> signIn, UserSessions sessions, SignInLimits limits, OwnerCheck owner, SiteSettingsCache settings,
    Mailer mailer, AccountRecord record, IDataProtectionProvider protection, TimeProvider clock) : PageModel
{
    private const int RecoveryCodes = 10;

    private User account = null!;
    private string key = "";

    /// <summary>The key that is being set up, sealed: nothing is stored before the program shows the right code.</summary>
    [BindProperty] public string? Pending { get; set; }
    [BindProperty, StringLength(40, ErrorMessage = "Mã quá dài.")] public string? Entered { get; set; }
    [BindProperty, StringLength(200, ErrorMessage = "Mật khẩu quá dài."), DataType(DataType.Password)] public string? Password { get; set; }
    /// <summary>Shown once, when they were made.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }
    public int CodesLeft { get; private set; }
    public bool IsOn => account.TwoFactorEnabled;
    public bool Required { get; private set; }
    public bool Forced => User.HasClaim(claim => claim.Type == SignedIn.MustSetUpTwoStep);
    /// <summary>The key as an SVG drawing for a phone's camera.</summary>
    public string Picture { get; private set; } = "";
    public string KeyInGroups => string.Join(' ', key.Chunk(4).Select(part => new string(part)));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? await ShowAsync(ct) : Forbid();

    public async Task<IActionResult> OnPostOnAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return Forbid();
        if (IsOn) return LocalRedirect("/quan-tri/hai-buoc");
        key = Unseal(Pending) ?? "";
        var code = string.Concat((Entered ?? "").Where(char.IsAsciiDigit));
        if (key.Length == 0) ModelState.AddModelError("", "Trang để quá lâu. Hãy quét lại hình mới.");
        else if (!limits.Allows($"bước hai: {account.Id}")) ModelState.AddModelError("", "Bạn đã thử quá nhiều lần. Hãy đợi 5 phút rồi thử lại.");
        else if (OneTimeCodes.StepOf(key, code, clock.GetUtcNow()) is not { } step) ModelState.AddModelError(nameof(Entered), "Mã không đúng. Hãy nhập mã đang hiện; nếu vẫn không được, xem giờ của điện thoại có đúng không.");
        else if (Forced || await IsOwnerAsync()) // who is held up here has typed the password a moment ago
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await ((IUserAuthenticatorKeyStore<User>)store).SetAuthenticatorKeyAsync(account, key, ct);
            (account.TwoFactorEnabled, account.LastTotpStep) = (true, step);
            record.Stage(account, "two-step.on", "Bật xác thực hai bước");
            await MakeCodesAsync();
            await transaction.CommitAsync(ct);
            await GoOnAsync();
            return Page();
        }
        return await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostCodesAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return Forbid();
        if (!IsOn || !await IsOwnerAsync()) return await ShowAsync(ct);
        record.Stage(account, "two-step.codes", "Làm mã dự phòng mới");
        await MakeCodesAsync();
        await GoOnAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostOffAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct)) return Forbid();
        if (!IsOn || !await IsOwnerAsync()) return await ShowAsync(ct);
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            record.Stage(account, "two-step.off", "Tắt xác thực hai bước");
            await people.EndTwoStepAsync(store, account, ct);
            if (account.Email is { } email)
                mailer.Stage(email, account.DisplayName, "Xác thực hai bước đã tắt", $"""
                    Chào {account.DisplayName},

                    Xác thực hai bước của tài khoản {account.UserName} vừa được tắt. Nếu không phải bạn làm, hãy đổi mật khẩu và báo người quản trị ngay.

                    {(await settings.GetAsync(ct)).FullName}
                    """);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        await GoOnAsync();
        TempData.Say("Đã tắt xác thực hai bước.");
        return LocalRedirect(Required ? "/quan-tri/hai-buoc" : "/quan-tri/tai-khoan-cua-toi");
    }

    private async Task MakeCodesAsync() => Codes = [.. await people.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? []];

    /// <summary>What was signed in before the change ends; this browser goes on.</summary>
    private async Task GoOnAsync()
    {
        await people.UpdateSecurityStampAsync(account);
        await sessions.EndAllAsync(account.Id, User.FindFirst(SignedIn.Session)?.Value);
        await signIn.RefreshSignInAsync(account);
    }

    private async Task<bool> IsOwnerAsync()
    {
        if (await owner.DoubtAsync(account, Password) is not { } doubt) return true;
        ModelState.AddModelError(nameof(Password), doubt);
        return false;
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        // Who must choose a password first has not shown yet to be the owner.
        if (User.HasClaim(claim => claim.Type == SignedIn.MustChangePassword) || await people.GetUserAsync(User) is not { Deactivated: false } user) return false;
        account = user;
        Required = (await settings.GetAsync(ct)).TwoStepRequired;
        return true;
    }

    private async Task<PageResult> ShowAsync(CancellationToken ct)
    {
        if (IsOn) { CodesLeft = await people.CountRecoveryCodesAsync(account); return Page(); }
        if (key.Length == 0) key = OneTimeCodes.NewKey();
        Pending = Sealer.Protect(key, TimeSpan.FromHours(1));
        ModelState.Remove(nameof(Pending)); // the field shows the key of the picture, not the one that was sent
        using var data = QRCodeGenerator.GenerateQrCode(OneTimeCodes.Uri(key, (await settings.GetAsync(ct)).FullName, account.UserName ?? ""), QRCodeGenerator.ECCLevel.M);
        using var drawing = new SvgQRCode(data);
        Picture = drawing.GetGraphic(4, "#000000", "#ffffff", sizingMode: SvgQRCode.SizingMode.ViewBoxAttribute);
        return Page();
    }

    private string? Unseal(string? sealedKey)
    {
        if (string.IsNullOrEmpty(sealedKey) || sealedKey.Length > 1000) return null;
        try { return Sealer.Unprotect(sealedKey); }
        catch (System.Security.Cryptography.CryptographicException) { return null; }
    }

    private ITimeLimitedDataProtector Sealer => protection.CreateProtector("Cchc.TwoStep", $"{account.Id}").ToTimeLimitedDataProtector();
}
