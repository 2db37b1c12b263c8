using System.Globalization;
using System.Linq.Expressions;
using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Core.Units;
using Cchc.Modules.Content.Pages.Admin.Bulk;
using Cchc.Modules.Content.Pages.Admin.Views;
using Cchc.Themes.TagHelpers.Admin;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Content.Pages.Admin;

/// <summary>One line of a list in the newsroom.</summary>
public sealed record ContentLine(int RowId, string Id, string Title, string About, ContentState State, bool HasNewerDraft, string Author, DateTime ModifiedUtc)
{
    public ReviewState Review { get; init; }
    public string Assignee { get; init; } = "";
    public DateTime? TrashedUtc { get; init; }
    public ContentSchedule? Plan { get; init; }
    /// <summary>Readers see the newest text, so nothing is on its way to them.</summary>
    public bool IsShown => State == ContentState.Published && !HasNewerDraft;
}

/// <summary>
/// The newsroom's list of one content type, newest change first. One filter at a time walks an index of the table from a cursor, and each state is
/// counted only up to a bound; words, chuyên mục, kinds, units and several filters at once are asked of the newsroom's own search index. So it
/// takes as long for a hundred thousand items as for a hundred.
/// </summary>
public abstract class ContentListPage(ContentType type) : PageModel
{
    public const int Size = 30;
    public const int CountedTo = 999;
    /// <summary>Key of what the next page says about an act on several items.</summary>
    public const string ActKey = "bulk.act";

    [FromQuery(Name = "q")] public string? Q { get; set; }
    [FromQuery(Name = "trang-thai")] public string? StateName { get; set; }
    [FromQuery(Name = "duyet")] public string? ReviewName { get; set; }
    [FromQuery(Name = "chuyen-muc")] public string? SectionSlug { get; set; }
    [FromQuery(Name = "loai")] public string? Kind { get; set; }
    /// <summary>Name or slug of a unit.</summary>
    [FromQuery(Name = "don-vi")] public string? UnitName { get; set; }
    [FromQuery(Name = "cua")] public string? Whose { get; set; }
    /// <summary><c>toi</c>, or the id of an account.</summary>
    [FromQuery(Name = "giao")] public string? Given { get; set; }
    [FromQuery(Name = "sau")] public string? After { get; set; }
    /// <summary>Page of what was searched for; a list without a search goes on from <see cref="After"/>.</summary>
    [FromQuery(Name = "trang")] public int Number { get; set; } = 1;

    /// <summary>Words of addresses for where a text stands.</summary>
    public static IReadOnlyList<(string Name, ReviewState Review)> Reviews { get; } = [("cho-duyet", ReviewState.Submitted), ("tra-lai", ReviewState.Returned), ("da-duyet", ReviewState.Approved)];

    public ContentType Type { get; } = type;
    public ContentRights Rights => field ??= new(User, Type);
    public IReadOnlyList<ContentLine> Lines { get; protected set; } = [];
    /// <summary>How many there are in each state, up to <see cref="CountedTo"/> and one.</summary>
    public IReadOnlyDictionary<ContentState, int> Counts { get; protected set; } = new Dictionary<ContentState, int>();
    public IReadOnlyDictionary<ReviewState, int> ReviewCounts { get; protected set; } = new Dictionary<ReviewState, int>();
    public int GivenToMe { get; protected set; }
    public SectionTree Tree { get; protected set; } = null!;
    public IReadOnlyList<string> Kinds { get; protected set; } = [];
    /// <summary>Who can be given something: people who still work here.</summary>
    public IReadOnlyList<(int Id, string Name)> People { get; protected set; } = [];
    public IReadOnlyList<SavedView> Views { get; protected set; } = [];
    /// <summary>Why the list is empty although a filter was given, in Vietnamese, or null.</summary>
    public string? FilterProblem { get; protected set; }
    public BulkAct? JustDone { get; protected set; }
    public DateTime NowUtc { get; protected set; }
    /// <summary>Addresses of the next page and of the beginning, or null.</summary>
    public string? NextUrl { get; protected set; }
    public string? FirstUrl => After is null && Number <= 1 ? null : UrlWith("sau", null);
    /// <summary>The index is being filled: what was searched for may lack items.</summary>
    public bool IsIncomplete { get; protected set; }
    public bool MineOnly => Whose == "toi" || !Rights.SeeAll;
    public ContentState? State => Enum.TryParse<ContentState>(StateName, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null;
    public ReviewState? Review => Reviews.FirstOrDefault(pair => pair.Name == ReviewName) is { Name: not null } found ? found.Review : null;
    public int? GivenTo => Given == "toi" ? Rights.Me : int.TryParse(Given, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    public bool InTrash => State == ContentState.Trash;
    /// <summary>What this person may do to several items of this list.</summary>
    public IReadOnlyList<BulkKind> Acts => [.. BulkKind.All.Where(kind => kind != BulkKind.MovePlan && kind == BulkKind.TakeBack == InTrash && kind.AllowedTo(User, Type))];

    /// <summary>The query of this list without its place, or "" when nothing is filtered.</summary>
    public string Query => UrlWith("sau", null) is var url && url.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? url[(at + 1)..] : "";

    /// <summary>The address of this list with one thing changed, from its beginning.</summary>
    public string UrlWith(string name, string? value)
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["q"] = Q, ["trang-thai"] = StateName, ["duyet"] = ReviewName, ["chuyen-muc"] = SectionSlug, ["loai"] = Kind, ["don-vi"] = UnitName, ["cua"] = Whose, ["giao"] = Given,
            [name] = value,
        };
        return QueryHelpers.AddQueryString(Type.AdminPath, query.Where(pair => !string.IsNullOrEmpty(pair.Value)));
    }

    /// <summary>The address of an act that comes back to this very place.</summary>
    public string Act(string handler) => QueryHelpers.AddQueryString(Here, "handler", handler);

    /// <summary>This very place of the list.</summary>
    public string Here
    {
        get
        {
            var url = UrlWith("sau", After);
            return Number > 1 ? QueryHelpers.AddQueryString(url, "trang", Number.ToString(CultureInfo.InvariantCulture)) : url;
        }
    }
}

/// <inheritdoc/>
public abstract class ContentListPage<T>(EditorialDesk desk, BulkActs bulk, SavedViews views, ContentType type) : ContentListPage(type) where T : ContentItem
{
    /// <summary>Reads one line, with what the type says below the title.</summary>
    protected abstract Expression<Func<T, ContentLine>> Line { get; }

    [BindProperty] public List<string> Ids { get; set; } = [];
    [BindProperty(Name = "act")] public string? ActName { get; set; }
    [BindProperty] public string? Section { get; set; }
    [BindProperty] public string? Tag { get; set; }
    [BindProperty] public string? Person { get; set; }
    [BindProperty] public string? ViewName { get; set; }
    [BindProperty] public int ViewId { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!Rights.Any) return Forbid();
        NowUtc = desk.NowUtc;
        Tree = await desk.SectionsAsync(ct);
        Kinds = desk.Newsroom.Kinds(Type.Name);
        if (Rights.Me is { } me) Views = await views.OfAsync(me, Type.AdminPath, ct);
        if (Acts.Contains(BulkKind.Assign)) People = await desk.PeopleAsync(ct);
        JustDone = await JustDoneAsync(ct);
        IQueryable<T> all = desk.Db.Set<T>();
        if (MineOnly) all = all.Where(item => item.AuthorId == Rights.Me);
        else if (User.ReachedUnits() is { } units) all = all.Where(item => (item.UnitId != null && units.Contains(item.UnitId.Value)) || item.AuthorId == Rights.Me);
        await CountAsync(all, ct);

        var rows = State is { } only ? all.Where(item => item.State == only) : all.Where(item => item.State != ContentState.Trash);
        if (GivenTo is { } person) rows = rows.Where(item => item.AssigneeId == person);
        if (Review is { } review) rows = rows.Where(item => item.Review == review);
        var unit = await UnitAsync(ct);
        var lines = FilterProblem is not null ? [] : NeedsIndex ? await SearchAsync(rows, unit, ct) : await WalkAsync(rows, ct);
        var ids = lines.ConvertAll(line => line.Id);
        var plans = (await desk.Db.Set<ContentSchedule>().AsNoTracking().Where(plan => ids.Contains(plan.ContentItemId)).ToListAsync(ct)).ToLookup(plan => plan.ContentItemId);
        Lines = lines.ConvertAll(line => line with { Plan = plans[line.Id].MinBy(plan => plan.DueUtc) });
        return Page();
    }

    /// <summary>Does one thing to the chosen items.</summary>
    public async Task<IActionResult> OnPostBulkAsync(CancellationToken ct)
    {
        if (!Rights.Any || BulkKind.Find(ActName) is not { } kind || kind == BulkKind.MovePlan || !kind.AllowedTo(User, Type)) return Forbid();
        var value = kind == BulkKind.AddTag ? Tag : kind == BulkKind.Assign ? Person : Section;
        var (act, problem) = await bulk.RunAsync(Type, kind, [.. Ids.Where(id => id.Length <= 26).Distinct(StringComparer.Ordinal)], value ?? "", User, HttpContext.Actor(), ct);
        if (act is null) TempData.Refuse([problem]);
        else TempData[ActKey] = act.Id.ToString(CultureInfo.InvariantCulture);
        return LocalRedirect(Here);
    }

    public async Task<IActionResult> OnPostSaveViewAsync(CancellationToken ct)
    {
        if (!Rights.Any || Rights.Me is not { } me) return Forbid();
        if (await views.SaveAsync(me, Type.AdminPath, ViewName, Query, ct) is { } problem) TempData.Refuse([problem]);
        else TempData.Say("Đã lưu cách lọc.");
        return LocalRedirect(Here);
    }

    public async Task<IActionResult> OnPostRenameViewAsync(CancellationToken ct)
    {
        if (!Rights.Any || Rights.Me is not { } me) return Forbid();
        if (await views.RenameAsync(me, ViewId, ViewName, ct) is { } problem) TempData.Refuse([problem]);
        else TempData.Say("Đã đổi tên.");
        return LocalRedirect(Here);
    }

    public async Task<IActionResult> OnPostDeleteViewAsync(CancellationToken ct)
    {
        if (!Rights.Any || Rights.Me is not { } me) return Forbid();
        if (await views.DeleteAsync(me, ViewId, ct)) TempData.Say("Đã xóa cách lọc.");
        return LocalRedirect(Here);
    }

    /// <summary>An index of the table answers one filter; the search index all others, and any of them together.</summary>
    private bool NeedsIndex => !string.IsNullOrWhiteSpace(Q) || !string.IsNullOrEmpty(SectionSlug) || !string.IsNullOrEmpty(Kind) || !string.IsNullOrWhiteSpace(UnitName) || Review == ReviewState.Approved
        || new[] { State is not null, Review is not null, GivenTo is not null, MineOnly }.Count(given => given) > 1;

    private async Task CountAsync(IQueryable<T> all, CancellationToken ct)
    {
        var counts = new Dictionary<ContentState, int>();
        foreach (var state in Enum.GetValues<ContentState>())
            counts[state] = await all.Where(item => item.State == state).OrderBy(item => item.ModifiedUtc).ThenBy(item => item.Id).Take(CountedTo + 1).CountAsync(ct);
        Counts = counts;
        var author = MineOnly ? Rights.Me ?? 0 : (int?)null;
        if (Rights.UnitLimit is null) ReviewCounts = Reviews.ToDictionary(pair => pair.Review, pair => desk.Newsroom.CountOf(Type.Name, pair.Review, author));
        else
        {
            var reviews = new Dictionary<ReviewState, int>();
            foreach (var (_, review) in Reviews)
                reviews[review] = await all.Where(item => item.Review == review && item.PublishedVersion != item.LatestVersion && item.State != ContentState.Trash).OrderBy(item => item.ModifiedUtc).ThenBy(item => item.Id).Take(CountedTo + 1).CountAsync(ct);
            ReviewCounts = reviews;
        }
        GivenToMe = await all.Where(item => item.AssigneeId == Rights.Me && item.State != ContentState.Trash).OrderBy(item => item.ModifiedUtc).ThenBy(item => item.Id).Take(CountedTo + 1).CountAsync(ct);
    }

    private async Task<Unit?> UnitAsync(CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(UnitName)) return null;
        var found = await desk.UnitsNamedAsync(UnitName, ct);
        if (found is [var unit]) return unit;
        FilterProblem = found.Count == 0 ? $"Không có đơn vị nào tên “{UnitName}”." : $"“{UnitName}” có thể là: {string.Join("; ", found.Take(8).Select(one => $"{one.Name} ({one.Slug})"))}. Hãy chép lại phần trong ngoặc.";
        return null;
    }

    private async Task<BulkAct?> JustDoneAsync(CancellationToken ct) =>
        TempData[ActKey] is string text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Rights.Me is { } me
            ? await desk.Db.Set<BulkAct>().AsNoTracking().FirstOrDefaultAsync(act => act.Id == id && act.UserId == me, ct) : null;

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

    private async Task<List<ContentLine>> SearchAsync(IQueryable<T> rows, Unit? unit, CancellationToken ct)
    {
        IsIncomplete = !desk.Newsroom.IsComplete;
        var found = desk.Newsroom.Find(new()
        {
            ContentType = Type.Name, Text = Q, States = State is { } only ? [only] : [.. Enum.GetValues<ContentState>().Where(state => state != ContentState.Trash)],
            AuthorId = MineOnly ? Rights.Me ?? 0 : null, Section = string.IsNullOrEmpty(SectionSlug) ? null : Tree.FindSlug(SectionSlug)?.ContentItemId ?? "",
            Review = Review, AssigneeId = GivenTo, UnitId = unit?.Id, Kind = Kind, Page = Number, PageSize = Size,
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
