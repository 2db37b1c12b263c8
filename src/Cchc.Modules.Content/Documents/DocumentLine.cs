using System.Linq.Expressions;

namespace Cchc.Modules.Content.Documents;

/// <summary>What a list shows of a document.</summary>
public sealed record DocumentLine(int Id, string ContentItemId, string Slug, string Title, string Number, string Kind, DateOnly? IssuedOn,
    string Agency, DocumentValidity Validity, DateTime PublishedUtc)
{
    public string Url => $"/van-ban/{Slug}";

    /// <summary>Reads only these columns: lists never load a body.</summary>
    public static readonly Expression<Func<Document, DocumentLine>> FromDocument = document => new DocumentLine(document.Id, document.ContentItemId, document.Slug!,
        document.Title, document.Number, document.Kind, document.IssuedOn, document.Agency, document.Validity, document.PublishedUtc!.Value);
}
