using System.Linq.Expressions;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Modules.Content.News;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Lists;

#pragma warning disable CA1309 // these comparisons become SQL: the database compares as it has ordered

/// <summary>Walks published items along the indexes of their tables.</summary>
public static class Walk
{
    /// <summary>Content types by their Orchard names.</summary>
    public const string Articles = "Article";
    public const string Documents = "Document";

    /// <summary>One page of published items, newest first.</summary>
    public static async Task<ListPage<TLine>> PageAsync<T, TLine>(this IQueryable<T> items, Expression<Func<T, TLine>> line, Func<TLine, Cursor> cursorOf, Place place, int size, CancellationToken ct)
        where T : ContentItem
    {
        var published = items.Where(item => item.State == ContentState.Published);
        IQueryable<T> ordered;
        if (place.Before is { } before)
        {
            var (at, id) = (before.AtUtc, before.Number);
            ordered = published.Where(item => item.PublishedUtc >= at && (item.PublishedUtc > at || item.Id > id)).OrderBy(item => item.PublishedUtc).ThenBy(item => item.Id);
        }
        else
        {
            if (place.After is { } after)
            {
                var (at, id) = (after.AtUtc, after.Number);
                published = published.Where(item => item.PublishedUtc <= at && (item.PublishedUtc < at || item.Id < id));
            }
            ordered = published.OrderByDescending(item => item.PublishedUtc).ThenByDescending(item => item.Id);
        }
        return ListPage.Cut(await ordered.Take(size + 1).Select(line).ToListAsync(ct), place, size, cursorOf);
    }

    /// <summary>One page of the articles under a term, newest first, along the primary key of <c>term_items</c>.</summary>
    public static async Task<ListPage<Story>> StoriesUnderAsync(this SiteDb db, int termId, Place place, int size, CancellationToken ct)
    {
        var links = db.Set<TermItem>().Where(link => link.TermId == termId && link.ContentType == Articles);
        IQueryable<Article> articles;
        if (place.Before is { } before)
        {
            var (at, id) = (before.AtUtc, before.Id);
            articles = links.Where(link => link.PublishedUtc >= at && (link.PublishedUtc > at || string.Compare(link.Item, id) > 0))
                .OrderBy(link => link.PublishedUtc).ThenBy(link => link.Item).Take(size + 1)
                .Join(db.Set<Article>(), link => link.Item, article => article.ContentItemId, (link, article) => article)
                .OrderBy(article => article.PublishedUtc).ThenBy(article => article.ContentItemId);
        }
        else
        {
            if (place.After is { } after)
            {
                var (at, id) = (after.AtUtc, after.Id);
                links = links.Where(link => link.PublishedUtc <= at && (link.PublishedUtc < at || string.Compare(link.Item, id) < 0));
            }
            articles = links.OrderByDescending(link => link.PublishedUtc).ThenByDescending(link => link.Item).Take(size + 1)
                .Join(db.Set<Article>(), link => link.Item, article => article.ContentItemId, (link, article) => article)
                .OrderByDescending(article => article.PublishedUtc).ThenByDescending(article => article.ContentItemId);
        }
        return ListPage.Cut(await articles.Select(Story.FromArticle(db)).ToListAsync(ct), place, size, story => new(story.PublishedUtc, story.ContentItemId));
    }

    /// <summary>The newest links of each term in one command, each a short walk along the index (a window over the whole table would grow with it).</summary>
    public static IQueryable<TermItem> NewestOfEach(this SiteDb db, IEnumerable<int> termIds, string contentType, int each) =>
        termIds.Select(id => db.Set<TermItem>().Where(link => link.TermId == id && link.ContentType == contentType)
            .OrderByDescending(link => link.PublishedUtc).ThenByDescending(link => link.Item).Take(each)).Aggregate(Queryable.Concat);
}
