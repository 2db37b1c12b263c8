using System.ComponentModel.DataAnnotations;
using Cchc.Core;
using Cchc.Core.People;
using Cchc.Modules.Newsroom.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Newsroom.Pages.Account;

/// <summary>Where the link of a letter leads: a password is chosen, and whatever was signed in before ends.</summary>
[NotCached]
public sealed class ChooseModel(SiteDb db, UserManager<User> people, PasswordLinks links, UserSessions sessions, AccountRecord record) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Hãy nhập mật khẩu mới."), StringLength(200, MinimumLength = 12, ErrorMessage = "Mật khẩu mới phải có từ 12 đến 200 ký tự."), DataType(DataType.Password)]
    public string Fresh { get; set; } = "";
    [BindProperty, Compare(nameof(Fresh), ErrorMessage = "Hai lần nhập mật khẩu mới không giống nhau."), DataType(DataType.Password)]
    public string Repeated { get; set; } = "";
    /// <summary>The code of the letter.</summary>
    [FromQuery(Name = "ma")] public string? Code { get; set; }
    public User? Account { get; private set; }
    public bool Done { get; private set; }

    public async Task OnGetAsync() => Account = await links.OpenAsync(Code);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Account = await links.OpenAsync(Code);
        if (Account is not { } user || !ModelState.IsValid) return Page();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var invited = user.InvitedUtc is not null;
        (user.MustChangePassword, user.InvitedUtc) = (false, null);
        // Whoever reads the mailbox is the owner: a lockout that somebody else caused ends too.
        (user.LockoutEnd, user.AccessFailedCount) = (null, 0);
        record.Stage(user, "password.chosen", invited ? "Nhận lời mời, chọn mật khẩu" : "Đặt lại mật khẩu bằng liên kết trong thư");
        // Changes the stamp, which spends the link; of two at the same time the second fails on the row's concurrency stamp.
        var result = await people.ResetPasswordAsync(user, await people.GeneratePasswordResetTokenAsync(user), Fresh);
        if (!result.Succeeded)
        {
            foreach (var error in result.Errors) ModelState.AddModelError(nameof(Fresh), error.Description);
            return Page();
        }
        await sessions.EndAllAsync(user.Id);
        await transaction.CommitAsync(ct);
        Done = true;
        return Page();
    }
}
