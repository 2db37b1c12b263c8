using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Media;
using Cchc.Modules.Content.Documents;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.News;

/// <summary>The queries of the page that is read most, compiled once: taking their expressions apart at each request costs more
/// than the database does.</summary>
/// <remarks>One per site: a compiled query belongs to one model.</remarks>
public sealed class ArticleReads
{
    /// <summary>The published article of that address, or null.</summary>
    public Func<SiteDb, string, CancellationToken, Task<ArticleView?>> BySlug { get; } = EF.CompileAsyncQuery((SiteDb db, string slug, CancellationToken ct) =>
        db.Set<Article>().Where(article => article.Slug == slug && article.State == ContentState.Published)
            .LeftJoin(db.Set<MediaFile>(), article => article.LeadImage, file => file.Path, ArticleView.FromArticle).FirstOrDefault());

    /// <summary>What lists show of the articles with these content item ids, in no order.</summary>
    public Func<SiteDb, List<string>, IAsyncEnumerable<Story>> StoriesByIds { get; } = EF.CompileAsyncQuery((SiteDb db, List<string> ids) =>
        db.Set<Article>().Where(article => ids.Contains(article.ContentItemId)).LeftJoin(db.Set<MediaFile>(), article => article.LeadImage, file => file.Path, Story.FromArticle));

    /// <summary>The published documents with these content item ids, newest first.</summary>
    public Func<SiteDb, List<string>, IAsyncEnumerable<DocumentLine>> DocumentsByIds { get; } = EF.CompileAsyncQuery((SiteDb db, List<string> ids) =>
        db.Set<Document>().Where(document => ids.Contains(document.ContentItemId) && document.State == ContentState.Published)
            .OrderByDescending(document => document.IssuedOn).ThenBy(document => document.Id).Select(DocumentLine.FromDocument));
}
