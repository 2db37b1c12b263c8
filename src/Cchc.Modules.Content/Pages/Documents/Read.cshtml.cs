using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Units;
using Cchc.Modules.Content.Documents;
using Cchc.Modules.Content.Lists;
using Cchc.Modules.Content.News;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Documents;

/// <summary>One document: head in official form, full text, properties, relations.</summary>
public sealed class ReadModel(SiteDb db, UnitDirectory units, Sections sections, FormerAddresses former) : PageModel
{
    public DocumentView Document { get; private set; } = null!;
    public ILookup<string, RelationLine> Relations { get; private set; } = null!;
    public IReadOnlyList<Story> Mentions { get; private set; } = [];
    public Unit? Unit { get; private set; }
    public Term? Section { get; private set; }

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken ct)
    {
        var document = await db.Set<Document>().Where(item => item.Slug == slug && item.State == ContentState.Published).Select(DocumentView.FromDocument).FirstOrDefaultAsync(ct);
        if (document is null) return await former.AnswerAsync($"van-ban/{slug}", ct);
        Document = document;
        Relations = (await db.RelationsOfAsync(document, ct)).ToLookup(relation => relation.Label);
        Mentions = await db.MentionsOfAsync(document.ContentItemId, ct);
        Unit = document.UnitId is { } unit ? (await units.GetAsync(ct)).Find(unit) : null;
        Section = document.Sections.Count > 0 ? (await sections.GetAsync(ct)).Find(document.Sections[0]) : null;
        HttpContext.MadeOf(Tag.Item(document.ContentItemId));
        return Page();
    }
}
