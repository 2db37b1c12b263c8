using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Text;
using Cchc.Modules.Feedback.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Feedback.Pages.Feedback;

/// <summary>What the channel is, how well it answers, and the way in.</summary>
public sealed class IndexModel(SiteDb db, FeedbackSettingsCache settings, TimeProvider clock) : PageModel
{
    public FeedbackSettings Settings { get; private set; } = null!;
    /// <summary>Of the last twelve months.</summary>
    public FeedbackFigures Figures { get; private set; } = null!;
    public bool HasSamples { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        Settings = await settings.GetAsync(ct);
        Figures = await FeedbackFigures.OfAsync(db.Set<FeedbackItem>(), nowUtc.AddYears(-1), nowUtc.AddTicks(1), BusinessTime.Today(clock), ct);
        HasSamples = await db.Set<FeedbackItem>().AnyAsync(item => item.IsSample, ct);
        HttpContext.MadeOf(FeedbackStore.ChangeTag);
    }
}
