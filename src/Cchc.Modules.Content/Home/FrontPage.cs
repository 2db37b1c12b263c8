using Cchc.Modules.Content.News;

namespace Cchc.Modules.Content.Home;

/// <summary>The stories that stand on a front page already: it says nothing twice.</summary>
/// <remarks>One per request; the blocks fill it in their order.</remarks>
public sealed class FrontPage(FrontRows rows)
{
    /// <summary>The lead and the three beside it.</summary>
    public const int Top = 4;
    /// <summary>Those with a picture and their sapo, in the block of new stories.</summary>
    public const int Rows = 4;
    /// <summary>Those of which only the headline stands there.</summary>
    public const int Briefs = 6;

    private readonly HashSet<string> shown = new(StringComparer.Ordinal);

    public ValueTask<FrontRows.Rows> RowsAsync(CancellationToken ct) => rows.GetAsync(ct);

    /// <summary>The first of those given that stand in no block yet; from now on they do.</summary>
    public IReadOnlyList<Story> Take(IEnumerable<Story> from, int most) => [.. from.Where(story => !shown.Contains(story.ContentItemId)).Take(most).ToList().Where(story => shown.Add(story.ContentItemId))];
}
