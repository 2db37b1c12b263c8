using Cchc.Core;
using Cchc.Core.People;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Newsroom.Pages.Admin.Notices;

/// <summary>What a person was told, newest first. Opening an item marks what was said of it as read.</summary>
[Authorize("newsroom.enter")]
public sealed class IndexModel(SiteDb db, TimeProvider clock) : PageModel
{
    private const int Size = 50;

    /// <summary>Id of the last notice of the page before.</summary>
    [FromQuery(Name = "sau")] public long? After { get; set; }
    public IReadOnlyList<Notification> Shown { get; private set; } = [];
    public long? Next { get; private set; }
    public bool AnyUnread { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var me = User.UserId();
        var mine = db.Set<Notification>().AsNoTracking().Where(notice => notice.UserId == me);
        AnyUnread = await mine.AnyAsync(notice => notice.ReadUtc == null, ct);
        var found = await mine.Where(notice => After == null || notice.Id < After).OrderByDescending(notice => notice.Id).Take(Size + 1).ToListAsync(ct);
        if (found.Count > Size)
        {
            found.RemoveAt(Size);
            Next = found[^1].Id;
        }
        Shown = found;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var (me, nowUtc) = (User.UserId(), clock.GetUtcNow().UtcDateTime);
        var count = await db.Set<Notification>().Where(notice => notice.UserId == me && notice.ReadUtc == null).ExecuteUpdateAsync(notice => notice.SetProperty(row => row.ReadUtc, nowUtc), ct);
        TempData.Say(count == 0 ? "Không có thông báo nào chưa đọc." : $"Đã đánh dấu {count} thông báo là đã đọc.");
        return RedirectToPage();
    }
}
