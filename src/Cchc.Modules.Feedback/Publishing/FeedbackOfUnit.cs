using Cchc.Core;
using Cchc.Core.Units;
using Cchc.Modules.Feedback.Data;

namespace Cchc.Modules.Feedback.Publishing;

/// <summary>What a unit, or one that went into it, has answered in public.</summary>
public sealed class FeedbackOfUnit(PublishedBook book) : IUnitBlock
{
    private const int Most = 5;

    public string Name => "feedback.published";
    public string Title => "Ý kiến đã trả lời";
    public int Order => 35;
    public string View => "/Pages/Feedback/_UnitFeedback.cshtml";
    public IReadOnlyList<string> MadeOf => [FeedbackStore.ChangeTag];

    public async Task<object?> LoadAsync(UnitHistory history, CancellationToken ct) =>
        (await book.GetAsync(ct)).Where(item => item.UnitId is { } unit && history.Ids.Contains(unit)).Take(Most).ToList() is { Count: > 0 } items ? items : null;
}

/// <summary>Public pages of feedback in the sitemap.</summary>
public sealed class FeedbackPaths(PublishedBook book) : ISitemapSource
{
    public async Task<IReadOnlyList<string>> PathsAsync(CancellationToken ct) =>
        ["gop-y", "gop-y/gui", "gop-y/theo-doi", "gop-y/cong-khai", .. (await book.GetAsync(ct)).Select(item => item.Url.TrimStart('/'))];
}
