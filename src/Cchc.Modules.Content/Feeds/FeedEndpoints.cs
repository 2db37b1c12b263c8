using System.Text;
using System.Xml.Linq;
using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Settings;
using Cchc.Modules.Content.Lists;
using Cchc.Modules.Content.Models;
using Cchc.Modules.Content.News;
using Cchc.Themes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Modules.Content.Feeds;

/// <summary>RSS of the whole site, of each chuyên mục and of the models, and the file that crawlers read first.</summary>
public sealed class FeedEndpoints : ISiteEndpoints
{
    private const int Items = 30;
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/rss.xml", Verbs.Reading, SiteFeedAsync).AllowAnonymous().CacheOutput(PageCache.Policy);
        routes.MapMethods("/chuyen-muc/{slug:slug}/rss.xml", Verbs.Reading, SectionFeedAsync).AllowAnonymous().CacheOutput(PageCache.Policy);
        routes.MapMethods("/mo-hinh/rss.xml", Verbs.Reading, ModelFeedAsync).AllowAnonymous().CacheOutput(PageCache.Policy);
        routes.MapMethods("/robots.txt", Verbs.Reading, RobotsAsync).AllowAnonymous().CacheOutput(PageCache.Policy);
    }

    private static async Task<IResult> SiteFeedAsync(HttpContext context, SiteDb db, SiteSettingsCache settings, CancellationToken ct)
    {
        var site = await settings.GetAsync(ct);
        context.MadeOf(Tag.List(Walk.Articles));
        var stories = await db.Set<Article>().Newest().Take(Items).Stories(db).ToListAsync(ct);
        return Feed(site.FullName, $"Tin bài mới của trang {site.FullName}.", "/", "/rss.xml", site.BaseOf(context.Request), stories.Select(ItemOf));
    }

    private static async Task<IResult> SectionFeedAsync(string slug, HttpContext context, SiteDb db, Sections sections, SiteSettingsCache settings, CancellationToken ct)
    {
        if ((await sections.GetAsync(ct)).FindSlug(slug) is not { } section) return Results.NotFound();
        var site = await settings.GetAsync(ct);
        context.MadeOf(Tag.Term(section.Id));
        var stories = (await db.StoriesUnderAsync(section.Id, new(null, null), Items, ct)).Items;
        return Feed($"{section.Name} – {site.FullName}", section.Description, $"/chuyen-muc/{slug}", $"/chuyen-muc/{slug}/rss.xml", site.BaseOf(context.Request), stories.Select(ItemOf));
    }

    private static async Task<IResult> ModelFeedAsync(HttpContext context, SiteDb db, SiteSettingsCache settings, CancellationToken ct)
    {
        var site = await settings.GetAsync(ct);
        context.MadeOf(Tag.List(ReformModelType.TypeName));
        var models = await db.Set<ReformModel>().Newest().Take(Items).Select(ModelLine.FromModel).ToListAsync(ct);
        return Feed($"Mô hình, sáng kiến – {site.FullName}", $"Mô hình, sáng kiến, điển hình mới của trang {site.FullName}.", "/mo-hinh", "/mo-hinh/rss.xml", site.BaseOf(context.Request),
            models.Select(model => new FeedItem(model.ContentItemId, model.Title, model.Url, model.PublishedUtc, model.Authors, model.Summary)));
    }

    private static async Task<IResult> RobotsAsync(HttpContext context, SiteSettingsCache settings, CancellationToken ct) => Results.Text($"""
        User-agent: *
        Disallow: /quan-tri
        Disallow: /xem-truoc
        Disallow: {LookEndpoints.ChoicePath}
        Sitemap: {(await settings.GetAsync(ct)).BaseOf(context.Request)}/sitemap.xml

        """);

    private static FeedItem ItemOf(Story story) => new(story.ContentItemId, story.Title, story.Url, story.PublishedUtc, story.Byline, story.Sapo);

    private static IResult Feed(string title, string description, string path, string self, string address, IEnumerable<FeedItem> items)
    {
        var all = items.ToList();
        var feed = new XElement("rss", new XAttribute("version", "2.0"), new XAttribute(XNamespace.Xmlns + "atom", Atom), new XAttribute(XNamespace.Xmlns + "dc", Dc), new XElement("channel",
            new XElement("title", title),
            new XElement("link", address + path),
            new XElement("description", description.Length > 0 ? description : title),
            new XElement("language", "vi"),
            new XElement(Atom + "link", new XAttribute("href", address + self), new XAttribute("rel", "self"), new XAttribute("type", "application/rss+xml")),
            all.Count > 0 ? new XElement("lastBuildDate", all[0].PublishedUtc.ToString("R")) : null,
            all.Select(item => new XElement("item",
                new XElement("title", item.Title),
                new XElement("link", address + item.Url),
                // The id stays when the address changes.
                new XElement("guid", new XAttribute("isPermaLink", "false"), item.Id),
                new XElement("pubDate", item.PublishedUtc.ToString("R")),
                item.Creator.Length > 0 ? new XElement(Dc + "creator", item.Creator) : null,
                new XElement("description", item.Summary)))));
        return Results.Text($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{Clean(feed.ToString(SaveOptions.DisableFormatting))}", "application/rss+xml; charset=utf-8", Encoding.UTF8);
    }

    /// <summary>XML has no place for most control characters, even written as numbers.</summary>
    private static string Clean(string xml) => xml.Contains("&#x", StringComparison.Ordinal)
        ? System.Text.RegularExpressions.Regex.Replace(xml, "&#x(?:[0-8BCEF]|1[0-9A-F]);", "", System.Text.RegularExpressions.RegexOptions.IgnoreCase)
        : xml;

    /// <summary>One thing in a feed.</summary>
    /// <param name="Url">Address on this site, beginning with a slash.</param>
    /// <param name="Creator">Who signs it, or "".</param>
    private sealed record FeedItem(string Id, string Title, string Url, DateTime PublishedUtc, string Creator, string Summary);
}
