using System.Globalization;
using System.Linq.Expressions;
using Cchc.Core.Content;
using Cchc.Core.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Admin;

/// <summary>One line of a list in the newsroom.</summary>
public sealed record ContentLine(int RowId, string Id, string Title, string About, ContentState State, bool HasNewerDraft, string Author, DateTime ModifiedUtc)
{
    public ContentSchedule? Plan { get; init; }
}

/// <summary>
/// The newsroom's list of one content type, newest change first. It walks an index from a cursor and counts each state only up
/// to a bound, so that it takes as long for a hundred thousand items as for a hundred.
/// </summary>
public abstract class ContentListPage(ContentType type) : PageModel
{
    public const int Size = 30;
    public const int CountedTo = 999;

    [FromQuery(Name = "q")] public string? Q { get; set; }
    [FromQuery(Name = "trang-thai")] public string? StateName { get; set; }
    [FromQuery(Name = "chuyen-muc")] public string? SectionSlug { get; set; }
    [FromQuery(Name = "cua")] public string? Whose { get; set; }
    [FromQuery(Name = "sau")] public string? After { get; set; }

    public ContentType Type { get; } = type;
    public ContentRights Rights => field ??= new(User);
    public IReadOnlyList<ContentLine> Lines { get; protected set; } = [];
    /// <summary>How many there are in each state, up to <see cref="CountedTo"/> and one.</summary>
    public IReadOnlyDictionary<ContentState, int> Counts { get; protected set; } = new Dictionary<ContentState, int>();
    public SectionTree Tree { get; protected set; } = null!;
    /// <summary>Cursor of the next page, or null.</summary>
    public string? Next { get; protected set; }
    public bool MineOnly => Whose == "toi" || !Rights.SeeAll;
    public ContentState? State => Enum.TryParse<ContentState>(StateName, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null;

    /// <summary>The address of this list with one thing changed, from its beginning.</summary>
    public string UrlWith(string name, string? value)
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["q"] = Q, ["trang-thai"] = StateName, ["chuyen-muc"] = SectionSlug, ["cua"] = Whose,
            [name] = value,
        };
        return Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(Type.AdminPath, query.Where(pair => !string.IsNullOrEmpty(pair.Value)));
    }
}

/// <inheritdoc/>
public abstract class ContentListPage<T>(EditorialDesk desk, ContentType type) : ContentListPage(type) where T : ContentItem
{
    /// <summary>Reads one line, with what the type says below the title.</summary>
    protected abstract Expression<Func<T, ContentLine>> Line { get; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!Rights.Any) return Forbid();
        Tree = await desk.SectionsAsync(ct);
        IQueryable<T> all = desk.Db.Set<T>();
        if (MineOnly) all = all.Where(item => item.AuthorId == Rights.Me);
        var counts = new Dictionary<ContentState, int>();
        foreach (var state in Enum.GetValues<ContentState>())
            counts[state] = await all.Where(item => item.State == state).Take(CountedTo + 1).CountAsync(ct);
        Counts = counts;

        var rows = State is { } only ? all.Where(item => item.State == only) : all.Where(item => item.State != ContentState.Trash);
        if (!string.IsNullOrWhiteSpace(Q))
        {
            var key = Vietnamese.Fold(Q.Trim());
            rows = rows.Where(item => item.SearchKey.Contains(key));
        }
        if (!string.IsNullOrEmpty(SectionSlug))
        {
            var section = Tree.FindSlug(SectionSlug)?.ContentItemId ?? "";
            rows = rows.Where(item => item.Sections.Contains(section));
        }
        if (CursorOf(After) is var (modified, id)) rows = rows.Where(item => item.ModifiedUtc < modified || (item.ModifiedUtc == modified && item.Id < id));
        var lines = await rows.OrderByDescending(item => item.ModifiedUtc).ThenByDescending(item => item.Id).Take(Size + 1).Select(Line).ToListAsync(ct);
        if (lines.Count > Size)
        {
            lines.RemoveAt(Size);
            Next = string.Create(CultureInfo.InvariantCulture, $"{lines[^1].ModifiedUtc.Ticks}-{lines[^1].RowId}");
        }
        var ids = lines.ConvertAll(line => line.Id);
        var plans = (await desk.Db.Set<ContentSchedule>().AsNoTracking().Where(plan => ids.Contains(plan.ContentItemId)).ToListAsync(ct)).ToLookup(plan => plan.ContentItemId);
        Lines = lines.ConvertAll(line => line with { Plan = plans[line.Id].MinBy(plan => plan.DueUtc) });
        return Page();
    }

    private static (DateTime, int)? CursorOf(string? text) =>
        text?.Split('-') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at <= DateTime.MaxValue.Ticks && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (new DateTime(at, DateTimeKind.Utc), number)
            : null;
}
