using System.Text.Json.Nodes;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cchc.Modules.Content.Documents;

/// <summary>Whether a document is in force.</summary>
public enum DocumentValidity { KhongRo, ConHieuLuc, HetHieuLucMotPhan, HetHieuLuc }

/// <summary>What one document has to do with another.</summary>
public enum DocumentRelationKind { ThucHien, CanCu, SuaDoi, ThayThe, HuongDan }

/// <summary>
/// A legal or directive document (văn bản). Number, dates, agency and signer are kept as printed; what the source lacks stays
/// empty. Fields as NĐ 42/2022/NĐ-CP, Điều 4 asks: form, authority, number, dates of issue and effect, abstract, file.
/// </summary>
public sealed class Document : ContentItem
{
    /// <summary>Số, ký hiệu, e.g. "66/KH-UBND"; "" when the source has none.</summary>
    public string Number { get; set; } = "";
    /// <summary>Form of the document, e.g. "Kế hoạch".</summary>
    public string Kind { get; set; } = "";
    public DateOnly? IssuedOn { get; set; }
    public DateOnly? EffectiveOn { get; set; }
    public string Agency { get; set; } = "";
    public string Signer { get; set; } = "";
    public string SignerTitle { get; set; } = "";
    /// <summary>Trích yếu.</summary>
    public string Abstract { get; set; } = "";
    public DocumentValidity Validity { get; set; }
    /// <summary>What readers must know of the source, e.g. that it has no number.</summary>
    public string SourceNote { get; set; } = "";
    /// <summary>Relations as written with the document; both ends are shown.</summary>
    public List<DocumentRelation> Relations { get; } = [];

    public static string ValidityLabel(DocumentValidity validity) => validity switch
    {
        DocumentValidity.ConHieuLuc => "Còn hiệu lực",
        DocumentValidity.HetHieuLucMotPhan => "Hết hiệu lực một phần",
        DocumentValidity.HetHieuLuc => "Hết hiệu lực",
        _ => "Chưa xác định",
    };
}

/// <summary>That a document carries out, amends, replaces, guides or rests on another, which need not be on this site.</summary>
public sealed class DocumentRelation
{
    public int Id { get; private set; }
    public int DocumentId { get; init; }
    public required DocumentRelationKind Kind { get; init; }
    public string Number { get; init; } = "";
    public DateOnly? IssuedOn { get; init; }
    public string Agency { get; init; } = "";
    public string Title { get; init; } = "";
    /// <summary>The other document, when it is on this site.</summary>
    public string TargetId { get; init; } = "";

    /// <summary>The relation seen from the document that has it.</summary>
    public static string Label(DocumentRelationKind kind) => kind switch
    {
        DocumentRelationKind.ThucHien => "Thực hiện",
        DocumentRelationKind.CanCu => "Căn cứ",
        DocumentRelationKind.SuaDoi => "Sửa đổi, bổ sung",
        DocumentRelationKind.ThayThe => "Thay thế",
        _ => "Hướng dẫn",
    };

    /// <summary>The relation seen from the other end.</summary>
    public static string ReverseLabel(DocumentRelationKind kind) => kind switch
    {
        DocumentRelationKind.ThucHien => "Được thực hiện bởi",
        DocumentRelationKind.CanCu => "Là căn cứ của",
        DocumentRelationKind.SuaDoi => "Được sửa đổi, bổ sung bởi",
        DocumentRelationKind.ThayThe => "Được thay thế bởi",
        _ => "Được hướng dẫn bởi",
    };
}

public sealed class DocumentTable() : ContentItemTable<Document>("documents")
{
    public override void Configure(EntityTypeBuilder<Document> builder)
    {
        base.Configure(builder);
        builder.Property(document => document.Number).HasMaxLength(100);
        builder.Property(document => document.Kind).HasMaxLength(100);
        builder.Property(document => document.Agency).HasMaxLength(300);
        builder.Property(document => document.Signer).HasMaxLength(200);
        builder.Property(document => document.SignerTitle).HasMaxLength(200);
        builder.Property(document => document.Abstract).HasMaxLength(2000);
        builder.Property(document => document.SourceNote).HasMaxLength(1000);
        builder.Property(document => document.Validity).HasConversion<string>().HasMaxLength(32);
        builder.HasIndex(document => new { document.State, document.IssuedOn, document.Id });
        builder.HasMany(document => document.Relations).WithOne().HasForeignKey(relation => relation.DocumentId).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(document => document.Relations).AutoInclude(false);
    }
}

public sealed class DocumentRelationTable : IEntityTypeConfiguration<DocumentRelation>
{
    public void Configure(EntityTypeBuilder<DocumentRelation> builder)
    {
        builder.ToTable("document_relations");
        builder.Property(relation => relation.Kind).HasConversion<string>().HasMaxLength(16);
        builder.Property(relation => relation.Number).HasMaxLength(100);
        builder.Property(relation => relation.Agency).HasMaxLength(300);
        builder.Property(relation => relation.Title).HasMaxLength(1000);
        builder.Property(relation => relation.TargetId).HasMaxLength(26);
        builder.HasIndex(relation => relation.TargetId);
    }
}

/// <summary>How a document lies in Orchard's JSON, and where it is shown.</summary>
public sealed class DocumentType : ContentType<Document>
{
    public override string Name => "Document";
    public override string Label => "Văn bản";
    public override string Path => "van-ban";
    public override string AdminPath => "/quan-tri/van-ban";

    protected override void Write(Document item, JsonObject json)
    {
        json.Part(Name).SetText("Number", item.Number).SetText("Kind", item.Kind).SetDate("IssuedOn", item.IssuedOn).SetDate("EffectiveOn", item.EffectiveOn)
            .SetText("Agency", item.Agency).SetText("Signer", item.Signer).SetText("SignerTitle", item.SignerTitle).SetText("Abstract", item.Abstract)
            .SetText("Validity", item.Validity.ToString()).SetText("SourceNote", item.SourceNote);
        json.Part(Name)["Relations"] = new JsonArray([.. item.Relations.Select(relation => new JsonObject
        {
            ["Relation"] = relation.Kind.ToString(),
            ["Number"] = relation.Number,
            ["IssuedOn"] = relation.IssuedOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            ["Agency"] = relation.Agency,
            ["Title"] = relation.Title,
            ["ContentItemId"] = relation.TargetId,
        })]);
    }

    protected override void Read(JsonObject json, Document item)
    {
        item.Number = json.Text(Name, "Number");
        item.Kind = json.Text(Name, "Kind");
        item.IssuedOn = json.DateField(Name, "IssuedOn");
        item.EffectiveOn = json.DateField(Name, "EffectiveOn");
        item.Agency = json.Text(Name, "Agency");
        item.Signer = json.Text(Name, "Signer");
        item.SignerTitle = json.Text(Name, "SignerTitle");
        item.Abstract = json.Text(Name, "Abstract");
        item.Validity = json.EnumField(Name, "Validity", DocumentValidity.KhongRo);
        item.SourceNote = json.Text(Name, "SourceNote");
        item.Relations.Clear();
        item.Relations.AddRange(((json[Name] as JsonObject)?["Relations"] as JsonArray ?? []).OfType<JsonObject>().Select(relation => new DocumentRelation
        {
            Kind = relation.Enum("Relation", DocumentRelationKind.CanCu),
            Number = relation.String("Number"),
            IssuedOn = relation.Date("IssuedOn"),
            Agency = relation.String("Agency"),
            Title = relation.String("Title"),
            TargetId = relation.String("ContentItemId"),
        }));
    }

    public override IQueryable<Document> WithParts(IQueryable<Document> rows) => rows.Include(document => document.Relations);

    public override SearchDocument ToSearch(ContentItem item, SearchDocument shared) => item is not Document document ? shared : shared with
    {
        Summary = document.Abstract,
        Number = document.Number,
        Kind = document.Kind,
        Body = string.Join('\n', new[] { shared.Body, document.Agency, document.Signer, document.SourceNote }.Where(text => text.Length > 0)),
        PublishedUtc = document.IssuedOn?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) ?? shared.PublishedUtc,
        IsDated = document.IssuedOn is not null,
    };

    public override IEnumerable<string> CacheTags(ContentItem item) =>
        item is Document document ? document.Relations.Where(relation => relation.TargetId.Length > 0).Select(relation => Tag.Item(relation.TargetId)) : [];

    public override IEnumerable<string> ProblemsForPublishing(ContentItem item)
    {
        foreach (var problem in base.ProblemsForPublishing(item)) yield return problem;
        if (item is Document { Agency.Length: 0 }) yield return "Chưa ghi cơ quan ban hành.";
        if (item is Document { Kind.Length: 0 }) yield return "Chưa ghi loại văn bản.";
    }
}
