using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Media;
using Cchc.Core.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Newsroom.Pages.Admin;

/// <summary>The desk on which a person starts: own drafts, what is planned, what was published last.</summary>
[Authorize("newsroom.enter")]
public sealed class IndexModel(SiteDb db, SiteModules modules, MediaFinder media) : PageModel
{
    private const int Shown = 8;
    private const int CountedTo = 999;

    public sealed record Line(string Title, string Url, ContentState State, string Author, DateTime AtUtc, string Label);
    public sealed record Plan(string Title, string Url, ScheduledAction Action, DateTime DueUtc, string PlannedBy, string? Error);

    public IReadOnlyList<Line> Mine { get; private set; } = [];
    public IReadOnlyList<Line> Published { get; private set; } = [];
    public IReadOnlyList<Plan> Planned { get; private set; } = [];
    public int Drafts { get; private set; }
    public int PlannedCount { get; private set; }
    public int Failed { get; private set; }
    public int WithoutAlt { get; private set; }
    public int WithoutCredit { get; private set; }
    public bool SeesContent => User.May(Permissions.EditOwn) || User.May(Permissions.Edit) || User.May(Permissions.ViewDrafts);
    public bool SeesMedia => User.May(Permissions.UploadMedia);
    public bool Writes => User.May(Permissions.EditOwn) || User.May(Permissions.Edit);
    public bool SeesAll => User.May(Permissions.Edit) || User.May(Permissions.ViewDrafts);
    public IReadOnlyList<ContentType> Types => modules.ContentTypes;

    public async Task OnGetAsync(CancellationToken ct)
    {
        if (SeesMedia)
        {
            var index = await media.ReadyAsync(ct);
            (WithoutAlt, WithoutCredit) = (index.Count(MediaLabels.NoAlt), index.Count(MediaLabels.NoCredit));
        }
        if (!SeesContent) return;
        var me = User.UserId();
        var (mine, published) = (new List<Line>(), new List<Line>());
        foreach (var type in modules.ContentTypes)
        {
            var rows = type.Rows(db).AsNoTracking();
            var drafts = rows.Where(item => item.AuthorId == me && item.State == ContentState.Draft);
            Drafts += await drafts.OrderBy(item => item.Id).Take(CountedTo).CountAsync(ct);
            mine.AddRange((await drafts.OrderByDescending(item => item.ModifiedUtc).ThenByDescending(item => item.Id).Take(Shown)
                .Select(item => new Line(item.LatestTitle, item.ContentItemId, item.State, item.Author, item.ModifiedUtc, "")).ToListAsync(ct))
                .Select(line => line with { Url = $"{type.AdminPath}/{line.Url}", Label = type.Label }));
            published.AddRange((await rows.Where(item => item.State == ContentState.Published).OrderByDescending(item => item.PublishedUtc).ThenByDescending(item => item.Id).Take(Shown)
                .Select(item => new Line(item.Title, item.Slug!, item.State, item.Author, item.PublishedUtc!.Value, "")).ToListAsync(ct))
                .Select(line => line with { Url = $"/{type.PathOf(line.Url)}", Label = type.Label }));
        }
        Mine = [.. mine.OrderByDescending(line => line.AtUtc).Take(Shown)];
        Published = [.. published.OrderByDescending(line => line.AtUtc).Take(Shown)];
        await LoadPlansAsync(me, ct);
    }

    private async Task LoadPlansAsync(int? me, CancellationToken ct)
    {
        var plans = await db.Set<ContentSchedule>().AsNoTracking().OrderBy(plan => plan.DueUtc).Take(CountedTo).ToListAsync(ct);
        var titles = new Dictionary<string, (string Title, int? Author)>(StringComparer.Ordinal);
        foreach (var group in plans.GroupBy(plan => plan.ContentType))
        {
            if (modules.ContentType(group.Key) is not { } type) continue;
            var ids = group.Select(plan => plan.ContentItemId).ToList();
            foreach (var item in await type.Rows(db).AsNoTracking().Where(item => ids.Contains(item.ContentItemId)).Select(item => new { item.ContentItemId, item.LatestTitle, item.AuthorId }).ToListAsync(ct))
                titles[item.ContentItemId] = (item.LatestTitle, item.AuthorId);
        }
        var seen = plans.Where(plan => titles.TryGetValue(plan.ContentItemId, out var item) && (SeesAll || item.Author == me)).ToList();
        (PlannedCount, Failed) = (seen.Count, seen.Count(plan => plan.Error is not null));
        Planned = [.. seen.OrderByDescending(plan => plan.Error is not null).ThenBy(plan => plan.DueUtc).Take(Shown)
            .Select(plan => new Plan(titles[plan.ContentItemId].Title, $"{modules.ContentType(plan.ContentType)!.AdminPath}/{plan.ContentItemId}", plan.Action, plan.DueUtc, plan.PlannedBy, plan.Error))];
    }
}
