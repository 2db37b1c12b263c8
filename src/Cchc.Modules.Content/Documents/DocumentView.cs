using System.Linq.Expressions;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Media;
using Cchc.Modules.Content.News;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Documents;

/// <summary>What a document's own page shows.</summary>
public sealed record DocumentView(int Id, string ContentItemId, string Slug, string Title, string Number, string Kind, DateOnly? IssuedOn, DateOnly? EffectiveOn, string Agency,
    string Signer, string SignerTitle, string Abstract, DocumentValidity Validity, string SourceNote, List<string> Sections, List<string> Tags, int? UnitId, string Html, DateTime PublishedUtc)
{
    public string Url => $"/van-ban/{Slug}";

    public static readonly Expression<Func<Document, DocumentView>> FromDocument = document => new DocumentView(document.Id, document.ContentItemId, document.Slug!, document.Title,
        document.Number, document.Kind, document.IssuedOn, document.EffectiveOn, document.Agency, document.Signer, document.SignerTitle, document.Abstract, document.Validity,
        document.SourceNote, document.Sections, document.Tags, document.UnitId, document.Html, document.PublishedUtc!.Value);
}

/// <summary>One relation as it is shown: with words for the end from which it is seen, and an address when the other is here.</summary>
public sealed record RelationLine(string Label, string Text, string? Url);

/// <summary>A relation of a document with what is known of the document at its other end.</summary>
/// <param name="Slug">Null when the other document is not here.</param>
public sealed record RelationRow(DocumentRelationKind Kind, string Number, DateOnly? IssuedOn, string Agency, string Title, string? Slug);

/// <summary>The queries of a document's page, compiled once: taking their expressions apart at each request costs more than the
/// database does.</summary>
/// <remarks>One per site: a compiled query belongs to one model.</remarks>
public sealed class DocumentReads
{
    private const int MentionsShown = 8;
    private const int MostReverse = 100;

    /// <summary>The published document of that address, or null.</summary>
    public Func<SiteDb, string, CancellationToken, Task<DocumentView?>> BySlug { get; } = EF.CompileAsyncQuery((SiteDb db, string slug, CancellationToken ct) =>
        db.Set<Document>().Where(item => item.Slug == slug && item.State == ContentState.Published).Select(DocumentView.FromDocument).FirstOrDefault());

    /// <summary>What a document (by the id of its row) says of others, in its own order.</summary>
    public Func<SiteDb, int, IAsyncEnumerable<RelationRow>> Written { get; } = EF.CompileAsyncQuery((SiteDb db, int id) =>
        db.Set<DocumentRelation>().Where(relation => relation.DocumentId == id).OrderBy(relation => relation.Id)
            .LeftJoin(db.Set<Document>().Where(document => document.State == ContentState.Published && document.ContentItemId != ""), relation => relation.TargetId, document => document.ContentItemId,
                (relation, document) => new RelationRow(relation.Kind, relation.Number, relation.IssuedOn, relation.Agency, relation.Title, document!.Slug)));

    /// <summary>What other published documents say of this one (by its content item id), newest first, at most 100.</summary>
    public Func<SiteDb, string, IAsyncEnumerable<RelationRow>> Reverse { get; } = EF.CompileAsyncQuery((SiteDb db, string contentItemId) =>
        db.Set<DocumentRelation>().Where(relation => relation.TargetId == contentItemId)
            .Join(db.Set<Document>().Where(document => document.State == ContentState.Published), relation => relation.DocumentId, document => document.Id,
                (relation, document) => new { relation.Kind, Other = document })
            .OrderByDescending(line => line.Other.IssuedOn).Take(MostReverse)
            .Select(line => new RelationRow(line.Kind, line.Other.Number, line.Other.IssuedOn, line.Other.Agency, line.Other.Title, line.Other.Slug)));

    /// <summary>The newest articles that mention a document (by its content item id), at most 8.</summary>
    public Func<SiteDb, string, IAsyncEnumerable<Story>> Mentions { get; } = EF.CompileAsyncQuery((SiteDb db, string contentItemId) =>
        db.Set<ArticleDocument>().Where(mention => mention.DocumentId == contentItemId)
            .Join(db.Set<Article>().Where(article => article.State == ContentState.Published), mention => mention.ArticleId, article => article.Id, (_, article) => article)
            .OrderByDescending(article => article.PublishedUtc).ThenByDescending(article => article.Id).Take(MentionsShown)
            .LeftJoin(db.Set<MediaFile>(), article => article.LeadImage, file => file.Path, Story.FromArticle));
}

/// <summary>What other documents have to do with one, in words.</summary>
public static class DocumentRelations
{
    public static async Task<IReadOnlyList<RelationLine>> OfAsync(DocumentView view, SiteDb db, DocumentReads reads, CancellationToken ct) =>
    [
        .. (await reads.Written(db, view.Id).ToListAsync(ct)).Select(line => new RelationLine(DocumentRelation.Label(line.Kind), Words(line.Number, line.IssuedOn, line.Agency, line.Title), UrlOf(line.Slug))),
        .. (await reads.Reverse(db, view.ContentItemId).ToListAsync(ct)).Select(line => new RelationLine(DocumentRelation.ReverseLabel(line.Kind), Words(line.Number, line.IssuedOn, line.Agency, line.Title), UrlOf(line.Slug))),
    ];

    /// <summary>The relations of a draft, as written.</summary>
    public static IEnumerable<RelationLine> RelationsOf(Document draft) =>
        draft.Relations.Select(line => new RelationLine(DocumentRelation.Label(line.Kind), Words(line.Number, line.IssuedOn, line.Agency, line.Title), null));

    private static string? UrlOf(string? slug) => slug is null ? null : $"/van-ban/{slug}";

    private static string Words(string number, DateOnly? day, string agency, string title) => string.Join(", ", new[]
    {
        $"{number}{(day is { } issued ? $"{(number.Length > 0 ? " " : "")}ngày {Core.Text.BusinessTime.Date(issued)}" : "")}", agency, title,
    }.Where(part => part.Length > 0));
}
