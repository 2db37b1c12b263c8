using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Text;
using Cchc.Modules.Content.Lists;

namespace Cchc.Modules.Content.News;

/// <summary>
/// What to read after an article: the newest that share its tags, then its chuyên mục. Two short commands whatever the size
/// of the site: a few links of each term, weighed here.
/// </summary>
public static class RelatedStories
{
    private const int Shown = 6;
    private const int LinksOfEach = 8;
    private const int MostTags = 6;
    /// <summary>A shared tag says more than a shared chuyên mục.</summary>
    private const int TagWeight = 2;

    public static async Task<IReadOnlyList<Story>> RelatedToAsync(this SiteDb db, ArticleReads reads, ArticleView article, Term? section, CancellationToken ct)
    {
        var links = await db.NewestLinksAsync(section is null ? [] : [section.Id], article.Tags.Select(tag => Vietnamese.Slug(tag)).Distinct(StringComparer.Ordinal).Take(MostTags), LinksOfEach, ct);
        var ids = links.Where(link => link.Item != article.ContentItemId).GroupBy(link => link.Item)
            .OrderByDescending(same => same.Sum(link => link.TermId == section?.Id ? 1 : TagWeight)).ThenByDescending(same => same.First().PublishedUtc)
            .Take(Shown).Select(same => same.Key).ToList();
        if (ids.Count == 0) return [];
        var stories = await reads.StoriesByIds(db, ids).ToListAsync(ct);
        return [.. stories.OrderBy(story => ids.IndexOf(story.ContentItemId))];
    }
}
