using System.Globalization;
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
    public static async Task<ListPage<TLine>> PageAsync<T, TLine>(this IQueryable<T> items, Func<IQueryable<T>, IQueryable<TLine>> linesOf, Func<TLine, Cursor> cursorOf, Place place, int size, CancellationToken ct)
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
        return ListPage.Cut(await linesOf(ordered.Take(size + 1)).ToListAsync(ct), place, size, cursorOf);
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
        return ListPage.Cut(await articles.Stories(db).ToListAsync(ct), place, size, story => new(story.PublishedUtc, story.ContentItemId));
    }

    /// <summary>The newest articles of each of these terms in one command, each a short walk along the index: a window over the
    /// whole table would grow with it. Written as SQL: as an expression of so many parts it costs several times what the database does.</summary>
    /// <param name="tags">Slugs of tags, beside terms of which the id is known.</param>
    public static async Task<List<TermLink>> NewestLinksAsync(this SiteDb db, IEnumerable<int> termIds, IEnumerable<string> tags, int each, CancellationToken ct)
    {
        var values = new List<object> { each };
        string Newest(string term, object value)
        {
            values.Add(value);
            return "SELECT * FROM (SELECT \"TermId\", \"Item\", \"PublishedUtc\" FROM term_items WHERE \"ContentType\" = '" + Articles + "' AND \"TermId\" = "
                + string.Format(CultureInfo.InvariantCulture, term, $"{{{values.Count - 1}}}") + " ORDER BY \"PublishedUtc\" DESC, \"Item\" DESC LIMIT {0}) AS t";
        }
        var parts = termIds.Select(id => Newest("{0}", id))
            .Concat(tags.Select(slug => Newest($"(SELECT \"Id\" FROM terms WHERE \"Kind\" = '{TermKind.Tag}' AND \"Slug\" = {{0}})", slug))).ToList();
        return parts.Count == 0 ? [] : await db.Database.SqlQueryRaw<TermLink>(string.Join(" UNION ALL ", parts), [.. values]).ToListAsync(ct);
    }
}

/// <summary>That an item stands under a term.</summary>
public sealed record TermLink(int TermId, string Item, DateTime PublishedUtc);
