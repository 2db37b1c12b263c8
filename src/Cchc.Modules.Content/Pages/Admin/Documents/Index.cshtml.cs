using System.Linq.Expressions;
using Cchc.Modules.Content.Documents;
using Microsoft.AspNetCore.Authorization;

namespace Cchc.Modules.Content.Pages.Admin.Documents;

/// <summary>The newsroom's list of documents.</summary>
[Authorize("newsroom.enter")]
public sealed class IndexModel(EditorialDesk desk) : ContentListPage<Document>(desk, desk.Type("Document"))
{
    protected override Expression<Func<Document, ContentLine>> Line => document => new ContentLine(document.Id, document.ContentItemId, document.LatestTitle,
        document.Kind + (document.Number == "" ? "" : " " + document.Number) + (document.Agency == "" ? "" : ", " + document.Agency),
        document.State, document.PublishedVersion != null && document.PublishedVersion < document.LatestVersion, document.Author, document.ModifiedUtc);
}
