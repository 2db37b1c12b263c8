using System.Linq.Expressions;
using Cchc.Modules.Content.News;
using Cchc.Modules.Content.Pages.Admin.Bulk;
using Cchc.Modules.Content.Pages.Admin.Views;
using Microsoft.AspNetCore.Authorization;

namespace Cchc.Modules.Content.Pages.Admin.Articles;

/// <summary>The newsroom's list of articles.</summary>
[Authorize("newsroom.enter")]
public sealed class IndexModel(EditorialDesk desk, BulkActs bulk, SavedViews views) : ContentListPage<Article>(desk, bulk, views, desk.Type("Article"))
{
    protected override Expression<Func<Article, ContentLine>> Line => article => new ContentLine(article.Id, article.ContentItemId, article.LatestTitle,
        Article.KindLabel(article.Kind), article.State, article.PublishedVersion != null && article.PublishedVersion < article.LatestVersion, article.Author, article.ModifiedUtc)
    {
        Review = article.Review, Assignee = article.Assignee, TrashedUtc = article.TrashedUtc,
    };
}
