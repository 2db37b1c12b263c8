using Cchc.Core;
using Cchc.Core.Content;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Indexes.Pages.Admin.Editions;

/// <summary>The indexes and their editions.</summary>
[Authorize("indexes.manage")]
public sealed class IndexModel(SiteDb db) : PageModel
{
    public sealed record Line(string Id, string KindId, string Title, int Year, IndexLevel Level, ContentState State, bool HasNewer);

    public IReadOnlyList<IndexKind> Kinds { get; private set; } = [];
    public ILookup<string, Line> Editions { get; private set; } = Array.Empty<Line>().ToLookup(line => line.KindId);

    public async Task OnGetAsync(CancellationToken ct)
    {
        Kinds = await db.Set<IndexKind>().AsNoTracking().Where(kind => kind.State != ContentState.Trash).OrderBy(kind => kind.Id).ToListAsync(ct);
        // Without the tables: they are large, and a list shows none of them.
        Editions = (await db.Set<IndexEdition>().AsNoTracking().OrderByDescending(edition => edition.Year).ThenBy(edition => edition.Level)
            .Select(edition => new Line(edition.ContentItemId, edition.KindId, edition.LatestTitle, edition.Year, edition.Level, edition.State, edition.PublishedVersion < edition.LatestVersion)).ToListAsync(ct)).ToLookup(line => line.KindId);
    }

    public static string StateWord(ContentState state, bool newer) => state switch { ContentState.Published => newer ? "Đã đăng, có bản mới chưa đăng" : "Đã đăng", ContentState.Trash => "Thùng rác", _ => "Bản nháp" };
}
