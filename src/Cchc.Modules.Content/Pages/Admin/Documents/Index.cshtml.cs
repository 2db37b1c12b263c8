using System.Linq.Expressions;
using Cchc.Modules.Content.Documents;
using Cchc.Modules.Content.Pages.Admin.Bulk;
using Cchc.Modules.Content.Pages.Admin.Views;
using Microsoft.AspNetCore.Authorization;

namespace Cchc.Modules.Content.Pages.Admin.Documents;

/// <summary>The newsroom's list of documents.</summary>
[Authorize("newsroom.enter")]
public sealed class IndexModel(EditorialDesk desk, BulkActs bulk, SavedViews views) : ContentListPage<Document>(desk, bulk, views, desk.Type("Document"))
{
    protected override Expression<Func<Document, ContentLine>> Line => document => new ContentLine(document.Id, document.ContentItemId, document.LatestTitle,
        document.Kind + (document.Number == "" ? "" : " " + document.Number) + (document.Agency == "" ? "" : ", " + document.Agency),
        document.State, document.PublishedVersion != null && document.PublishedVersion < document.LatestVersion, document.Author, document.ModifiedUtc)
    {
        Review = document.Review, Assignee = document.Assignee, TrashedUtc = document.TrashedUtc,
    };
}
