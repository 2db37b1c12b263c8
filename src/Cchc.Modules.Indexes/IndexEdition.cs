using System.Text.Json.Nodes;
using Cchc.Core.Content;
using Cchc.Core.Search;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Modules.Indexes;

/// <summary>Of what units an edition speaks.</summary>
public enum IndexLevel { Ministry, Province, Department, District, Commune, Region, Country }

/// <summary>
/// The results of one index for one year and level. Its table is part of the item's text: a draft with other numbers, its review, publication, versions,
/// comparison and trash are those of every content type, and undoing an import is going back to the version before. Its body says what readers must know
/// of the method.
/// </summary>
public sealed class IndexEdition : ContentItem
{
    /// <summary>Content item id of its <see cref="IndexKind"/>.</summary>
    public string KindId { get; set; } = "";
    /// <summary>Year that was measured; not the year of announcement.</summary>
    public int Year { get; set; }
    public IndexLevel Level { get; set; } = IndexLevel.Province;
    public DateOnly? AnnouncedOn { get; set; }
    /// <summary>Decision that published it, as printed, or "".</summary>
    public string Decision { get; set; } = "";
    /// <summary>Where the numbers were read.</summary>
    public string Source { get; set; } = "";
    public string SourceUrl { get; set; } = "";
    /// <summary>How the numbers were computed here, where the source does not print them ("tính từ chỉ số thành phần"), or "".</summary>
    public string Derived { get; set; } = "";
    /// <summary>What of the source is not here, e.g. "10 trên 63 tỉnh", or "".</summary>
    public string Incomplete { get; set; } = "";
    /// <summary>Criteria and scores, as <see cref="IndexJson"/> writes them.</summary>
    public string Table { get; set; } = "";

    public static string LevelLabel(IndexLevel level) => level switch
    {
        IndexLevel.Ministry => "Bộ, cơ quan ngang bộ",
        IndexLevel.Province => "Tỉnh, thành phố",
        IndexLevel.Department => "Sở, ban, ngành",
        IndexLevel.District => "Huyện",
        IndexLevel.Commune => "Xã, phường",
        IndexLevel.Region => "Vùng",
        _ => "Cả nước",
    };

    /// <summary>Word of a level in addresses (<c>?cap=</c>).</summary>
    public static string LevelWord(IndexLevel level) => level switch
    {
        IndexLevel.Ministry => "bo", IndexLevel.Province => "tinh", IndexLevel.Department => "so", IndexLevel.District => "huyen", IndexLevel.Commune => "xa", IndexLevel.Region => "vung", _ => "ca-nuoc",
    };
}

public sealed class IndexEditionTable() : ContentItemTable<IndexEdition>("index_editions")
{
    public override void Configure(EntityTypeBuilder<IndexEdition> builder)
    {
        base.Configure(builder);
        builder.Property(edition => edition.KindId).HasMaxLength(26);
        builder.Property(edition => edition.Level).HasConversion<string>().HasMaxLength(16);
        builder.Property(edition => edition.Decision).HasMaxLength(300);
        builder.Property(edition => edition.Source).HasMaxLength(1000);
        builder.Property(edition => edition.SourceUrl).HasMaxLength(1000);
        builder.Property(edition => edition.Derived).HasMaxLength(500);
        builder.Property(edition => edition.Incomplete).HasMaxLength(500);
        builder.HasIndex(edition => new { edition.KindId, edition.Year });
    }
}

/// <summary>How an edition lies in Orchard's JSON. Readers see it at <c>/chi-so/{kind}/{year}</c>; its own address leads there.</summary>
public sealed class IndexEditionType : ContentType<IndexEdition>
{
    public override string Name => "IndexEdition";
    public override string Label => "Kết quả chỉ số";
    public override string Path => "ket-qua-chi-so";
    public override string AdminPath => "/quan-tri/chi-so";

    protected override void Write(IndexEdition item, JsonObject json)
    {
        var part = json.Part("IndexEditionPart").SetText("KindId", item.KindId).SetText("Year", IndexJson.Text(item.Year)).SetText("Level", item.Level.ToString()).SetDate("AnnouncedOn", item.AnnouncedOn)
            .SetText("Decision", item.Decision).SetText("Source", item.Source).SetText("SourceUrl", item.SourceUrl).SetText("Derived", item.Derived).SetText("Incomplete", item.Incomplete);
        part["Table"] = item.Table.Length == 0 ? null : JsonNode.Parse(item.Table);
    }

    protected override void Read(JsonObject json, IndexEdition item)
    {
        const string Part = "IndexEditionPart";
        (item.KindId, item.Decision, item.Source, item.SourceUrl, item.Derived, item.Incomplete) =
            (json.Text(Part, "KindId"), json.Text(Part, "Decision"), json.Text(Part, "Source"), json.Text(Part, "SourceUrl"), json.Text(Part, "Derived"), json.Text(Part, "Incomplete"));
        item.Year = (int)(IndexJson.Number(json.Text(Part, "Year")) ?? 0);
        item.Level = json.EnumField(Part, "Level", IndexLevel.Province);
        item.AnnouncedOn = json.DateField(Part, "AnnouncedOn");
        item.Table = (json[Part] as JsonObject)?["Table"]?.ToJsonString(ContentJson.Options) ?? "";
        _ = IndexJson.Parse(item.Table); // a table that cannot be read is refused at the door
    }

    /// <summary>Readers find the index, whose page leads to every year: forty editions of one name would hide what is written about it.</summary>
    public override SearchDocument? ToSearch(ContentItem item, SearchDocument shared) => null;

    /// <summary>The note on method may be empty; year, kind, source and numbers may not.</summary>
    public override IEnumerable<string> ProblemsForPublishing(ContentItem item)
    {
        if (string.IsNullOrWhiteSpace(item.Title)) yield return "Chưa có tiêu đề.";
        if (item is not IndexEdition edition) yield break;
        if (edition.KindId.Length == 0) yield return "Chưa chọn bộ chỉ số.";
        if (edition.Year is < 1990 or > 2100) yield return "Năm của chỉ số phải từ 1990 đến 2100.";
        if (edition.Source.Length == 0) yield return "Chưa ghi nguồn số liệu.";
        if (IndexJson.Parse(edition.Table).Results.Count == 0) yield return "Chưa nhập số liệu.";
    }
}
