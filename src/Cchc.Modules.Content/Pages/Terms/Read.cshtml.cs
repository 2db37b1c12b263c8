using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Settings;
using Cchc.Modules.Content.Lists;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Content.Pages.Terms;

/// <summary>One chuyên mục: what it is about, what lies below it, its stories.</summary>
public sealed class ReadModel(SiteDb db, Sections sections, SiteSettingsCache settings, FormerAddresses former) : PageModel
{
    public Term Section { get; private set; } = null!;
    /// <summary>Those above it, the outermost first.</summary>
    public IReadOnlyList<Term> Above { get; private set; } = [];
    public IReadOnlyList<Term> Below { get; private set; } = [];
    public TermStories Under { get; private set; } = null!;
    public Place Place { get; private set; }

    public async Task<IActionResult> OnGetAsync(string slug, [FromQuery(Name = "sau")] string? after, [FromQuery(Name = "truoc")] string? before, CancellationToken ct)
    {
        var tree = await sections.GetAsync(ct);
        if (tree.FindSlug(slug) is not { } section) return await former.AnswerAsync($"chuyen-muc/{slug}", ct);
        if (Place.Of(after, before) is not { } place) return NotFound();
        if (await TermStories.LoadAsync(db, section.Id, place, (await settings.GetAsync(ct)).PageSize, ct) is not { } content) return NotFound();
        (Section, Under, Place) = (section, content, place);
        Above = [.. tree.AncestorsAndSelf(section).Skip(1).Reverse()];
        Below = [.. tree.ChildrenOf(section)];
        HttpContext.MadeOf(Tag.Term(section.Id));
        return Page();
    }
}
