using Cchc.Core.Changes;
using Cchc.Core.Units;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Publishing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Feedback.Pages.Feedback;

/// <summary>One published question with its answer.</summary>
public sealed class AnswerModel(PublishedBook book, FeedbackSettingsCache settings, UnitDirectory units) : PageModel
{
    public PublishedItem Item { get; private set; } = null!;
    public FeedbackSettings Settings { get; private set; } = null!;
    public Unit? Unit { get; private set; }

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken ct)
    {
        HttpContext.MadeOf(FeedbackStore.ChangeTag, UnitDirectory.ChangeTag);
        if ((await book.GetAsync(ct)).FirstOrDefault(item => item.Id == id) is not { } item) return NotFound();
        (Item, Settings) = (item, await settings.GetAsync(ct));
        Unit = item.UnitId is { } unit ? (await units.GetAsync(ct)).Find(unit) : null;
        return Page();
    }
}
