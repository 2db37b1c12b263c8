using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Content.Documents;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.News;

/// <summary>An article with everything that stands around it on its sheet; the newsroom's preview shows the same.</summary>
/// <param name="Address">Address of the site, for sharing; null in a preview, which nobody else can open.</param>
public sealed record ArticleSheet(ArticleView Article, Term? Section, Unit? Unit, IReadOnlyList<Heading> Headings, IReadOnlyList<DocumentLine> Documents, string? Address = null)
{
    public static async Task<ArticleSheet> OfAsync(ArticleView article, SiteDb db, ArticleReads reads, Sections sections, UnitDirectory units, CancellationToken ct) => new(
        article,
        article.Sections.Count > 0 ? (await sections.GetAsync(ct)).Find(article.Sections[0]) : null,
        article.UnitId is { } unit ? (await units.GetAsync(ct)).Find(unit) : null,
        Contents.Of(article.Html, article.ReadingMinutes),
        article.Documents.Count == 0 ? [] : await reads.DocumentsByIds(db, article.Documents).ToListAsync(ct));
}
