using Cchc.Core;
using Cchc.Core.Search;
using Cchc.Core.Units;
using Cchc.Modules.Feedback.Data;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Feedback.Publishing;

/// <summary>Published questions and answers in the site's search, in the words in which they are published. Made-up items are not found.</summary>
public sealed class FeedbackSearch(UnitDirectory units) : ISearchSource
{
    /// <summary>The filter "mục" of the search, as people read it.</summary>
    public const string Label = "Ý kiến đã trả lời";

    public string ChangeTag => FeedbackStore.ChangeTag;

    public async Task<IReadOnlyList<SearchDocument>> DocumentsAsync(SiteDb db, CancellationToken ct)
    {
        var registry = await units.GetAsync(ct);
        var shown = await db.Set<FeedbackItem>().AsNoTracking().Where(item => item.PublishedUtc != null && !item.IsSample).Select(item => new { item.Id, item.PublicSubject, item.PublicContent, item.PublicAnswer, item.HandlerUnitId, item.PublishedUtc }).ToListAsync(ct);
        return [.. shown.Select(item => new SearchDocument
        {
            Id = IdOf(item.Id), ContentType = Label, Url = PublishedItem.UrlOf(item.Id), Title = item.PublicSubject, Body = $"{item.PublicContent}\n\n{item.PublicAnswer}", PublishedUtc = item.PublishedUtc!.Value,
            Unit = registry.Find(item.HandlerUnitId ?? 0)?.Slug,
        })];
    }

    public async Task<IReadOnlyList<string>> GoneAsync(SiteDb db, CancellationToken ct) =>
        [.. (await db.Set<FeedbackItem>().Where(item => item.PublishedUtc == null).Select(item => item.Id).ToListAsync(ct)).Select(IdOf)];

    private static string IdOf(long id) => FormattableString.Invariant($"feedback-{id}");
}
