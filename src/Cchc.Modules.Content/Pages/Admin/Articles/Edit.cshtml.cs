using System.ComponentModel.DataAnnotations;
using Cchc.Core.Content;
using Cchc.Core.Media;
using Cchc.Modules.Content.Documents;
using Cchc.Modules.Content.News;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Admin.Articles;

/// <summary>The article's own fields.</summary>
public sealed class ArticleInput
{
    [EnumDataType(typeof(ArticleKind), ErrorMessage = "Không có thể loại này.")]
    public ArticleKind Kind { get; set; } = ArticleKind.Bai;
    [StringLength(1000, ErrorMessage = "Sapo dài hơn 1.000 ký tự.")]
    public string Sapo { get; set; } = "";
    [StringLength(200, ErrorMessage = "Ký tên dài hơn 200 ký tự.")]
    public string Byline { get; set; } = "";
    [StringLength(500, ErrorMessage = "Nguồn dài hơn 500 ký tự.")]
    public string Source { get; set; } = "";
    [StringLength(500, ErrorMessage = "Địa chỉ nguồn dài hơn 500 ký tự."), RegularExpression("^(https?://|/(?![/\\\\]))\\S+$", ErrorMessage = "Địa chỉ nguồn bắt đầu bằng https://, hoặc bằng / khi nguồn ở trên trang này.")]
    public string SourceUrl { get; set; } = "";
    public bool Reprint { get; set; }
    [StringLength(300, ErrorMessage = "Đường dẫn ảnh dài hơn 300 ký tự.")]
    public string LeadImage { get; set; } = "";
    [StringLength(500, ErrorMessage = "Mô tả ảnh dài hơn 500 ký tự.")]
    public string LeadAlt { get; set; } = "";
    [StringLength(500, ErrorMessage = "Chú thích ảnh dài hơn 500 ký tự.")]
    public string LeadCaption { get; set; } = "";
    /// <summary>Percent from the left.</summary>
    [Range(0, 100, ErrorMessage = "Điểm giữ từ 0 đến 100.")]
    public int LeadX { get; set; } = 50;
    /// <summary>Percent from the top.</summary>
    [Range(0, 100, ErrorMessage = "Điểm giữ từ 0 đến 100.")]
    public int LeadY { get; set; } = 50;
    /// <summary>Numbers or addresses of documents, one a line.</summary>
    [StringLength(2000, ErrorMessage = "Danh sách văn bản quá dài.")]
    public string Documents { get; set; } = "";
}

/// <summary>Writes one article.</summary>
[Authorize("newsroom.enter")]
public sealed class EditModel(EditorialDesk desk) : ContentEditPage(desk, desk.Type("Article"))
{
    [BindProperty] public ArticleInput Article { get; set; } = new();
    [BindProperty] public IFormFile? LeadFile { get; set; }
    public IReadOnlyList<MediaFile> Pictures { get; private set; } = [];

    protected override async Task PrepareOwnAsync(CancellationToken ct)
    {
        Pictures = await Desk.NewestPicturesAsync(ct);
        if (Item is Article { Documents.Count: > 0 } article && Article.Documents.Length == 0 && !HttpMethods.IsPost(Request.Method))
        {
            var ids = article.Documents;
            var known = await Desk.Db.Set<Document>().AsNoTracking().Where(document => ids.Contains(document.ContentItemId))
                .Select(document => new { document.ContentItemId, document.Number, document.Slug }).ToDictionaryAsync(document => document.ContentItemId, ct);
            Article.Documents = string.Join('\n', ids.Select(id => known.GetValueOrDefault(id) is not { } document ? id : document.Number.Length > 0 ? document.Number : document.Slug ?? id));
        }
    }

    protected override void ShowOwn(ContentItem item)
    {
        var article = (Article)item;
        Article = new()
        {
            Kind = article.Kind, Sapo = article.Sapo, Byline = article.Byline, Source = article.Source, SourceUrl = article.SourceUrl, Reprint = article.Reprint,
            LeadImage = article.LeadImage, LeadAlt = article.LeadAlt, LeadCaption = article.LeadCaption,
            LeadX = (int)Math.Round(article.LeadX * 100), LeadY = (int)Math.Round(article.LeadY * 100),
        };
    }

    protected override async Task TakeOwnAsync(ContentItem item, CancellationToken ct)
    {
        var article = (Article)item;
        await TakePictureAsync(article, ct);
        (article.Kind, article.Sapo, article.Byline) = (Article.Kind, Article.Sapo.Trim(), Article.Byline.Trim());
        (article.Source, article.SourceUrl, article.Reprint) = (Article.Source.Trim(), Article.SourceUrl.Trim(), Article.Reprint);
        (article.LeadImage, article.LeadAlt, article.LeadCaption) = (Article.LeadImage, Article.LeadAlt.Trim(), Article.LeadCaption.Trim());
        if ((int)Math.Round(article.LeadX * 100) != Article.LeadX) article.LeadX = Article.LeadX / 100.0;
        if ((int)Math.Round(article.LeadY * 100) != Article.LeadY) article.LeadY = Article.LeadY / 100.0;
        await TakeDocumentsAsync(article, ct);
    }

    protected override IEnumerable<string> OwnAdvice(ContentItem item)
    {
        if (item is not Article article) yield break;
        if (article.Sapo.Length == 0) yield return "Chưa có sapo.";
        if (article.LeadImage.Length == 0) yield return "Chưa có ảnh chính.";
    }

    private async Task TakePictureAsync(Article article, CancellationToken ct)
    {
        if (LeadFile is { Length: > 0 })
        {
            if (!Rights.Upload) { ModelState.AddModelError(nameof(LeadFile), "Bạn không có quyền tải ảnh lên."); return; }
            var taken = await Desk.TakeAsync(LeadFile, Actor, ct);
            if (taken.File is not { IsPicture: true }) { ModelState.AddModelError(nameof(LeadFile), taken.File is null ? taken.Problem : "Ảnh chính phải là ảnh, không phải tệp PDF."); return; }
            Article.LeadImage = taken.File.Path;
            ModelState.Remove("Article.LeadImage");
            return;
        }
        Article.LeadImage = Article.LeadImage.Trim().TrimStart('/');
        if (Article.LeadImage.StartsWith("media/", StringComparison.Ordinal)) Article.LeadImage = Article.LeadImage["media/".Length..];
        if (Article.LeadImage.Length > 0 && Article.LeadImage != article.LeadImage && !await Desk.HasPictureAsync(Article.LeadImage, ct))
            ModelState.AddModelError("Article.LeadImage", "Thư viện không có ảnh này. Hãy chọn trong danh sách hoặc tải ảnh lên.");
    }

    private async Task TakeDocumentsAsync(Article article, CancellationToken ct)
    {
        var found = new List<string>();
        foreach (var line in Article.Documents.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal))
        {
            var ids = await Desk.DocumentsNamedAsync(line, ct);
            if (ids is [var id]) found.Add(id);
            else ModelState.AddModelError("Article.Documents", ids.Count == 0 ? $"Không có văn bản “{line}” trên trang." : $"Có nhiều văn bản số “{line}”: hãy chép phần cuối địa chỉ của văn bản.");
        }
        if (!found.SequenceEqual(article.Documents)) article.Documents = found;
    }
}
