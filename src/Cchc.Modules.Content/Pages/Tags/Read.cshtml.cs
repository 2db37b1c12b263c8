using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Settings;
using Cchc.Modules.Content.Lists;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Tags;

/// <summary>What carries a tag.</summary>
public sealed class ReadModel(SiteDb db, SiteSettingsCache settings) : PageModel
{
    public string Name { get; private set; } = "";
    public string Slug { get; private set; } = "";
    public TermStories Under { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string slug, [FromQuery(Name = "sau")] string? after, [FromQuery(Name = "truoc")] string? before, CancellationToken ct)
    {
        if (Place.Of(after, before) is not { } place) return NotFound();
        var tag = await db.Set<Term>().AsNoTracking().FirstOrDefaultAsync(term => term.Kind == TermKind.Tag && term.Slug == slug, ct);
        if (tag is null || await TermStories.LoadAsync(db, tag.Id, place, (await settings.GetAsync(ct)).PageSize, ct) is not { } content) return NotFound();
        // A tag whose last item is gone says nothing to anybody.
        if (content.IsEmpty) return NotFound();
        (Name, Slug, Under) = (tag.Name, tag.Slug, content);
        HttpContext.MadeOf(Tag.Named(slug));
        return Page();
    }
}
