using Cchc.Core.People;
using Cchc.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Core.Content;

/// <summary>What is planned for an item, as it was before an act.</summary>
public sealed record PlanBefore(ScheduledAction Action, DateTime DueUtc, int? Version, string PlannedBy, int? PlannedById);

/// <summary>Where an item stood before an act: everything about it that is not its text.</summary>
public sealed record Standing(
    ContentState State, ReviewState Review, DateTime? SubmittedUtc, int? AssigneeId, string Assignee, DateTime? TrashedUtc, int? PublishedVersion, DateTime? ChangedUtc, IReadOnlyList<PlanBefore> Plans);

/// <summary>Puts items back where they stood, and moves plans. Each in one transaction with its audit row, and only when nobody changed the item since.</summary>
public sealed class Standings(SiteDb db, ContentStore store, ContentPublisher publisher, Sections sections, TimeProvider clock)
{
    /// <summary>Said of an item that somebody changed since: undoing would take that away.</summary>
    public const string ChangedSince = "Có người đã làm việc khác với mục này sau đó, nên giữ nguyên.";

    /// <summary>Where an item stands now, with the number of its last write; null when there is none.</summary>
    public async Task<(Standing Standing, ContentItem Row)?> OfAsync(ContentType type, string contentItemId, CancellationToken ct)
    {
        if (await type.Rows(db).AsNoTracking().FirstOrDefaultAsync(item => item.ContentItemId == contentItemId, ct) is not { } row) return null;
        var plans = await db.Set<ContentSchedule>().AsNoTracking().Where(plan => plan.ContentItemId == contentItemId)
            .Select(plan => new PlanBefore(plan.Action, plan.DueUtc, plan.Version, plan.PlannedBy, plan.PlannedById)).ToListAsync(ct);
        return (new(row.State, row.Review, row.SubmittedUtc, row.AssigneeId, row.Assignee, row.TrashedUtc, row.PublishedVersion, row.ChangedUtc, plans), row);
    }

    /// <summary>The number of the write that this unit of work has just made, or null when it made none.</summary>
    public int? RevisionOf(string contentItemId) =>
        db.ChangeTracker.Entries<ContentItem>().FirstOrDefault(entry => entry.Entity.ContentItemId == contentItemId)?.Entity.Revision;

    /// <summary>Puts an item back where it stood. One that readers saw for the first time meanwhile becomes an unpublished one: its address is known.</summary>
    /// <param name="revision">The number of the write that is undone: a later one is somebody else's.</param>
    public Task<ContentResult> PutBackAsync(ContentType type, string contentItemId, Standing before, int revision, Actor actor, CancellationToken ct = default) =>
        store.ChangeAsync(type, contentItemId, async row =>
        {
            if (row.Revision != revision) return [ChangedSince];
            var nowUtc = clock.GetUtcNow().UtcDateTime;
            var plans = before.Plans.Where(plan => plan.DueUtc > nowUtc).ToList();
            if (before is { State: ContentState.Published, PublishedVersion: { } shown })
            {
                var saved = await db.Set<ContentVersion>().AsNoTracking().Where(version => version.ContentItemId == contentItemId && version.Number == shown).Select(version => version.Json).FirstOrDefaultAsync(ct);
                if (saved is null) return ["Không còn bản mà bạn đọc đã thấy."];
                var problems = await publisher.StageAsync(type, row, ContentJson.Parse(saved), shown, before.ChangedUtc, await sections.GetAsync(ct), ct);
                if (problems.Count > 0) return problems;
            }
            else await publisher.StageHideAsync(type, row, StateOf(before, row, plans), ct);
            (row.Review, row.SubmittedUtc, row.AssigneeId, row.Assignee, row.TrashedUtc) = (before.Review, before.SubmittedUtc, before.AssigneeId, before.Assignee, before.TrashedUtc);
            await StagePlansAsync(type, contentItemId, plans, ct);
            db.Add(actor.Did(nowUtc, "content.undone", $"Hoàn tác với {type.Label.ToLowerInvariant()} “{row.LatestTitle}”", type.Name, contentItemId));
            return [];
        }, ct);

    /// <summary>Moves a plan to another time; the version that was planned stays.</summary>
    /// <param name="fromUtc">When it was planned as the person saw it.</param>
    public Task<ContentResult> MovePlanAsync(ContentType type, string contentItemId, ScheduledAction action, DateTime fromUtc, DateTime toUtc, Actor actor, CancellationToken ct = default) =>
        store.ChangeAsync(type, contentItemId, async row =>
        {
            if (toUtc <= clock.GetUtcNow().UtcDateTime) return ["Giờ hẹn phải ở sau lúc này."];
            if (await db.Set<ContentSchedule>().FindAsync([contentItemId, action], ct) is not { } plan) return ["Không còn hẹn giờ này: đã đăng, đã gỡ hoặc đã bỏ hẹn."];
            if (plan.DueUtc != fromUtc) return [$"Có người vừa dời giờ hẹn sang {BusinessTime.DateAndTime(plan.DueUtc)}."];
            (plan.DueUtc, plan.PlannedBy, plan.PlannedById, plan.Error) = (toUtc, actor.Name, actor.UserId, null);
            db.Add(actor.Did(clock.GetUtcNow().UtcDateTime, "content.scheduled",
                $"Dời giờ {(action == ScheduledAction.Publish ? "đăng" : "gỡ")} {type.Label.ToLowerInvariant()} “{row.LatestTitle}” từ {BusinessTime.DateAndTime(fromUtc)} sang {BusinessTime.DateAndTime(toUtc)}", type.Name, contentItemId));
            return [];
        }, ct);

    private static ContentState StateOf(Standing before, ContentItem row, List<PlanBefore> plans)
    {
        var hidden = row.PublishedVersion is null ? ContentState.Draft : ContentState.Unpublished;
        return before.State switch
        {
            ContentState.Trash => ContentState.Trash,
            ContentState.Scheduled when plans.Exists(plan => plan.Action == ScheduledAction.Publish) => ContentState.Scheduled,
            _ => hidden,
        };
    }

    private async Task StagePlansAsync(ContentType type, string contentItemId, List<PlanBefore> plans, CancellationToken ct)
    {
        var known = await db.Set<ContentSchedule>().Where(plan => plan.ContentItemId == contentItemId).ToListAsync(ct);
        foreach (var plan in known.Where(plan => !plans.Exists(before => before.Action == plan.Action))) db.Remove(plan);
        foreach (var before in plans)
        {
            var plan = known.Find(one => one.Action == before.Action);
            if (plan is null) db.Add(plan = new() { ContentItemId = contentItemId, ContentType = type.Name, Action = before.Action, DueUtc = before.DueUtc, PlannedBy = before.PlannedBy });
            (plan.DueUtc, plan.Version, plan.PlannedBy, plan.PlannedById, plan.Error) = (before.DueUtc, before.Version, before.PlannedBy, before.PlannedById, null);
        }
    }
}
