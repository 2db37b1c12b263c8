using System.Linq.Expressions;
using Cchc.Modules.Content.SitePages;
using Microsoft.AspNetCore.Authorization;

namespace Cchc.Modules.Content.Pages.Admin.SitePages;

/// <summary>The newsroom's list of static pages.</summary>
[Authorize("newsroom.enter")]
public sealed class IndexModel(EditorialDesk desk) : ContentListPage<SitePage>(desk, desk.Type("Page"))
{
    protected override Expression<Func<SitePage, ContentLine>> Line => page => new ContentLine(page.Id, page.ContentItemId, page.LatestTitle,
        page.Slug == null ? "" : "/" + page.Slug, page.State, page.PublishedVersion != null && page.PublishedVersion < page.LatestVersion, page.Author, page.ModifiedUtc);
}
