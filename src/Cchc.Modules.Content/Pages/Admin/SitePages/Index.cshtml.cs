using System.Linq.Expressions;
using Cchc.Modules.Content.SitePages;
using Cchc.Modules.Content.Pages.Admin.Bulk;
using Cchc.Modules.Content.Pages.Admin.Views;
using Microsoft.AspNetCore.Authorization;

namespace Cchc.Modules.Content.Pages.Admin.SitePages;

/// <summary>The newsroom's list of static pages.</summary>
[Authorize("newsroom.enter")]
public sealed class IndexModel(EditorialDesk desk, BulkActs bulk, SavedViews views) : ContentListPage<SitePage>(desk, bulk, views, desk.Type("Page"))
{
    protected override Expression<Func<SitePage, ContentLine>> Line => page => new ContentLine(page.Id, page.ContentItemId, page.LatestTitle,
        page.Slug == null ? "" : "/" + page.Slug, page.State, page.PublishedVersion != null && page.PublishedVersion < page.LatestVersion, page.Author, page.ModifiedUtc)
    {
        Review = page.Review, Assignee = page.Assignee, TrashedUtc = page.TrashedUtc,
    };
}
