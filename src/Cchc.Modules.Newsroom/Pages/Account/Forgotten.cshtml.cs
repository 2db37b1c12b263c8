using System.ComponentModel.DataAnnotations;
using Cchc.Core;
using Cchc.Core.Mail;
using Cchc.Core.People;
using Cchc.Modules.Newsroom.People;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Newsroom.Pages.Account;

/// <summary>Asks for a link to a new password. The answer and the work are the same whether there is such an account or not.</summary>
[NotCached]
public sealed class ForgottenModel(SiteDb db, Mailer mailer, PasswordLinks links, SignInLimits limits, TimeProvider clock) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Hãy nhập tên đăng nhập hoặc thư điện tử."), StringLength(256, ErrorMessage = "Tên đăng nhập quá dài.")]
    public string Name { get; set; } = "";
    public bool Sent { get; private set; }
    /// <summary>Why nothing can be asked for here, or null.</summary>
    public string? Closed { get; private set; }

    public Task OnGetAsync() => LookAsync();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await LookAsync() is not { } site || !ModelState.IsValid) return Page();
        // Counted apart from signing in: who asks for a letter must not close the door to the owner.
        if (!limits.Allows($"quên mật khẩu: {Name}"))
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            ModelState.AddModelError("", "Tên này đã được thử quá nhiều lần. Hãy đợi 5 phút rồi thử lại.");
            return Page();
        }
        db.Add(SendResetLink.For(Name, site, HttpContext.Connection.RemoteIpAddress?.ToString() ?? "", clock.GetUtcNow().UtcDateTime));
        await db.SaveChangesAsync(ct);
        Sent = true;
        return Page();
    }

    private async Task<string?> LookAsync()
    {
        var site = mailer.IsConfigured ? await links.SiteAddressAsync(Request) : null;
        Closed = !mailer.IsConfigured ? "Chưa cấu hình gửi thư. Hãy nhờ người quản trị đặt lại mật khẩu."
            : site is null ? "Trang chưa ghi địa chỉ của mình nên chưa gửi được liên kết. Hãy nhờ người quản trị đặt lại mật khẩu."
            : null;
        return site;
    }
}
