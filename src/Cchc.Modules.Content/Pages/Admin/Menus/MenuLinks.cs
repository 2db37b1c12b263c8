using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Settings;
using Cchc.Core.Units;
using Cchc.Modules.Content.News;
using Cchc.Modules.Content.SitePages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Admin.Menus;

/// <summary>Where links of this site can lead, and whether one still does.</summary>
public sealed class MenuLinks(SiteDb db, SiteModules modules, Sections sections, UnitDirectory units, IEnumerable<EndpointDataSource> endpoints)
{
    private const int MostPages = 200;
    private static readonly MenuLink[] Lists =
        [new("Trang chủ", "/"), new("Tin tức", "/tin-tuc"), new("Chuyên mục", "/chuyen-muc"), new("Văn bản", "/van-ban"), new("Mô hình, sáng kiến", "/mo-hinh"), new("Đơn vị", "/don-vi"), new("Tìm kiếm", "/tim-kiem"), new("Sơ đồ trang", "/so-do-trang"), new("Bài đã lưu", "/da-luu"), new("RSS", "/rss.xml")];

    /// <summary>Places offered while an address is typed: lists, static pages, chuyên mục.</summary>
    public async Task<IReadOnlyList<MenuLink>> PlacesAsync(CancellationToken ct)
    {
        var pages = await db.Set<SitePage>().Newest().Take(MostPages).Select(page => new { page.Title, page.Slug }).ToListAsync(ct);
        return [.. Lists, .. pages.Select(page => new MenuLink(page.Title, $"/{page.Slug}")), .. (await sections.GetAsync(ct)).InOrder().Select(pair => new MenuLink(pair.Term.Name, $"/chuyen-muc/{pair.Term.Slug}"))];
    }

    /// <summary>Those of these addresses of this site that show readers nothing. Advice, no more: a page may be published later.</summary>
    public async Task<IReadOnlySet<string>> DeadAsync(IEnumerable<string> urls, CancellationToken ct)
    {
        var dead = new HashSet<string>(StringComparer.Ordinal);
        foreach (var url in urls.Where(url => url.StartsWith('/')).Distinct(StringComparer.Ordinal))
            if (!await IsThereAsync(url.Split('?', '#')[0].Trim('/').ToLowerInvariant(), ct)) dead.Add(url);
        return dead;
    }

    private async Task<bool> IsThereAsync(string path, CancellationToken ct)
    {
        if (path.Length == 0 || Fixed().Contains(path)) return true;
        if (path.StartsWith("chuyen-muc/", StringComparison.Ordinal)) return (await sections.GetAsync(ct)).FindSlug(path["chuyen-muc/".Length..]) is not null;
        if (path.StartsWith("don-vi/", StringComparison.Ordinal)) return (await units.GetAsync(ct)).FindSlug(path["don-vi/".Length..]) is not null;
        if (path.StartsWith("the/", StringComparison.Ordinal) || path.StartsWith("media/", StringComparison.Ordinal)) return true;
        var route = await db.Set<ContentRoute>().AsNoTracking().FirstOrDefaultAsync(row => row.Path == path, ct);
        return route is not null && modules.ContentType(route.ContentType) is { } type
            && await type.Rows(db).AnyAsync(item => item.ContentItemId == route.ContentItemId && item.State == ContentState.Published, ct);
    }

    /// <summary>Addresses without a changing part.</summary>
    private HashSet<string> Fixed() => [.. endpoints.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText?.Trim('/') ?? "").Where(route => !route.Contains('{', StringComparison.Ordinal))];
}
