using System.Linq.Expressions;
using Cchc.Modules.Content.News;
using Microsoft.AspNetCore.Authorization;

namespace Cchc.Modules.Content.Pages.Admin.Articles;

/// <summary>The newsroom's list of articles.</summary>
[Authorize("newsroom.enter")]
public sealed class IndexModel(EditorialDesk desk) : ContentListPage<Article>(desk, desk.Type("Article"))
{
    protected override Expression<Func<Article, ContentLine>> Line => article => new ContentLine(article.Id, article.ContentItemId, article.LatestTitle,
        Article.KindLabel(article.Kind), article.State, article.PublishedVersion != null && article.PublishedVersion < article.LatestVersion, article.Author, article.ModifiedUtc);
}
