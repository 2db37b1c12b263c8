using System.Text;
using System.Xml.Linq;
using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Settings;
using Cchc.Modules.Content.Lists;
using Cchc.Modules.Content.News;
using Cchc.Themes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Modules.Content.Feeds;

/// <summary>RSS of the whole site and of each chuyên mục, and the file that crawlers read first.</summary>
public sealed class FeedEndpoints : ISiteEndpoints
{
    private const int Items = 30;
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/rss.xml", Reading, SiteFeedAsync).AllowAnonymous().CacheOutput(PageCache.Policy);
        routes.MapMethods("/chuyen-muc/{slug:slug}/rss.xml", Reading, SectionFeedAsync).AllowAnonymous().CacheOutput(PageCache.Policy);
        routes.MapMethods("/robots.txt", Reading, RobotsAsync).AllowAnonymous().CacheOutput(PageCache.Policy);
    }

    private static async Task<IResult> SiteFeedAsync(HttpContext context, SiteDb db, SiteSettingsCache settings, CancellationToken ct)
    {
        var site = await settings.GetAsync(ct);
        context.MadeOf(Tag.List(Walk.Articles));
        var stories = await db.Set<Article>().Newest().Take(Items).Stories(db).ToListAsync(ct);
        return Feed(site.FullName, $"Tin bài mới của trang {site.FullName}.", "/", "/rss.xml", site.BaseOf(context.Request), stories);
    }

    private static async Task<IResult> SectionFeedAsync(string slug, HttpContext context, SiteDb db, Sections sections, SiteSettingsCache settings, CancellationToken ct)
    {
        if ((await sections.GetAsync(ct)).FindSlug(slug) is not { } section) return Results.NotFound();
        var site = await settings.GetAsync(ct);
        context.MadeOf(Tag.Term(section.Id));
        var stories = (await db.StoriesUnderAsync(section.Id, new(null, null), Items, ct)).Items;
        return Feed($"{section.Name} – {site.FullName}", section.Description, $"/chuyen-muc/{slug}", $"/chuyen-muc/{slug}/rss.xml", site.BaseOf(context.Request), stories);
    }

    private static async Task<IResult> RobotsAsync(HttpContext context, SiteSettingsCache settings, CancellationToken ct) => Results.Text($"""
        User-agent: *
        Disallow: /quan-tri
        Disallow: /xem-truoc
        Disallow: {LookEndpoints.ChoicePath}
        Sitemap: {(await settings.GetAsync(ct)).BaseOf(context.Request)}/sitemap.xml

        """);

    private static IResult Feed(string title, string description, string path, string self, string address, IReadOnlyList<Story> stories)
    {
        var feed = new XElement("rss", new XAttribute("version", "2.0"), new XAttribute(XNamespace.Xmlns + "atom", Atom), new XAttribute(XNamespace.Xmlns + "dc", Dc), new XElement("channel",
            new XElement("title", title),
            new XElement("link", address + path),
            new XElement("description", description.Length > 0 ? description : title),
            new XElement("language", "vi"),
            new XElement(Atom + "link", new XAttribute("href", address + self), new XAttribute("rel", "self"), new XAttribute("type", "application/rss+xml")),
            stories.Count > 0 ? new XElement("lastBuildDate", stories[0].PublishedUtc.ToString("R")) : null,
            stories.Select(story => new XElement("item",
                new XElement("title", story.Title),
                new XElement("link", address + story.Url),
                // The id stays when the address changes.
                new XElement("guid", new XAttribute("isPermaLink", "false"), story.ContentItemId),
                new XElement("pubDate", story.PublishedUtc.ToString("R")),
                story.Byline.Length > 0 ? new XElement(Dc + "creator", story.Byline) : null,
                new XElement("description", story.Sapo)))));
        return Results.Text($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{Clean(feed.ToString(SaveOptions.DisableFormatting))}", "application/rss+xml; charset=utf-8", Encoding.UTF8);
    }

    /// <summary>XML has no place for most control characters, even written as numbers.</summary>
    private static string Clean(string xml) => xml.Contains("&#x", StringComparison.Ordinal)
        ? System.Text.RegularExpressions.Regex.Replace(xml, "&#x(?:[0-8BCEF]|1[0-9A-F]);", "", System.Text.RegularExpressions.RegexOptions.IgnoreCase)
        : xml;
}
