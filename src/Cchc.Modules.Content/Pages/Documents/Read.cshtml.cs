using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Units;
using Cchc.Modules.Content.Documents;
using Cchc.Modules.Content.Lists;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Content.Pages.Documents;

/// <summary>One document: head in official form, full text, properties, relations.</summary>
public sealed class ReadModel(SiteDb db, DocumentReads reads, UnitDirectory units, Sections sections, FormerAddresses former) : PageModel
{
    public DocumentSheet Sheet { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken ct)
    {
        var document = await reads.BySlug(db, slug, ct);
        if (document is null) return await former.AnswerAsync($"van-ban/{slug}", ct);
        Sheet = await DocumentSheet.OfAsync(document, await DocumentRelations.OfAsync(document, db, reads, ct), db, reads, sections, units, ct);
        HttpContext.MadeOf(Tag.Item(document.ContentItemId));
        return Page();
    }
}
