using System.ComponentModel.DataAnnotations;
using Cchc.Core.Content;
using Cchc.Modules.Content.Documents;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Admin.Documents;

/// <summary>One line of the table of relations; a line without a number and a title is left out.</summary>
public sealed class RelationInput
{
    [EnumDataType(typeof(DocumentRelationKind), ErrorMessage = "Không có loại quan hệ này.")]
    public DocumentRelationKind Kind { get; set; } = DocumentRelationKind.CanCu;
    [StringLength(100, ErrorMessage = "Số, ký hiệu dài hơn 100 ký tự.")]
    public string Number { get; set; } = "";
    public DateOnly? IssuedOn { get; set; }
    [StringLength(300, ErrorMessage = "Cơ quan dài hơn 300 ký tự.")]
    public string Agency { get; set; } = "";
    [StringLength(1000, ErrorMessage = "Tên văn bản dài hơn 1.000 ký tự.")]
    public string Title { get; set; } = "";

    public bool IsEmpty => string.IsNullOrWhiteSpace(Number) && string.IsNullOrWhiteSpace(Title);
}

/// <summary>The document's own fields, as printed on it.</summary>
public sealed class DocumentInput
{
    [StringLength(100, ErrorMessage = "Số, ký hiệu dài hơn 100 ký tự.")]
    public string Number { get; set; } = "";
    [StringLength(100, ErrorMessage = "Loại văn bản dài hơn 100 ký tự.")]
    public string Kind { get; set; } = "";
    public DateOnly? IssuedOn { get; set; }
    public DateOnly? EffectiveOn { get; set; }
    [StringLength(300, ErrorMessage = "Cơ quan dài hơn 300 ký tự.")]
    public string Agency { get; set; } = "";
    [StringLength(200, ErrorMessage = "Người ký dài hơn 200 ký tự.")]
    public string Signer { get; set; } = "";
    [StringLength(200, ErrorMessage = "Chức vụ dài hơn 200 ký tự.")]
    public string SignerTitle { get; set; } = "";
    [StringLength(2000, ErrorMessage = "Trích yếu dài hơn 2.000 ký tự.")]
    public string Abstract { get; set; } = "";
    [EnumDataType(typeof(DocumentValidity), ErrorMessage = "Không có tình trạng này.")]
    public DocumentValidity Validity { get; set; }
    [StringLength(1000, ErrorMessage = "Ghi chú dài hơn 1.000 ký tự.")]
    public string SourceNote { get; set; } = "";
    [MaxLength(100, ErrorMessage = "Nhiều nhất 100 văn bản liên quan.")]
    public List<RelationInput> Relations { get; set; } = [];
}

/// <summary>Writes one document.</summary>
[Authorize("newsroom.enter")]
public sealed class EditModel(EditorialDesk desk) : ContentEditPage(desk, desk.Type("Document"))
{
    /// <summary>Empty lines offered below the relations, so that they can be added without a script.</summary>
    private const int EmptyLines = 3;
    public static readonly IReadOnlyList<string> Kinds = ["Nghị quyết", "Quyết định", "Chỉ thị", "Kế hoạch", "Chương trình", "Thông tư", "Nghị định", "Luật", "Công văn", "Báo cáo", "Hướng dẫn", "Thông báo"];

    [BindProperty] public DocumentInput Document { get; set; } = new();

    protected override Task PrepareOwnAsync(CancellationToken ct)
    {
        if (!ReadOnly) while (Document.Relations.AsEnumerable().Reverse().TakeWhile(relation => relation.IsEmpty).Count() < EmptyLines) Document.Relations.Add(new());
        return Task.CompletedTask;
    }

    protected override void ShowOwn(ContentItem item)
    {
        var document = (Document)item;
        Document = new()
        {
            Number = document.Number, Kind = document.Kind, IssuedOn = document.IssuedOn, EffectiveOn = document.EffectiveOn, Agency = document.Agency, Signer = document.Signer,
            SignerTitle = document.SignerTitle, Abstract = document.Abstract, Validity = document.Validity, SourceNote = document.SourceNote,
            Relations = document.Relations.ConvertAll(relation => new RelationInput { Kind = relation.Kind, Number = relation.Number, IssuedOn = relation.IssuedOn, Agency = relation.Agency, Title = relation.Title }),
        };
    }

    protected override async Task TakeOwnAsync(ContentItem item, CancellationToken ct)
    {
        var document = (Document)item;
        (document.Number, document.Kind, document.IssuedOn, document.EffectiveOn) = (Document.Number.Trim(), Document.Kind.Trim(), Document.IssuedOn, Document.EffectiveOn);
        (document.Agency, document.Signer, document.SignerTitle) = (Document.Agency.Trim(), Document.Signer.Trim(), Document.SignerTitle.Trim());
        (document.Abstract, document.Validity, document.SourceNote) = (Document.Abstract.Trim(), Document.Validity, Document.SourceNote.Trim());
        if (Document.EffectiveOn < Document.IssuedOn) ModelState.AddModelError("Document.EffectiveOn", "Ngày có hiệu lực không thể trước ngày ban hành.");
        var relations = new List<DocumentRelation>();
        foreach (var relation in Document.Relations.Where(relation => !relation.IsEmpty))
            relations.Add(new()
            {
                Kind = relation.Kind, Number = relation.Number.Trim(), IssuedOn = relation.IssuedOn, Agency = relation.Agency.Trim(), Title = relation.Title.Trim(),
                TargetId = await TargetAsync(relation, document, ct),
            });
        document.Relations.Clear();
        document.Relations.AddRange(relations);
    }

    protected override IEnumerable<string> OwnAdvice(ContentItem item)
    {
        if (item is not Document document) yield break;
        if (document.Number.Length == 0 && document.SourceNote.Length == 0) yield return "Chưa có số, ký hiệu. Nếu nguồn không có, hãy nói ở ghi chú nguồn.";
        if (document.IssuedOn is null) yield return "Chưa có ngày ban hành.";
        if (document.Abstract.Length == 0) yield return "Chưa có trích yếu.";
    }

    /// <summary>The document of this site with that number, where there is just one; a relation that was there keeps its target.</summary>
    private async Task<string> TargetAsync(RelationInput relation, Document document, CancellationToken ct)
    {
        var number = relation.Number.Trim();
        if (number.Length == 0) return "";
        if (document.Relations.Find(old => old.Number == number && old.IssuedOn == relation.IssuedOn) is { TargetId.Length: > 0 } kept) return kept.TargetId;
        var found = await Desk.Db.Set<Document>().Where(other => other.Number == number && (relation.IssuedOn == null || other.IssuedOn == relation.IssuedOn) && other.ContentItemId != document.ContentItemId)
            .Select(other => other.ContentItemId).Take(2).ToListAsync(ct);
        return found is [var only] ? only : "";
    }
}
