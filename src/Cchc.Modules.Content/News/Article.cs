using System.Text.Json.Nodes;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Search;
using Cchc.Core.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Modules.Content.News;

/// <summary>Kind of an article (thể loại); it decides the base of nhuận bút.</summary>
public enum ArticleKind { Tin, Bai, PhongSu, PhongVan, Video, Podcast }

/// <summary>One story (tin, bài, phóng sự, phỏng vấn, video, podcast).</summary>
public sealed class Article : ContentItem
{
    public ArticleKind Kind { get; set; } = ArticleKind.Bai;
    /// <summary>The standfirst below the headline (sapo).</summary>
    public string Sapo { get; set; } = "";
    /// <summary>Who signs it (ký tên), as printed.</summary>
    public string Byline { get; set; } = "";
    /// <summary>Where its facts come from, as printed at its end; for a reprint the original paper.</summary>
    public string Source { get; set; } = "";
    public string SourceUrl { get; set; } = "";
    /// <summary>Đăng lại: taken over from another paper, with source and author.</summary>
    public bool Reprint { get; set; }
    /// <summary>Media path of the lead picture, or "".</summary>
    public string LeadImage { get; set; } = "";
    public string LeadAlt { get; set; } = "";
    public string LeadCaption { get; set; } = "";
    /// <summary>Point of the lead picture that crops keep, from 0 to 1.</summary>
    public double LeadX { get; set; } = 0.5;
    public double LeadY { get; set; } = 0.5;
    /// <summary>Content item ids of the documents that it is about.</summary>
    public List<string> Documents { get; set; } = [];
    /// <summary>The same as rows, so that a document's page finds its articles by an index.</summary>
    public List<ArticleDocument> Mentions { get; } = [];
    public int ReadingMinutes { get; set; } = 1;

    public static string KindLabel(ArticleKind kind) => kind switch
    {
        ArticleKind.Tin => "Tin",
        ArticleKind.Bai => "Bài",
        ArticleKind.PhongSu => "Phóng sự",
        ArticleKind.PhongVan => "Phỏng vấn",
        ArticleKind.Video => "Video",
        _ => "Podcast",
    };
}

/// <summary>That an article is about a document.</summary>
public sealed class ArticleDocument
{
    public int ArticleId { get; init; }
    public required string DocumentId { get; init; }
}

public sealed class ArticleDocumentTable : IEntityTypeConfiguration<ArticleDocument>
{
    public void Configure(EntityTypeBuilder<ArticleDocument> builder)
    {
        builder.ToTable("article_documents").HasKey(mention => new { mention.DocumentId, mention.ArticleId });
        builder.Property(mention => mention.DocumentId).HasMaxLength(26);
    }
}

public sealed class ArticleTable() : ContentItemTable<Article>("articles")
{
    public override void Configure(EntityTypeBuilder<Article> builder)
    {
        base.Configure(builder);
        builder.Property(article => article.Kind).HasConversion<string>().HasMaxLength(16);
        builder.HasIndex(article => new { article.Kind, article.State, article.PublishedUtc, article.Id });
        builder.Property(article => article.Sapo).HasMaxLength(1000);
        builder.Property(article => article.Byline).HasMaxLength(200);
        builder.Property(article => article.Source).HasMaxLength(500);
        builder.Property(article => article.SourceUrl).HasMaxLength(500);
        builder.Property(article => article.LeadImage).HasMaxLength(300);
        builder.Property(article => article.LeadAlt).HasMaxLength(500);
        builder.Property(article => article.LeadCaption).HasMaxLength(500);
        builder.HasMany(article => article.Mentions).WithOne().HasForeignKey(mention => mention.ArticleId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>How an article lies in Orchard's JSON, and where it is shown.</summary>
public sealed class ArticleType : ContentType<Article>
{
    public override string Name => "Article";
    public override string Label => "Tin bài";
    public override string Path => "tin-tuc";
    public override string AdminPath => "/quan-tri/tin-bai";

    protected override void Write(Article item, JsonObject json)
    {
        var part = json.Part(Name);
        part.SetText("Kind", item.Kind.ToString()).SetText("Sapo", item.Sapo).SetText("Byline", item.Byline).SetText("LeadCaption", item.LeadCaption);
        part["Source"] = new JsonObject { ["Text"] = item.Source, ["Url"] = item.SourceUrl };
        part["Reprint"] = new JsonObject { ["Value"] = item.Reprint };
        part["LeadImage"] = item.LeadImage.Length == 0
            ? new JsonObject { ["Paths"] = new JsonArray(), ["MediaTexts"] = new JsonArray(), ["Anchors"] = new JsonArray() }
            : new JsonObject
            {
                ["Paths"] = new JsonArray(item.LeadImage),
                ["MediaTexts"] = new JsonArray(item.LeadAlt),
                ["Anchors"] = new JsonArray(new JsonObject { ["X"] = item.LeadX, ["Y"] = item.LeadY }),
            };
        part["Documents"] = new JsonObject { ["ContentItemIds"] = new JsonArray([.. item.Documents.Select(id => (JsonNode)id)]) };
    }

    protected override void Read(JsonObject json, Article item)
    {
        item.Kind = json.EnumField(Name, "Kind", ArticleKind.Bai);
        item.Sapo = json.Text(Name, "Sapo");
        item.Byline = json.Text(Name, "Byline");
        item.Source = json.Text(Name, "Source");
        item.SourceUrl = ((json[Name] as JsonObject)?["Source"] as JsonObject)?.String("Url") ?? "";
        item.Reprint = ((json[Name] as JsonObject)?["Reprint"] as JsonObject)?.String("Value") == "true";
        item.LeadImage = json.Strings(Name, "LeadImage", "Paths").FirstOrDefault() ?? "";
        item.LeadAlt = json.Strings(Name, "LeadImage", "MediaTexts").FirstOrDefault() ?? "";
        item.LeadCaption = json.Text(Name, "LeadCaption");
        (item.LeadX, item.LeadY) = Anchor(json);
        item.Documents = json.Strings(Name, "Documents", "ContentItemIds");
        item.Mentions.RemoveAll(mention => !item.Documents.Contains(mention.DocumentId));
        item.Mentions.AddRange(item.Documents.Distinct().Where(id => item.Mentions.TrueForAll(mention => mention.DocumentId != id)).Select(id => new ArticleDocument { DocumentId = id }));
        item.ReadingMinutes = MarkdownText.ReadingMinutes(item.Markdown);
    }

    public override IQueryable<Article> WithParts(IQueryable<Article> rows) => rows.Include(article => article.Mentions);

    public override SearchDocument ToSearch(ContentItem item, SearchDocument shared) =>
        item is Article article ? shared with { Summary = article.Sapo, Kind = Article.KindLabel(article.Kind) } : shared;

    public override IEnumerable<string> CacheTags(ContentItem item) =>
        item is Article article ? article.Documents.Select(Tag.Item) : [];

    public override IEnumerable<string> ProblemsForPublishing(ContentItem item)
    {
        foreach (var problem in base.ProblemsForPublishing(item)) yield return problem;
        if (item is not Article article) yield break;
        if (article.Sections.Count == 0) yield return "Chưa chọn chuyên mục.";
        if (article.LeadImage.Length > 0 && article.LeadAlt.Length == 0) yield return "Ảnh chính chưa có mô tả cho người không nhìn thấy.";
        if (article.SourceUrl.Length > 0 && !LeadsToPage(article.SourceUrl)) yield return "Địa chỉ nguồn phải bắt đầu bằng https://, hoặc bằng / khi nguồn ở trên trang này.";
        if (article.Reprint && article.Source.Length == 0) yield return "Bài đăng lại phải ghi nguồn.";
    }

    /// <summary>Asked here too, because recipes and old versions do not pass the form: a link must never be a script.</summary>
    private static bool LeadsToPage(string url) => url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || url is ['/'] or ['/', not ('/' or '\\'), ..];

    private (double X, double Y) Anchor(JsonObject json)
    {
        if (((json[Name] as JsonObject)?["LeadImage"] as JsonObject)?["Anchors"] is not JsonArray { Count: > 0 } anchors || anchors[0] is not JsonObject anchor) return (0.5, 0.5);
        double Side(string name) => anchor[name] is JsonValue value && value.TryGetValue(out double side) ? Math.Clamp(side, 0, 1) : 0.5;
        return (Side("X"), Side("Y"));
    }
}
