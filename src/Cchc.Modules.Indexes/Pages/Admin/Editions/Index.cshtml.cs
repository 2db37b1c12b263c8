using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Text;
using Cchc.Modules.Indexes.Import;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Indexes.Pages.Admin.Editions;

/// <summary>The indexes and their editions.</summary>
[Authorize("indexes.manage")]
public sealed class IndexModel(SiteDb db, IndexImports imports) : PageModel
{
    public sealed record Line(string Id, string KindId, string Title, int Year, IndexLevel Level, ContentState State, bool HasNewer, ReviewState Review);

    public IReadOnlyList<IndexKind> Kinds { get; private set; } = [];
    public ILookup<string, Line> Editions { get; private set; } = Array.Empty<Line>().ToLookup(line => line.KindId);

    public IReadOnlyList<Line> Trash { get; private set; } = [];
    /// <summary>Imports that can still be taken back.</summary>
    public IReadOnlyList<PastImport> Imports { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Kinds = await db.Set<IndexKind>().AsNoTracking().Where(kind => kind.State != ContentState.Trash).OrderBy(kind => kind.Id).ToListAsync(ct);
        // Without the tables: they are large, and a list shows none of them.
        var lines = await db.Set<IndexEdition>().AsNoTracking().OrderByDescending(edition => edition.Year).ThenBy(edition => edition.Level)
            .Select(edition => new Line(edition.ContentItemId, edition.KindId, edition.LatestTitle, edition.Year, edition.Level, edition.State, edition.PublishedVersion < edition.LatestVersion, edition.Review)).ToListAsync(ct);
        Trash = [.. lines.Where(line => line.State == ContentState.Trash)];
        Editions = lines.Where(line => line.State != ContentState.Trash).ToLookup(line => line.KindId);
        Imports = await imports.RecentAsync(ct);
    }

    public static string StateWord(ContentState state, bool newer, ReviewState review) => (state, review) switch
    {
        (ContentState.Trash, _) => "Thùng rác",
        (ContentState.Published, _) when !newer => "Đã đăng",
        (ContentState.Published, _) => $"Đã đăng, có bản mới {ReviewWord(review)}",
        _ => Vietnamese.Capital(ReviewWord(review)),
    };

    private static string ReviewWord(ReviewState review) => review switch { ReviewState.Submitted => "chờ duyệt", ReviewState.Returned => "bị trả lại", ReviewState.Approved => "đã duyệt, chưa đăng", _ => "đang soạn" };
}
