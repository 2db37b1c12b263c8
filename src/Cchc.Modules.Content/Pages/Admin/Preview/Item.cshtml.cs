using Cchc.Core.Content;
using Cchc.Core.Media;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Cchc.Modules.Content.Documents;
using Cchc.Modules.Content.Models;
using Cchc.Modules.Content.News;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Admin.Preview;

/// <summary>A saved version on the sheet of the public site. Nobody else can open it and nothing keeps it.</summary>
[Authorize("newsroom.enter")]
public sealed class ItemModel(EditorialDesk desk, ArticleReads articles, DocumentReads documents, Sections sections, UnitDirectory units) : PageModel
{
    [FromQuery(Name = "ban")] public int? Number { get; set; }
    public ContentType Type { get; private set; } = null!;
    public ContentItem Item { get; private set; } = null!;
    public ArticleSheet? Article { get; private set; }
    public DocumentSheet? Document { get; private set; }
    public ModelSheet? Sheet { get; private set; }

    private static readonly Func<Article, MediaFile?, ArticleView> ViewOfArticle = ArticleView.FromArticle.Compile();
    private static readonly Func<Document, DocumentView> ViewOfDocument = DocumentView.FromDocument.Compile();

    public async Task<IActionResult> OnGetAsync(string type, string id, CancellationToken ct)
    {
        if (desk.Modules.ContentType(type) is not { } known || await desk.Store.OpenAsync(known, id, Number, ct) is not { } item) return NotFound();
        if (!new ContentRights(User, known).See(item)) return Forbid();
        (Type, Item) = (known, item);
        // What publishing would fill in; nothing of it is saved.
        item.Html = MarkdownText.ToHtml(item.Markdown);
        item.PublishedUtc ??= desk.NowUtc;
        if (item is Article article) Article = await SheetAsync(article, ct);
        if (item is Document document) Document = await DocumentSheet.OfAsync(ViewOfDocument(document), DocumentRelations.RelationsOf(document), desk.Db, documents, sections, units, ct);
        if (item is ReformModel model) Sheet = await ModelSheet.OfAsync(model, desk.Db, sections, units, ct);
        return Page();
    }

    private async Task<ArticleSheet> SheetAsync(Article article, CancellationToken ct)
    {
        article.ReadingMinutes = MarkdownText.ReadingMinutes(article.Markdown);
        var picture = await desk.Db.Set<MediaFile>().AsNoTracking().FirstOrDefaultAsync(file => file.Path == article.LeadImage, ct);
        return await ArticleSheet.OfAsync(ViewOfArticle(article, picture), desk.Db, articles, sections, units, ct);
    }
}
