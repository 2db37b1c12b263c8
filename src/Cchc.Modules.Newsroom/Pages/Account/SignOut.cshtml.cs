using Cchc.Core;
using Cchc.Core.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Newsroom.Pages.Account;

/// <summary>Ends the session; only a form of this site can ask for it.</summary>
[Authorize, NotCached]
public sealed class SignOutModel(SiteDb db, SignInManager<User> signIn, TimeProvider clock) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/quan-tri");

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        db.Add(HttpContext.Actor().Did(clock.GetUtcNow().UtcDateTime, "sign-out", "Đăng xuất", "User", $"{User.UserId()}"));
        await db.SaveChangesAsync(ct);
        await signIn.SignOutAsync();
        return LocalRedirect("/quan-tri/dang-nhap");
    }
}
