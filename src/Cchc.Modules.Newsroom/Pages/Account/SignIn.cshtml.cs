using System.ComponentModel.DataAnnotations;
using Cchc.Core;
using Cchc.Core.People;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Newsroom.Pages.Account;

/// <summary>Sign-in. Whatever is wrong, the answer is the same: it does not tell who has an account.</summary>
[NotCached]
public sealed class SignInModel(SiteDb db, UserManager<User> people, SignInManager<User> signIn, SignInLimits limits, TimeProvider clock) : PageModel
{
    private static readonly string Nobody = new PasswordHasher<User>().HashPassword(new(), Guid.NewGuid().ToString());

    [BindProperty, Required(ErrorMessage = "Hãy nhập tên đăng nhập hoặc thư điện tử."), StringLength(256, ErrorMessage = "Tên đăng nhập quá dài.")]
    public string Name { get; set; } = "";
    [BindProperty, Required(ErrorMessage = "Hãy nhập mật khẩu."), StringLength(200, ErrorMessage = "Mật khẩu quá dài."), DataType(DataType.Password)]
    public string Password { get; set; } = "";
    /// <summary>Where to go then; only an address of this site.</summary>
    [FromQuery(Name = "ve")] public string? Back { get; set; }

    public IActionResult OnGet() => User.Identity?.IsAuthenticated == true ? LocalRedirect(Next) : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid) return Page();
        if (!limits.Allows(Name))
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            ModelState.AddModelError("", "Tên này đã được thử quá nhiều lần. Hãy đợi 5 phút rồi thử lại.");
            return Page();
        }
        var user = await FindAsync(ct);
        if (user is null)
        {
            // As much work as for an account that exists, so that the time does not tell.
            people.PasswordHasher.VerifyHashedPassword(new(), Nobody, Password);
            await RecordAsync(null, "sign-in.failed", "Đăng nhập không thành công: không có tài khoản này", ct);
            return Refuse();
        }
        // A closed account is refused before its password is looked at: the same work again.
        if (user.Deactivated || await people.IsLockedOutAsync(user)) people.PasswordHasher.VerifyHashedPassword(new(), Nobody, Password);
        var result = await signIn.PasswordSignInAsync(user, Password, isPersistent: false, lockoutOnFailure: true);
        if (!result.Succeeded)
        {
            await RecordAsync(user, result.IsLockedOut ? "sign-in.locked" : "sign-in.failed",
                result.IsLockedOut ? "Đăng nhập không thành công: tài khoản đang bị khóa" : result.IsNotAllowed ? "Đăng nhập không thành công: tài khoản đã ngừng" : "Đăng nhập không thành công: sai mật khẩu", ct);
            return Refuse();
        }
        await RecordAsync(user, "sign-in", "Đăng nhập", ct);
        return user.MustChangePassword ? RedirectToPage("/Account/Password", new { ve = Next }) : LocalRedirect(Next);
    }

    private string Next => Url.IsLocalUrl(Back) ? Back! : "/quan-tri";

    private PageResult Refuse()
    {
        ModelState.AddModelError(nameof(Name), "Tên đăng nhập hoặc mật khẩu không đúng. Sau 5 lần sai, tài khoản bị khóa 15 phút.");
        return Page();
    }

    private async Task<User?> FindAsync(CancellationToken ct)
    {
        if (await people.FindByNameAsync(Name.Trim()) is { } named) return named;
        var email = people.NormalizeEmail(Name.Trim());
        // Two people may share a mailbox; then it names neither.
        return await people.Users.Where(user => user.NormalizedEmail == email).OrderBy(user => user.Id).Take(2).ToListAsync(ct) is [var one] ? one : null;
    }

    private Task<int> RecordAsync(User? user, string action, string summary, CancellationToken ct)
    {
        var actor = new Actor(user?.Id, user is null ? "Chưa rõ" : user.DisplayName.Length > 0 ? user.DisplayName : user.UserName ?? "", HttpContext.Connection.RemoteIpAddress?.ToString() ?? "");
        db.Add(actor.Did(clock.GetUtcNow().UtcDateTime, action, summary, "User", user is null ? "" : user.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return db.SaveChangesAsync(ct);
    }
}
