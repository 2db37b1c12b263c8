using Cchc.Core;
using Cchc.Modules.Content.News;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Home;

/// <summary>The newest stories, read once for all blocks of the home page, and which of them stand there already: a front page
/// says nothing twice.</summary>
public sealed class FrontPage(SiteDb db)
{
    /// <summary>The lead and the three beside it.</summary>
    public const int Top = 4;
    /// <summary>Those with a picture and their sapo, in the block of new stories.</summary>
    public const int Rows = 4;
    /// <summary>Those of which only the headline stands there.</summary>
    public const int Briefs = 6;
    /// <summary>Enough for all of these and for what the fields take away.</summary>
    private const int Read = 36;

    private readonly HashSet<string> shown = new(StringComparer.Ordinal);
    private List<Story>? stories;

    public async ValueTask<IReadOnlyList<Story>> StoriesAsync(CancellationToken ct) =>
        stories ??= await db.Set<Article>().Newest().Take(Read).Select(Story.FromArticle(db)).ToListAsync(ct);

    /// <summary>The first of those given that stand in no block yet; from now on they do.</summary>
    public IReadOnlyList<Story> Take(IEnumerable<Story> from, int most) => [.. from.Where(story => !shown.Contains(story.ContentItemId)).Take(most).ToList().Where(story => shown.Add(story.ContentItemId))];
}
