using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Media;
using Cchc.Core.People;
using Cchc.Core.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Newsroom.Pages.Admin;

/// <summary>
/// The desk on which a person starts: what waits for this person, what is late, what happens today, own drafts, what was published last, newest
/// notices. Each list is one command for all content types together.
/// </summary>
[Authorize("newsroom.enter")]
public sealed class IndexModel(SiteDb db, SiteModules modules, MediaFinder media, TimeProvider clock) : PageModel
{
    private const int Shown = 8;
    public const int CountedTo = 99;
    /// <summary>What was handed over longer ago than this is late.</summary>
    private static readonly TimeSpan LateAfter = TimeSpan.FromHours(24);

    public sealed record Line(string Title, string Url, ContentState State, ReviewState Review, string Author, DateTime AtUtc, string Label);
    public sealed record Plan(string Title, string Url, ScheduledAction Action, DateTime DueUtc, string PlannedBy, string? Error);
    /// <summary>A row with the name of its type behind a colon in <see cref="Key"/>: a union of several tables knows no constants.</summary>
    private sealed class Row
    {
        public string Key { get; init; } = "";
        public string Title { get; init; } = "";
        public string LatestTitle { get; init; } = "";
        public string? Slug { get; init; }
        public ContentState State { get; init; }
        public ReviewState Review { get; init; }
        public string Author { get; init; } = "";
        public int? AuthorId { get; init; }
        public DateTime ModifiedUtc { get; init; }
        public DateTime? SubmittedUtc { get; init; }
        public DateTime? PublishedUtc { get; init; }
    }

    /// <summary>Which of its times a list goes by.</summary>
    private enum By { Modified, Submitted, Published }


    public IReadOnlyList<Line> Given { get; private set; } = [];
    public IReadOnlyList<Line> Submitted { get; private set; } = [];
    public IReadOnlyList<Line> Late { get; private set; } = [];
    public IReadOnlyList<Line> Returned { get; private set; } = [];
    public IReadOnlyList<Line> Drafts { get; private set; } = [];
    public IReadOnlyList<Line> Published { get; private set; } = [];
    public IReadOnlyList<Plan> Today { get; private set; } = [];
    public IReadOnlyList<Plan> Failed { get; private set; } = [];
    public IReadOnlyList<Notification> Notices { get; private set; } = [];
    public int WithoutAlt { get; private set; }
    public int WithoutCredit { get; private set; }
    public bool SeesContent => Types.Any(type => User.May(type.WritePermission)) || User.May(Permissions.Edit) || User.May(Permissions.ViewDrafts) || User.May(Permissions.Publish);
    public bool SeesMedia => User.May(Permissions.UploadMedia);
    /// <summary>Content types of which the person may begin an item.</summary>
    public IReadOnlyList<ContentType> Writable => [.. Types.Where(type => User.May(type.WritePermission) || User.May(Permissions.Edit))];
    public bool Writes => Writable.Count > 0;
    public bool Approves => User.May(Permissions.Approve) && SeesAll;
    public bool SeesAll => User.May(Permissions.Edit) || User.May(Permissions.ViewDrafts);
    public IReadOnlyList<ContentType> Types => modules.ContentTypes;

    /// <summary>"3", or "99+".</summary>
    public static string Counted(int count) => count > CountedTo ? $"{CountedTo}+" : $"{count}";

    /// <summary>The first lines of a list, and the list of the type that has most of them under a filter.</summary>
    public static IReadOnlyList<Line> First(IReadOnlyList<Line> lines) => [.. lines.Take(Shown)];

    public string ListUrl(IReadOnlyList<Line> lines, string query)
    {
        var label = lines.GroupBy(line => line.Label).MaxBy(group => group.Count())?.Key;
        return $"{(Types.FirstOrDefault(type => type.Label == label) ?? Types[0]).AdminPath}?{query}";
    }

    public async Task OnGetAsync(CancellationToken ct)
    {
        if (SeesMedia)
        {
            var index = await media.ReadyAsync(ct);
            (WithoutAlt, WithoutCredit) = (index.Count(MediaLabels.NoAlt), index.Count(MediaLabels.NoCredit));
        }
        var me = User.UserId();
        Notices = await db.Set<Notification>().AsNoTracking().Where(notice => notice.UserId == me && notice.ReadUtc == null).OrderByDescending(notice => notice.Id).Take(Shown).ToListAsync(ct);
        if (!SeesContent) return;
        var mayRead = SeesAll;
        Given = await LinesAsync(rows => rows.Where(item => item.AssigneeId == me && item.State != ContentState.Trash && (mayRead || item.AuthorId == me)).OrderByDescending(item => item.ModifiedUtc).Take(CountedTo + 1)
            .Where(item => item.State != ContentState.Published || item.PublishedVersion != item.LatestVersion), ct);
        Returned = await LinesAsync(rows => rows.Where(item => item.Review == ReviewState.Returned && item.AuthorId == me && item.State != ContentState.Trash).OrderByDescending(item => item.ModifiedUtc).Take(CountedTo + 1), ct);
        Drafts = await LinesAsync(rows => rows.Where(item => item.AuthorId == me && item.State == ContentState.Draft && item.Review == ReviewState.Draft).OrderByDescending(item => item.ModifiedUtc).Take(CountedTo + 1), ct);
        Published = First(await LinesAsync(rows => rows.Where(item => item.State == ContentState.Published).OrderByDescending(item => item.PublishedUtc).Take(Shown), ct, By.Published));
        if (Approves)
        {
            Submitted = [.. (await LinesAsync(rows => rows.Where(item => item.Review == ReviewState.Submitted && item.State != ContentState.Trash).OrderBy(item => item.ModifiedUtc).Take(CountedTo + 1), ct, By.Submitted)).OrderBy(line => line.AtUtc)];
            var late = clock.GetUtcNow().UtcDateTime - LateAfter;
            Late = [.. Submitted.Where(line => line.AtUtc < late)];
        }
        await LoadPlansAsync(me, ct);
    }

    /// <summary>Lines of all types, newest first, by one command.</summary>
    private async Task<IReadOnlyList<Line>> LinesAsync(Func<IQueryable<ContentItem>, IQueryable<ContentItem>> which, CancellationToken ct, By by = By.Modified) =>
        [.. (await RowsAsync(which, ct)).Select(row => LineOf(row, by)).OrderByDescending(line => line.AtUtc)];

    private IQueryable<ContentItem> Reached(IQueryable<ContentItem> rows)
    {
        var me = User.UserId();
        return User.ReachedUnits() is { } units ? rows.Where(item => item.AuthorId == me || (item.UnitId != null && units.Contains(item.UnitId.Value))) : rows;
    }

    private Task<List<Row>> RowsAsync(Func<IQueryable<ContentItem>, IQueryable<ContentItem>> which, CancellationToken ct) => modules.ContentTypes
        .Select(type => which(Reached(type.Rows(db).AsNoTracking())).Select(item => new Row
        {
            Key = item.ContentItemId + ":" + type.Name, Title = item.Title, LatestTitle = item.LatestTitle, Slug = item.Slug, State = item.State, Review = item.Review,
            Author = item.Author, AuthorId = item.AuthorId, ModifiedUtc = item.ModifiedUtc, SubmittedUtc = item.SubmittedUtc, PublishedUtc = item.PublishedUtc,
        }))
        .Aggregate((all, next) => all.Concat(next)).ToListAsync(ct);

    private Line LineOf(Row row, By by)
    {
        var (id, type) = Split(row.Key);
        var atUtc = (by == By.Submitted ? row.SubmittedUtc : by == By.Published ? row.PublishedUtc : null) ?? row.ModifiedUtc;
        return by == By.Published ? new(row.Title, $"/{type.PathOf(row.Slug ?? id)}", row.State, row.Review, row.Author, atUtc, type.Label)
            : new(row.LatestTitle, $"{type.AdminPath}/{id}", row.State, row.Review, row.Author, atUtc, type.Label);
    }

    private (string Id, ContentType Type) Split(string key)
    {
        var colon = key.IndexOf(':', StringComparison.Ordinal);
        return (key[..colon], modules.ContentType(key[(colon + 1)..])!);
    }

    /// <summary>What is due until the end of today, and what could not be done.</summary>
    private async Task LoadPlansAsync(int? me, CancellationToken ct)
    {
        var tomorrowUtc = BusinessTime.Utc(BusinessTime.Today(clock).AddDays(1).ToDateTime(TimeOnly.MinValue));
        var plans = await db.Set<ContentSchedule>().AsNoTracking().Where(plan => plan.DueUtc < tomorrowUtc).OrderByDescending(plan => plan.DueUtc).Take(CountedTo + 1).ToListAsync(ct);
        if (plans.Count == 0) return;
        var ids = plans.ConvertAll(plan => plan.ContentItemId);
        var items = (await RowsAsync(rows => rows.Where(item => ids.Contains(item.ContentItemId)), ct))
            .Where(row => SeesAll || row.AuthorId == me).ToDictionary(row => Split(row.Key).Id, StringComparer.Ordinal);
        var seen = plans.Where(plan => items.ContainsKey(plan.ContentItemId)).OrderBy(plan => plan.DueUtc)
            .Select(plan => new Plan(items[plan.ContentItemId].LatestTitle, LineOf(items[plan.ContentItemId], By.Modified).Url, plan.Action, plan.DueUtc, plan.PlannedBy, plan.Error)).ToList();
        (Today, Failed) = ([.. seen.Where(plan => plan.Error is null)], [.. seen.Where(plan => plan.Error is not null)]);
    }
}
