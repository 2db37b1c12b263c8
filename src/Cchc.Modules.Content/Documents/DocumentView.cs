using System.Linq.Expressions;
using Cchc.Core;
using Cchc.Core.Content;
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

/// <summary>What other items have to do with a document. One command each.</summary>
public static class DocumentRelations
{
    private const int MentionsShown = 8;
    private const int MostReverse = 100;

    public static async Task<IReadOnlyList<RelationLine>> RelationsOfAsync(this SiteDb db, DocumentView view, CancellationToken ct)
    {
        var written = await db.Set<DocumentRelation>().Where(relation => relation.DocumentId == view.Id).OrderBy(relation => relation.Id)
            .LeftJoin(db.Set<Document>().Where(document => document.State == ContentState.Published && document.ContentItemId != ""), relation => relation.TargetId, document => document.ContentItemId,
                (relation, document) => new { relation.Kind, relation.Number, relation.IssuedOn, relation.Agency, relation.Title, Slug = document!.Slug })
            .ToListAsync(ct);
        var reverse = await db.Set<DocumentRelation>().Where(relation => relation.TargetId == view.ContentItemId)
            .Join(db.Set<Document>().Where(document => document.State == ContentState.Published), relation => relation.DocumentId, document => document.Id,
                (relation, document) => new { relation.Kind, document.Number, document.IssuedOn, document.Agency, document.Title, document.Slug })
            .OrderByDescending(relation => relation.IssuedOn).Take(MostReverse).ToListAsync(ct);
        return
        [
            .. written.Select(line => new RelationLine(DocumentRelation.Label(line.Kind), Words(line.Number, line.IssuedOn, line.Agency, line.Title), UrlOf(line.Slug))),
            .. reverse.Select(line => new RelationLine(DocumentRelation.ReverseLabel(line.Kind), Words(line.Number, line.IssuedOn, line.Agency, line.Title), UrlOf(line.Slug))),
        ];
    }

    /// <summary>The relations of a draft, as written.</summary>
    public static IEnumerable<RelationLine> RelationsOf(Document draft) =>
        draft.Relations.Select(line => new RelationLine(DocumentRelation.Label(line.Kind), Words(line.Number, line.IssuedOn, line.Agency, line.Title), null));

    /// <summary>The newest articles that mention a document.</summary>
    public static Task<List<Story>> MentionsOfAsync(this SiteDb db, string contentItemId, CancellationToken ct) => db.Set<ArticleDocument>()
        .Where(mention => mention.DocumentId == contentItemId)
        .Join(db.Set<Article>().Where(article => article.State == ContentState.Published), mention => mention.ArticleId, article => article.Id, (_, article) => article)
        .OrderByDescending(article => article.PublishedUtc).ThenByDescending(article => article.Id).Take(MentionsShown).Select(Story.FromArticle(db)).ToListAsync(ct);

    private static string? UrlOf(string? slug) => slug is null ? null : $"/van-ban/{slug}";

    private static string Words(string number, DateOnly? day, string agency, string title) => string.Join(", ", new[]
    {
        $"{number}{(day is { } issued ? $"{(number.Length > 0 ? " " : "")}ngày {Core.Text.BusinessTime.Date(issued)}" : "")}", agency, title,
    }.Where(part => part.Length > 0));
}
