using System.Text.Json.Nodes;
using Cchc.Core.Content;
using Cchc.Core.Search;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Modules.Indexes;

/// <summary>Whether units are told apart by a rank, by a group, or not at all.</summary>
public enum IndexOrdering { Rank, Group, None }

/// <summary>One index, e.g. PAR INDEX, or the province's own of its communes. Its slug is its word in addresses (<c>/chi-so/par-index</c>); its body says what it
/// measures and how.</summary>
public sealed class IndexKind : ContentItem
{
    /// <summary>Short name, e.g. "PCI".</summary>
    public string ShortName { get; set; } = "";
    /// <summary>Who publishes it.</summary>
    public string Publisher { get; set; } = "";
    /// <summary>What the total counts: "điểm" or "%".</summary>
    public string Unit { get; set; } = "điểm";
    /// <summary>Least and most of the total, for scales and checks; null where the source says none.</summary>
    public decimal? ScaleFrom { get; set; }
    public decimal? ScaleTo { get; set; }
    /// <summary>Decimals shown on pages; downloads have all.</summary>
    public int Decimals { get; set; } = 2;
    public IndexOrdering Ordering { get; set; } = IndexOrdering.Rank;
    /// <summary>Years whose method cannot be compared with the year before, with the reason: "2021: bộ chỉ số mới", one a line.</summary>
    public string Breaks { get; set; } = "";
    /// <summary>Data made up to show how the site works.</summary>
    public bool IsIllustration { get; set; }
    /// <summary>Criteria of the next edition, one a line: code; name; code above; most points; weight.</summary>
    public string Criteria { get; set; } = "";
    /// <summary>How the columns of the last imported file were read, as JSON; "" before the first.</summary>
    public string Mapping { get; set; } = "";
}

public sealed class IndexKindTable() : ContentItemTable<IndexKind>("index_kinds")
{
    public override void Configure(EntityTypeBuilder<IndexKind> builder)
    {
        base.Configure(builder);
        builder.Property(kind => kind.ShortName).HasMaxLength(60);
        builder.Property(kind => kind.Publisher).HasMaxLength(300);
        builder.Property(kind => kind.Unit).HasMaxLength(20);
        builder.Property(kind => kind.Ordering).HasConversion<string>().HasMaxLength(16);
        builder.Property(kind => kind.Breaks).HasMaxLength(2000);
    }
}

/// <summary>How an index lies in Orchard's JSON, and where it is shown.</summary>
public sealed class IndexKindType : ContentType<IndexKind>
{
    public override string Name => "IndexKind";
    public override string Label => "Bộ chỉ số";
    public override string Path => "chi-so";
    public override string AdminPath => "/quan-tri/bo-chi-so";

    protected override void Write(IndexKind item, JsonObject json) => json.Part("IndexKindPart")
        .SetText("ShortName", item.ShortName).SetText("Publisher", item.Publisher).SetText("Unit", item.Unit).SetText("ScaleFrom", IndexJson.Text(item.ScaleFrom)).SetText("ScaleTo", IndexJson.Text(item.ScaleTo))
        .SetText("Decimals", IndexJson.Text(item.Decimals)).SetText("Ordering", item.Ordering.ToString()).SetText("Breaks", item.Breaks).SetText("IsIllustration", item.IsIllustration ? "true" : "")
        .SetText("Criteria", item.Criteria).SetText("Mapping", item.Mapping);

    protected override void Read(JsonObject json, IndexKind item)
    {
        const string Part = "IndexKindPart";
        (item.ShortName, item.Publisher, item.Breaks, item.Criteria, item.Mapping) = (json.Text(Part, "ShortName"), json.Text(Part, "Publisher"), json.Text(Part, "Breaks"), json.Text(Part, "Criteria"), json.Text(Part, "Mapping"));
        item.Unit = json.Text(Part, "Unit") is { Length: > 0 } unit ? unit : "điểm";
        (item.ScaleFrom, item.ScaleTo) = (IndexJson.Number(json.Text(Part, "ScaleFrom")), IndexJson.Number(json.Text(Part, "ScaleTo")));
        item.Decimals = (int)(IndexJson.Number(json.Text(Part, "Decimals")) ?? 2);
        item.Ordering = json.EnumField(Part, "Ordering", IndexOrdering.Rank);
        item.IsIllustration = json.Text(Part, "IsIllustration") == "true";
    }

    public override SearchDocument ToSearch(ContentItem item, SearchDocument shared) => item is IndexKind kind ? shared with { Summary = kind.Publisher, Number = kind.ShortName, Kind = Label } : shared;
}
