using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Modules.Content.Lists;
using Cchc.Modules.Content.SitePages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.SitePages;

/// <summary>A static page at the root of the site.</summary>
public sealed class ReadModel(SiteDb db, FormerAddresses former) : PageModel
{
    /// <summary>What is shown of it.</summary>
    public sealed record View(string ContentItemId, string Title, string Sapo, string Language, string Html, DateTime ChangedUtc);

    public View Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken ct)
    {
        var page = await db.Set<SitePage>().Where(item => item.Slug == slug && item.State == ContentState.Published)
            .Select(item => new View(item.ContentItemId, item.Title, item.Sapo, item.Language, item.Html, item.ChangedUtc ?? item.PublishedUtc!.Value)).FirstOrDefaultAsync(ct);
        if (page is null) return await former.AnswerAsync(slug, ct);
        Shown = page;
        HttpContext.MadeOf(Tag.Item(page.ContentItemId));
        return Page();
    }
}
