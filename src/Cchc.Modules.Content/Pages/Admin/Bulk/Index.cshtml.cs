using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Admin.Bulk;

/// <summary>What the person did to several items in the last day, each of which can be undone.</summary>
[Authorize("newsroom.enter")]
public sealed class IndexModel(SiteDb db, SiteModules modules, BulkActs bulk, TimeProvider clock) : PageModel
{
    /// <summary>Reasons that the next page shows; the rest is counted.</summary>
    private const int ReasonsShown = 10, TitleShown = 80;

    [BindProperty] public long Act { get; set; }
    [BindProperty] public string? Back { get; set; }

    public IReadOnlyList<BulkAct> Acts { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (me, since) = (User.UserId(), clock.GetUtcNow().UtcDateTime - BulkActs.UndoneWithin);
        Acts = await db.Set<BulkAct>().AsNoTracking().Where(act => act.UserId == me && act.AtUtc >= since).OrderByDescending(act => act.Id).Take(100).ToListAsync(ct);
    }

    public async Task<IActionResult> OnPostUndoAsync(CancellationToken ct)
    {
        var result = await bulk.UndoAsync(modules, Act, User, HttpContext.Actor(), ct);
        switch (result.Outcome)
        {
            case UndoOutcome.NotFound: return NotFound();
            case UndoOutcome.NotAllowed: return Forbid();
            case UndoOutcome.AlreadyUndone: TempData.Refuse(["Việc này đã được hoàn tác rồi."]); break;
            case UndoOutcome.TooLate: TempData.Refuse(["Đã quá 24 giờ nên không hoàn tác được nữa. Hãy sửa từng mục."]); break;
            default:
                if (result.Undone > 0) TempData.Say($"Đã hoàn tác {result.Undone:N0} mục.");
                if (result.Refused is { Count: > 0 } refused)
                    TempData.Refuse(refused.Take(ReasonsShown).Select(one => $"“{Short(one.Title)}”: {one.Why}")
                        .Concat(refused.Count > ReasonsShown ? [$"… và {refused.Count - ReasonsShown:N0} mục nữa."] : []));
                break;
        }
        return LocalRedirect(Back is not null && Url.IsLocalUrl(Back) ? Back : "/quan-tri/hoan-tac");
    }

    private static string Short(string title) => title.Length > TitleShown ? title[..TitleShown] + "…" : title;
}
