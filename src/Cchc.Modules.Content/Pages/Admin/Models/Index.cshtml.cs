using System.Linq.Expressions;
using Cchc.Modules.Content.Models;
using Cchc.Modules.Content.Pages.Admin.Bulk;
using Cchc.Modules.Content.Pages.Admin.Views;
using Microsoft.AspNetCore.Authorization;

namespace Cchc.Modules.Content.Pages.Admin.Models;

/// <summary>The newsroom's list of models, initiatives, examples, and of who has taken one over.</summary>
[Authorize("newsroom.enter")]
public sealed class IndexModel(EditorialDesk desk, BulkActs bulk, SavedViews views) : ContentListPage<ReformModel>(desk, bulk, views, desk.Type(ReformModelType.TypeName))
{
    protected override Expression<Func<ReformModel, ContentLine>> Line => model => new ContentLine(model.Id, model.ContentItemId, model.LatestTitle,
        ReformModel.KindLabel(model.Kind) + (model.Place == "" ? "" : ", " + model.Place),
        model.State, model.PublishedVersion != null && model.PublishedVersion < model.LatestVersion, model.Author, model.ModifiedUtc)
    {
        Review = model.Review, Assignee = model.Assignee, TrashedUtc = model.TrashedUtc,
    };
}
