using System.Linq.Expressions;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Media;

namespace Cchc.Modules.Content.News;

/// <summary>What a list shows of an article.</summary>
public sealed record Story(int Id, string ContentItemId, string Slug, string Title, string Sapo, ArticleKind Kind, string Byline,
    string LeadImage, string LeadAlt, double LeadX, double LeadY, List<string> Sections, DateTime PublishedUtc, int ReadingMinutes, string? LeadVersion)
{
    public string Url => $"/tin-tuc/{Slug}";

    /// <summary>Reads only these columns: lists never load a body.</summary>
    public static readonly Expression<Func<Article, MediaFile?, Story>> FromArticle = (article, file) => new Story(article.Id, article.ContentItemId, article.Slug!, article.Title,
        article.Sapo, article.Kind, article.Byline, article.LeadImage, article.LeadAlt, article.LeadX, article.LeadY, article.Sections,
        article.PublishedUtc!.Value, article.ReadingMinutes,
        file == null ? null : file.Hash.Substring(0, 8) + "-" + file.Revision); // as MediaFile.Version says it
}

/// <summary>Orders that lists share, so that all of them walk the same index.</summary>
public static class PublishedItems
{
    /// <summary>What lists show of these articles, in their order.</summary>
    public static IQueryable<Story> Stories(this IQueryable<Article> articles, SiteDb db) =>
        articles.LeftJoin(db.Set<MediaFile>(), article => article.LeadImage, file => file.Path, Story.FromArticle);

    /// <summary>What readers may see, newest first.</summary>
    public static IQueryable<T> Newest<T>(this IQueryable<T> items) where T : ContentItem => items
        .Where(item => item.State == ContentState.Published)
        .OrderByDescending(item => item.PublishedUtc).ThenByDescending(item => item.Id);
}
