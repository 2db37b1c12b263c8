using Cchc.Core;
using Cchc.Core.Media;
using Cchc.Modules.Newsroom.Media;
using Microsoft.AspNetCore.Authorization;

namespace Cchc.Modules.Newsroom.Pages.Admin.Media;

/// <summary>Pictures to choose from while writing. The editor shows this page in a dialog; by itself it leads to each picture.</summary>
[Authorize("media.upload")]
public sealed class PickModel(SiteDb db, MediaFinder finder, MediaWhere where) : MediaListPage(db, finder, where, "/quan-tri/tu-lieu/chon")
{
    public Task OnGetAsync(CancellationToken ct)
    {
        KindName = "anh";
        return LoadAsync(ct);
    }
}
