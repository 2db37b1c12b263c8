using System.ComponentModel.DataAnnotations;
using Cchc.Core;
using Cchc.Core.People;
using Cchc.Modules.Newsroom.People;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using SignInResult = Microsoft.AspNetCore.Identity.SignInResult;

namespace Cchc.Modules.Newsroom.Pages.Account;

/// <summary>The second step of a sign-in, open for 5 minutes after the first.</summary>
[NotCached]
public sealed class CodeModel(UserManager<User> people, SignInManager<User> signIn, SignInLimits limits, AccountRecord record) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Hãy nhập mã."), StringLength(40, ErrorMessage = "Mã quá dài.")]
    public string Entered { get; set; } = "";
    [FromQuery(Name = "ve")] public string? Back { get; set; }

    public async Task<IActionResult> OnGetAsync() => await signIn.GetTwoFactorAuthenticationUserAsync() is null ? FromTheStart() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } user) return FromTheStart();
        if (!ModelState.IsValid) return Page();
        if (!limits.Allows($"bước hai: {user.Id}"))
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            ModelState.AddModelError("", "Đã thử quá nhiều lần. Hãy đợi 5 phút rồi thử lại.");
            return Page();
        }
        var code = string.Concat(Entered.Where(letter => !char.IsWhiteSpace(letter)));
        var isRecovery = !code.All(char.IsAsciiDigit);
        var result = user.Deactivated ? SignInResult.NotAllowed
            : await people.IsLockedOutAsync(user) ? SignInResult.LockedOut
            : isRecovery ? await signIn.TwoFactorRecoveryCodeSignInAsync(code.ToUpperInvariant())
            : await signIn.TwoFactorAuthenticatorSignInAsync(code, isPersistent: false, rememberClient: false);
        if (!result.Succeeded)
        {
            await record.WriteAsync(user, result.IsLockedOut ? "sign-in.locked" : "sign-in.failed", result.IsLockedOut ? "Đăng nhập không thành công: tài khoản đang bị khóa" : "Đăng nhập không thành công: sai mã xác thực", ct);
            ModelState.AddModelError(nameof(Entered), result.IsLockedOut ? "Tài khoản bị khóa 15 phút vì nhập sai nhiều lần." : "Mã không đúng hoặc đã dùng rồi. Hãy nhập mã đang hiện trong ứng dụng.");
            return Page();
        }
        await record.WriteAsync(user, "sign-in", isRecovery ? "Đăng nhập bằng mã dự phòng" : "Đăng nhập hai bước", ct);
        if (isRecovery) TempData.Say($"Bạn đã dùng một mã dự phòng, còn {await people.CountRecoveryCodesAsync(user)} mã. Nếu mất điện thoại, hãy đặt lại xác thực hai bước ở Tài khoản của tôi.");
        return user.MustChangePassword ? RedirectToPage("/Account/Password", new { ve = Url.Desk(Back) }) : LocalRedirect(Url.Desk(Back));
    }

    private RedirectToPageResult FromTheStart() => RedirectToPage("/Account/SignIn", Url.IsLocalUrl(Back) ? new RouteValueDictionary { ["ve"] = Back } : null);
}
