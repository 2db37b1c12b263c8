using Cchc.Core;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Content.Documents;
using Cchc.Modules.Content.Lists;
using Cchc.Modules.Content.News;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.News;

/// <summary>One story.</summary>
public sealed class ReadModel(SiteDb db, Sections sections, UnitDirectory units, FormerAddresses former) : PageModel
{
    public ArticleView Article { get; private set; } = null!;
    public Term? Section { get; private set; }
    public Unit? Unit { get; private set; }
    public IReadOnlyList<Heading> Headings { get; private set; } = [];
    public IReadOnlyList<DocumentLine> Documents { get; private set; } = [];
    public IReadOnlyList<Story> Related { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken ct)
    {
        var article = await ArticleView.Published(db, item => item.Slug == slug).FirstOrDefaultAsync(ct);
        if (article is null) return await former.AnswerAsync($"tin-tuc/{slug}", ct);
        Article = article;
        Section = article.Sections.Count > 0 ? (await sections.GetAsync(ct)).Find(article.Sections[0]) : null;
        Unit = article.UnitId is { } unit ? (await units.GetAsync(ct)).Find(unit) : null;
        Headings = Contents.Of(article.Html, article.ReadingMinutes);
        if (article.Documents.Count > 0)
            Documents = await db.Set<Document>().Where(document => article.Documents.Contains(document.ContentItemId) && document.State == ContentState.Published)
                .OrderByDescending(document => document.IssuedOn).ThenBy(document => document.Id).Select(DocumentLine.FromDocument).ToListAsync(ct);
        Related = await db.RelatedToAsync(article, Section, ct);

        HttpContext.MadeOf(Tag.Item(article.ContentItemId));
        if (Section is not null) HttpContext.MadeOf(Tag.Term(Section.Id));
        foreach (var tag in article.Tags) HttpContext.MadeOf(Tag.Named(Vietnamese.Slug(tag)));
        foreach (var document in article.Documents) HttpContext.MadeOf(Tag.Item(document));
        foreach (var story in Related) HttpContext.MadeOf(Tag.Item(story.ContentItemId));
        return Page();
    }
}
