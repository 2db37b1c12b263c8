using System.Globalization;
using System.Linq.Expressions;
using Cchc.Core.Content;
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
/// to a bound; words and chuyên mục are asked of the newsroom's own search index. So it takes as long for a hundred thousand items as for a hundred.
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
    /// <summary>Page of what was searched for; a list without a search goes on from <see cref="After"/>.</summary>
    [FromQuery(Name = "trang")] public int Number { get; set; } = 1;

    public ContentType Type { get; } = type;
    public ContentRights Rights => field ??= new(User);
    public IReadOnlyList<ContentLine> Lines { get; protected set; } = [];
    /// <summary>How many there are in each state, up to <see cref="CountedTo"/> and one.</summary>
    public IReadOnlyDictionary<ContentState, int> Counts { get; protected set; } = new Dictionary<ContentState, int>();
    public SectionTree Tree { get; protected set; } = null!;
    /// <summary>Addresses of the next page and of the beginning, or null.</summary>
    public string? NextUrl { get; protected set; }
    public string? FirstUrl => After is null && Number <= 1 ? null : UrlWith("sau", null);
    /// <summary>The index is being filled: what was searched for may lack items.</summary>
    public bool IsIncomplete { get; protected set; }
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
            counts[state] = await all.Where(item => item.State == state).OrderBy(item => item.Id).Take(CountedTo + 1).CountAsync(ct);
        Counts = counts;

        var rows = State is { } only ? all.Where(item => item.State == only) : all.Where(item => item.State != ContentState.Trash);
        var lines = string.IsNullOrWhiteSpace(Q) && string.IsNullOrEmpty(SectionSlug) ? await WalkAsync(rows, ct) : await SearchAsync(rows, ct);
        var ids = lines.ConvertAll(line => line.Id);
        var plans = (await desk.Db.Set<ContentSchedule>().AsNoTracking().Where(plan => ids.Contains(plan.ContentItemId)).ToListAsync(ct)).ToLookup(plan => plan.ContentItemId);
        Lines = lines.ConvertAll(line => line with { Plan = plans[line.Id].MinBy(plan => plan.DueUtc) });
        return Page();
    }

    private async Task<List<ContentLine>> WalkAsync(IQueryable<T> rows, CancellationToken ct)
    {
        if (CursorOf(After) is var (modified, id)) rows = rows.Where(item => item.ModifiedUtc < modified || (item.ModifiedUtc == modified && item.Id < id));
        var lines = await rows.OrderByDescending(item => item.ModifiedUtc).ThenByDescending(item => item.Id).Take(Size + 1).Select(Line).ToListAsync(ct);
        if (lines.Count > Size)
        {
            lines.RemoveAt(Size);
            NextUrl = UrlWith("sau", string.Create(CultureInfo.InvariantCulture, $"{lines[^1].ModifiedUtc.Ticks}-{lines[^1].RowId}"));
        }
        return lines;
    }

    private async Task<List<ContentLine>> SearchAsync(IQueryable<T> rows, CancellationToken ct)
    {
        IsIncomplete = !desk.Newsroom.IsComplete;
        var found = desk.Newsroom.Find(new()
        {
            ContentType = Type.Name, Text = Q, States = State is { } only ? [only] : [.. Enum.GetValues<ContentState>().Where(state => state != ContentState.Trash)],
            AuthorId = MineOnly ? Rights.Me ?? 0 : null, Section = string.IsNullOrEmpty(SectionSlug) ? null : Tree.FindSlug(SectionSlug)?.ContentItemId ?? "", Page = Number, PageSize = Size,
        });
        if (found.HasMore) NextUrl = UrlWith("trang", (Number + 1).ToString(CultureInfo.InvariantCulture));
        // The index says which, the rows say whether: a line whose state or writer has changed since is left out.
        var ids = found.Ids.ToList();
        var lines = await rows.Where(item => ids.Contains(item.ContentItemId)).Select(Line).ToListAsync(ct);
        return [.. lines.OrderBy(line => ids.IndexOf(line.Id))];
    }

    private static (DateTime, int)? CursorOf(string? text) =>
        text?.Split('-') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at <= DateTime.MaxValue.Ticks && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (new DateTime(at, DateTimeKind.Utc), number)
            : null;
}
