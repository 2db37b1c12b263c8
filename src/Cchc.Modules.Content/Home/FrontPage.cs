using Cchc.Core;
using Cchc.Modules.Content.News;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Home;

/// <summary>The newest stories, read once for all blocks of the home page, so that no block repeats another.</summary>
public sealed class FrontPage(SiteDb db)
{
    /// <summary>The lead and the three beside it.</summary>
    public const int Top = 4;
    /// <summary>Those with a picture and their sapo, in the block of new stories.</summary>
    public const int Rows = 4;
    /// <summary>Those of which only the headline stands there.</summary>
    public const int Briefs = 6;

    private List<Story>? stories;

    public async ValueTask<IReadOnlyList<Story>> StoriesAsync(CancellationToken ct) =>
        stories ??= await db.Set<Article>().Newest().Take(Top + Rows + Briefs).Select(Story.FromArticle).ToListAsync(ct);
}
