using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Content.Lists;
using Cchc.Modules.Content.News;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Cchc.Modules.Content.Pages.News;

/// <summary>One story.</summary>
public sealed class ReadModel(SiteDb db, ArticleReads reads, Sections sections, UnitDirectory units, FormerAddresses former) : PageModel
{
    public ArticleSheet Sheet { get; private set; } = null!;
    public IReadOnlyList<Story> Related { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken ct)
    {
        var article = await reads.BySlug(db, slug, ct);
        if (article is null) return await former.AnswerAsync($"tin-tuc/{slug}", ct);
        Sheet = await ArticleSheet.OfAsync(article, db, reads, sections, units, ct);
        Related = await db.RelatedToAsync(reads, article, Sheet.Section, ct);

        HttpContext.MadeOf(Tag.Item(article.ContentItemId));
        if (Sheet.Section is { } section) HttpContext.MadeOf(Tag.Term(section.Id));
        foreach (var tag in article.Tags) HttpContext.MadeOf(Tag.Named(Vietnamese.Slug(tag)));
        foreach (var document in article.Documents) HttpContext.MadeOf(Tag.Item(document));
        foreach (var story in Related) HttpContext.MadeOf(Tag.Item(story.ContentItemId));
        return Page();
    }
}
