using System.ComponentModel.DataAnnotations;
using Cchc.Core;
using Cchc.Core.People;
using Cchc.Modules.Newsroom.People;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Newsroom.Pages.Account;

/// <summary>Sign-in. Whatever is wrong, the answer is the same: it does not tell who has an account.</summary>
[NotCached]
public sealed class SignInModel(UserManager<User> people, SignInManager<User> signIn, SignInLimits limits, PasswordLinks links, ExternalSignIn external, AccountRecord record) : PageModel
{
    private static readonly string Nobody = new PasswordHasher<User>().HashPassword(new(), Guid.NewGuid().ToString());

    [BindProperty, Required(ErrorMessage = "Hãy nhập tên đăng nhập hoặc thư điện tử."), StringLength(256, ErrorMessage = "Tên đăng nhập quá dài.")]
    public string Name { get; set; } = "";
    [BindProperty, Required(ErrorMessage = "Hãy nhập mật khẩu."), StringLength(200, ErrorMessage = "Mật khẩu quá dài."), DataType(DataType.Password)]
    public string Password { get; set; } = "";
    /// <summary>Where to go then; only an address of this site.</summary>
    [FromQuery(Name = "ve")] public string? Back { get; set; }
    /// <summary>"ngoai" when the provider's way ended in a failure.</summary>
    [FromQuery(Name = "loi")] public string? Failure { get; set; }
    /// <summary>Name of the provider by which one can sign in too, or null.</summary>
    public string? Provider => external.IsConfigured ? external.Name : null;

    public IActionResult OnGet() => User.Identity?.IsAuthenticated == true ? LocalRedirect(Url.Desk(Back)) : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid) return Page();
        if (!limits.Allows(Name))
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            ModelState.AddModelError("", "Tên này đã được thử quá nhiều lần. Hãy đợi 5 phút rồi thử lại.");
            return Page();
        }
        var user = await links.NamedAsync(Name.Trim(), ct);
        if (user is null)
        {
            // As much work as for an account that exists, so that the time does not tell.
            people.PasswordHasher.VerifyHashedPassword(new(), Nobody, Password);
            await record.WriteAsync(null, "sign-in.failed", "Đăng nhập không thành công: không có tài khoản này", ct);
            return Refuse();
        }
        // A closed account is refused before its password is looked at: the same work again.
        if (user.Deactivated || await people.IsLockedOutAsync(user)) people.PasswordHasher.VerifyHashedPassword(new(), Nobody, Password);
        var result = await signIn.PasswordSignInAsync(user, Password, isPersistent: false, lockoutOnFailure: true);
        if (result.RequiresTwoFactor) return RedirectToPage("/Account/Code", new { ve = Url.Desk(Back) });
        if (!result.Succeeded)
        {
            await record.WriteAsync(user, result.IsLockedOut ? "sign-in.locked" : "sign-in.failed",
                result.IsLockedOut ? "Đăng nhập không thành công: tài khoản đang bị khóa" : result.IsNotAllowed ? "Đăng nhập không thành công: tài khoản đã ngừng" : "Đăng nhập không thành công: sai mật khẩu", ct);
            return Refuse();
        }
        await record.WriteAsync(user, "sign-in", "Đăng nhập", ct);
        return user.MustChangePassword ? RedirectToPage("/Account/Password", new { ve = Url.Desk(Back) }) : LocalRedirect(Url.Desk(Back));
    }

    private PageResult Refuse()
    {
        ModelState.AddModelError(nameof(Name), "Tên đăng nhập hoặc mật khẩu không đúng. Sau 5 lần sai, tài khoản bị khóa 15 phút.");
        return Page();
    }
}

internal static class WayBack
{
    /// <summary>Where somebody wanted to go, if it is an address of this site, or the desk.</summary>
    public static string Desk(this IUrlHelper url, string? wanted) => url.IsLocalUrl(wanted) ? wanted : "/quan-tri";
}
