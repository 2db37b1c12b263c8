using System.Text.Json.Nodes;
using Cchc.Core.Content;
using Cchc.Core.Search;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Modules.Content.SitePages;

/// <summary>A static page at the root of the site: giới thiệu, liên hệ, … (Orchard's "Page").</summary>
public sealed class SitePage : ContentItem
{
    public string Sapo { get; set; } = "";
    /// <summary>Language of the text as a BCP 47 tag; "vi" unless said otherwise.</summary>
    public string Language { get; set; } = "vi";
}

public sealed class SitePageTable() : ContentItemTable<SitePage>("pages")
{
    public override void Configure(EntityTypeBuilder<SitePage> builder)
    {
        base.Configure(builder);
        builder.Property(page => page.Sapo).HasMaxLength(1000);
        builder.Property(page => page.Language).HasMaxLength(16);
    }
}

/// <summary>How a static page lies in Orchard's JSON, and where it is shown.</summary>
public sealed class SitePageType : ContentType<SitePage>
{
    /// <summary>First parts of addresses that the site itself serves: a page there could never be reached.</summary>
    private static readonly HashSet<string> Taken = new(["tin-tuc", "chuyen-muc", "the", "van-ban", "don-vi", "chi-so", "mo-hinh", "an-pham", "da-phuong-tien",
        "phat-thanh", "cuoc-thi", "xac-thuc", "gop-y", "tim-kiem", "du-lieu-mo", "api", "media", "anh", "quan-tri", "hien-thi", "da-luu", "xem-truoc", "so-do-trang",
        "loi", "healthz", "readyz", "metrics"], StringComparer.Ordinal);

    public override string Name => "Page";
    public override string Label => "Trang";
    public override string Path => "";
    public override string AdminPath => "/quan-tri/trang";

    protected override void Write(SitePage item, JsonObject json) => json.Part(Name).SetText("Sapo", item.Sapo).SetText("Language", item.Language);

    protected override void Read(JsonObject json, SitePage item)
    {
        item.Sapo = json.Text(Name, "Sapo");
        item.Language = json.Text(Name, "Language") is { Length: > 0 } language ? language : "vi";
    }

    public override SearchDocument ToSearch(ContentItem item, SearchDocument shared) => item is SitePage page ? shared with { Summary = page.Sapo } : shared;

    public override IEnumerable<string> ProblemsForPublishing(ContentItem item)
    {
        foreach (var problem in base.ProblemsForPublishing(item)) yield return problem;
        if (item.Slug is { } slug && Taken.Contains(slug)) yield return $"Đường dẫn “/{slug}” đã dành cho mục khác của trang.";
    }
}
