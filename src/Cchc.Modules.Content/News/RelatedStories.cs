using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Text;
using Cchc.Modules.Content.Lists;
using Microsoft.EntityFrameworkCore;

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

    public static async Task<IReadOnlyList<Story>> RelatedToAsync(this SiteDb db, ArticleView article, Term? section, CancellationToken ct)
    {
        var lists = article.Tags.Select(tag => Vietnamese.Slug(tag)).Distinct(StringComparer.Ordinal).Take(MostTags).Select(slug => NewestTagged(db, slug)).ToList();
        if (section is not null) lists.Add(db.NewestOfEach([section.Id], Walk.Articles, LinksOfEach));
        if (lists.Count == 0) return [];
        var links = await lists.Aggregate(Queryable.Concat).Select(link => new { link.TermId, link.Item, link.PublishedUtc }).ToListAsync(ct);
        var ids = links.Where(link => link.Item != article.ContentItemId).GroupBy(link => link.Item)
            .OrderByDescending(same => same.Sum(link => link.TermId == section?.Id ? 1 : TagWeight)).ThenByDescending(same => same.First().PublishedUtc)
            .Take(Shown).Select(same => same.Key).ToList();
        if (ids.Count == 0) return [];
        var stories = await db.Set<Article>().Where(story => ids.Contains(story.ContentItemId)).Select(Story.FromArticle(db)).ToListAsync(ct);
        return [.. stories.OrderBy(story => ids.IndexOf(story.ContentItemId))];
    }

    private static IQueryable<TermItem> NewestTagged(SiteDb db, string slug) => db.Set<TermItem>()
        .Where(link => link.TermId == db.Set<Term>().Where(term => term.Kind == TermKind.Tag && term.Slug == slug).Select(term => term.Id).FirstOrDefault() && link.ContentType == Walk.Articles)
        .OrderByDescending(link => link.PublishedUtc).ThenByDescending(link => link.Item).Take(LinksOfEach);
}
