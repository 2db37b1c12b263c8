using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Settings;
using Cchc.Modules.Content.News;
using Cchc.Modules.Content.SitePages;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.SiteMap;

/// <summary>The site on one page, for people.</summary>
public sealed class IndexModel(SiteDb db, Sections sections, SiteSettingsCache settings) : PageModel
{
    private const int MostPages = 100;

    public IReadOnlyList<MenuLink> Main { get; private set; } = [];
    public SectionTree Tree { get; private set; } = null!;
    public IReadOnlyList<MenuLink> StaticPages { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Main = (await settings.GetAsync(ct)).MenuSettings.Main;
        Tree = await sections.GetAsync(ct);
        StaticPages = (await db.Set<SitePage>().Newest().Take(MostPages).Select(page => new { page.Title, page.Slug }).ToListAsync(ct)).ConvertAll(page => new MenuLink(page.Title, $"/{page.Slug}"));
        HttpContext.MadeOf(Tag.List("Page"));
    }
}
