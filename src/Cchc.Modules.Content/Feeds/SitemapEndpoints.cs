using System.Globalization;
using System.Text;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Settings;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Themes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Feeds;

/// <summary>
/// Every address that search engines should know. Up to 50,000 stand in one file; beyond that the file is an index of parts,
/// each a range of row numbers, so that a part is one walk along the primary key and is sent while it is read.
/// </summary>
public sealed class SitemapEndpoints : ISiteEndpoints
{
    /// <summary>The protocol's limit for one file (sitemaps.org).</summary>
    public const int MostInOneFile = 50_000;
    private const int RowsInPart = 40_000;
    private const int FlushAt = 16 * 1024;
    private static readonly string[] Fixed = ["", "tin-tuc", "chuyen-muc", "van-ban", "mo-hinh", "don-vi", "so-do-trang"];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/sitemap.xml", Verbs.Reading, WholeAsync).AllowAnonymous();
        routes.MapMethods("/sitemap/trang.xml", Verbs.Reading, PlacesAsync).AllowAnonymous();
        routes.MapMethods("/sitemap/{type}/{part:int:min(0):max(100000)}.xml", Verbs.Reading, PartAsync).AllowAnonymous();
    }

    private static async Task WholeAsync(HttpContext context, SiteDb db, SiteModules modules, SiteSettingsCache settings, Sections sections, UnitDirectory units, IEnumerable<ISitemapSource> sources, CancellationToken ct)
    {
        var address = (await settings.GetAsync(ct)).BaseOf(context.Request);
        var places = await PathsAsync(sections, units, sources, ct);
        var total = places.Count;
        var last = new Dictionary<ContentType, int>();
        foreach (var type in modules.ContentTypes)
        {
            total += await Published(type, db).CountAsync(ct);
            last[type] = await type.Rows(db).MaxAsync(item => (int?)item.Id, ct) ?? 0;
        }
        if (total <= MostInOneFile)
        {
            await using var file = Start(context, address, "urlset");
            foreach (var path in places) await file.AddAsync("url", path, null, ct);
            foreach (var type in modules.ContentTypes) await AddItemsAsync(file, type, Published(type, db), ct);
            return;
        }
        await using var index = Start(context, address, "sitemapindex");
        await index.AddAsync("sitemap", "sitemap/trang.xml", null, ct);
        foreach (var type in modules.ContentTypes)
            for (var part = 0; part * RowsInPart <= last[type]; part++)
                await index.AddAsync("sitemap", string.Create(CultureInfo.InvariantCulture, $"sitemap/{Word(type)}/{part}.xml"), null, ct);
    }

    private static async Task PlacesAsync(HttpContext context, SiteSettingsCache settings, Sections sections, UnitDirectory units, IEnumerable<ISitemapSource> sources, CancellationToken ct)
    {
        await using var file = Start(context, (await settings.GetAsync(ct)).BaseOf(context.Request), "urlset");
        foreach (var path in await PathsAsync(sections, units, sources, ct)) await file.AddAsync("url", path, null, ct);
    }

    private static async Task PartAsync(string type, int part, HttpContext context, SiteDb db, SiteModules modules, SiteSettingsCache settings, CancellationToken ct)
    {
        var (from, to) = ((long)part * RowsInPart, (long)(part + 1) * RowsInPart);
        var known = modules.ContentTypes.FirstOrDefault(known => Word(known) == type);
        if (known is null || !await known.Rows(db).AnyAsync(item => item.Id >= from, ct)) { context.Response.StatusCode = StatusCodes.Status404NotFound; return; }
        await using var file = Start(context, (await settings.GetAsync(ct)).BaseOf(context.Request), "urlset");
        await AddItemsAsync(file, known, Published(known, db).Where(item => item.Id >= from && item.Id < to), ct);
    }

    private static async Task AddItemsAsync(File file, ContentType type, IQueryable<ContentItem> items, CancellationToken ct)
    {
        await foreach (var item in items.OrderBy(item => item.Id).Select(item => new { item.Slug, item.ChangedUtc }).AsAsyncEnumerable().WithCancellation(ct))
            if (item.Slug is { } slug) await file.AddAsync("url", type.PathOf(slug), item.ChangedUtc, ct);
    }

    private static async Task<IReadOnlyList<string>> PathsAsync(Sections sections, UnitDirectory units, IEnumerable<ISitemapSource> sources, CancellationToken ct)
    {
        var others = new List<string>();
        foreach (var source in sources) others.AddRange(await source.PathsAsync(ct));
        return [.. Fixed, .. others, .. (await sections.GetAsync(ct)).All.Select(term => $"chuyen-muc/{term.Slug}"), .. (await units.GetAsync(ct)).All.Select(unit => $"don-vi/{unit.Slug}")];
    }

    private static IQueryable<ContentItem> Published(ContentType type, SiteDb db) => type.Rows(db).Where(item => item.State == ContentState.Published);

    /// <summary>Name of a type in the address of its parts.</summary>
    private static string Word(ContentType type) => type.Name.ToLowerInvariant();

    private static File Start(HttpContext context, string address, string root)
    {
        context.Response.ContentType = "application/xml; charset=utf-8";
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return new(context.Response, address, root);
    }

    /// <summary>Writes one file piece by piece.</summary>
    private sealed class File(HttpResponse response, string address, string root) : IAsyncDisposable
    {
        private readonly StringBuilder text = new($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");

        /// <param name="path">Without a leading slash; slugs need no escaping.</param>
        public async Task AddAsync(string element, string path, DateTime? changedUtc, CancellationToken ct)
        {
            text.Append('<').Append(element).Append("><loc>").Append(address).Append('/').Append(path).Append("</loc>");
            if (changedUtc is { } changed) text.Append("<lastmod>").Append(BusinessTime.Iso(changed)).Append("</lastmod>");
            text.Append("</").Append(element).Append(">\n");
            if (text.Length < FlushAt) return;
            await response.WriteAsync(text.ToString(), ct);
            text.Clear();
        }

        public async ValueTask DisposeAsync()
        {
            text.Append("</").Append(root).Append(">\n");
            await response.WriteAsync(text.ToString());
        }
    }
}
