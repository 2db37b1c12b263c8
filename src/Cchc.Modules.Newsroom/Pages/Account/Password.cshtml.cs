using System.ComponentModel.DataAnnotations;
using Cchc.Core;
using Cchc.Core.People;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Newsroom.Pages.Account;

/// <summary>Everybody's own password. Who got a made-up one sees nothing else before this is done.</summary>
[Authorize, NotCached]
public sealed class PasswordModel(SiteDb db, UserManager<User> people, SignInManager<User> signIn, UserSessions sessions, SignInLimits limits, TimeProvider clock) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Hãy nhập mật khẩu hiện tại."), StringLength(200, ErrorMessage = "Mật khẩu quá dài."), DataType(DataType.Password)]
    public string Current { get; set; } = "";
    [BindProperty, Required(ErrorMessage = "Hãy nhập mật khẩu mới."), StringLength(200, MinimumLength = 12, ErrorMessage = "Mật khẩu mới phải có từ 12 đến 200 ký tự."), DataType(DataType.Password)]
    public string Fresh { get; set; } = "";
    [BindProperty, Compare(nameof(Fresh), ErrorMessage = "Hai lần nhập mật khẩu mới không giống nhau."), DataType(DataType.Password)]
    public string Repeated { get; set; } = "";
    [FromQuery(Name = "ve")] public string? Back { get; set; }
    public bool Forced => User.HasClaim(claim => claim.Type == SignedIn.MustChangePassword);

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (ModelState.IsValid && Fresh == Current) ModelState.AddModelError(nameof(Fresh), "Mật khẩu mới phải khác mật khẩu hiện tại.");
        if (!ModelState.IsValid) return Page();
        if (await people.GetUserAsync(User) is not { Deactivated: false } user) return Forbid();
        if (!limits.Allows(user.UserName ?? "")) { ModelState.AddModelError("", "Bạn đã thử quá nhiều lần. Hãy đợi 5 phút rồi thử lại."); return Page(); }
        db.Add(HttpContext.Actor().Did(clock.GetUtcNow().UtcDateTime, "password.changed", "Đổi mật khẩu của mình", "User", $"{user.Id}"));
        var result = await people.ChangePasswordAsync(user, Current, Fresh);
        if (!result.Succeeded)
        {
            foreach (var error in result.Errors) ModelState.AddModelError(error.Code == nameof(IdentityErrorDescriber.PasswordMismatch) ? nameof(Current) : nameof(Fresh), error.Description);
            return Page();
        }
        user.MustChangePassword = false;
        await people.UpdateAsync(user);
        await sessions.EndAllAsync(user.Id, User.FindFirst(SignedIn.Session)?.Value);
        await signIn.RefreshSignInAsync(user);
        TempData.Say("Đã đổi mật khẩu. Các phiên đăng nhập khác của bạn sẽ kết thúc.");
        return LocalRedirect(Url.Desk(Back));
    }
}
