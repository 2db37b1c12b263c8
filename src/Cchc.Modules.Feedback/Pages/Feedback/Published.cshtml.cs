using System.Globalization;
using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Feedback.Data;
using Cchc.Modules.Feedback.Publishing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Feedback.Pages.Feedback;

/// <summary>Published questions and answers, and how the channel answers, month by month.</summary>
public sealed class PublishedModel(SiteDb db, PublishedBook book, FeedbackSettingsCache settings, UnitDirectory units, TimeProvider clock) : PageModel
{
    public const string Path = "/gop-y/cong-khai";
    private const int Size = 20, Months = 12, MostLetters = 200;

    [FromQuery(Name = "q")] public string? Q { get; set; }
    [FromQuery(Name = "loai")] public string? Kind { get; set; }
    [FromQuery(Name = "linh-vuc")] public string? Field { get; set; }
    [FromQuery(Name = "nam")] public int? Year { get; set; }
    [FromQuery(Name = "trang")] public int PageNumber { get; set; } = 1;

    public FeedbackSettings Settings { get; private set; } = null!;
    public UnitRegistry Registry { get; private set; } = null!;
    public PublishedFilter Filter { get; private set; } = new();
    public IReadOnlyList<PublishedItem> Items { get; private set; } = [];
    public IReadOnlyList<int> Years { get; private set; } = [];
    public int Found { get; private set; }
    public bool HasMore => Found > PageNumber * Size;
    /// <summary>Of the last twelve months, together and each, newest first; months without anything are left out.</summary>
    public FeedbackFigures Figures { get; private set; } = null!;
    public IReadOnlyList<(DateOnly Month, FeedbackFigures Figures)> ByMonth { get; private set; } = [];
    public bool HasSamples { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        HttpContext.MadeOf(FeedbackStore.ChangeTag, UnitDirectory.ChangeTag);
        (Settings, Registry) = (await settings.GetAsync(ct), await units.GetAsync(ct));
        var all = await book.GetAsync(ct);
        var words = (Q ?? "").Trim();
        Filter = new(words.Length > MostLetters ? words[..MostLetters] : words, Kind ?? "", Field ?? "", Year);
        var found = Filter.Of(all).ToList();
        (Found, PageNumber) = (found.Count, Math.Max(1, PageNumber));
        Items = [.. found.Skip((int)Math.Min(int.MaxValue, (PageNumber - 1L) * Size)).Take(Size)];
        if (Items.Count == 0 && PageNumber > 1) return NotFound();
        Years = [.. all.Select(item => item.Year).Distinct().OrderDescending()];
        await CountAsync(ct);
        return Page();
    }

    public string UrlWith(int page) => QueryHelpers.AddQueryString(Path, new Dictionary<string, string?>
    {
        ["q"] = Filter.Words, ["loai"] = Filter.Kind, ["linh-vuc"] = Filter.Field, ["nam"] = Filter.Year?.ToString(CultureInfo.InvariantCulture), ["trang"] = page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null,
    }.Where(pair => !string.IsNullOrEmpty(pair.Value)));

    private async Task CountAsync(CancellationToken ct)
    {
        var today = BusinessTime.Today(clock);
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(1 - Months);
        var rows = await FeedbackFigures.ReadAsync(db.Set<FeedbackItem>(), BusinessTime.Utc(first.ToDateTime(TimeOnly.MinValue)), clock.GetUtcNow().UtcDateTime.AddTicks(1), ct);
        Figures = FeedbackFigures.Of(rows, today);
        ByMonth = [.. rows.GroupBy(row => row.Month).OrderByDescending(group => group.Key).Select(group => (group.Key, FeedbackFigures.Of([.. group], today)))];
        HasSamples = await db.Set<FeedbackItem>().AnyAsync(item => item.IsSample, ct);
    }
}
