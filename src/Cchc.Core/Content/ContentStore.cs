using System.Text.Json.Nodes;
using Cchc.Core.Changes;
using Cchc.Core.People;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Core.Content;

/// <summary>How a change of a content item ended.</summary>
public enum ContentOutcome
{
    Done,
    /// <summary>There is no such item or version.</summary>
    NotFound,
    /// <summary>Somebody else saved or published in between; nothing was changed.</summary>
    Conflict,
    /// <summary>The item is not fit for this; <see cref="ContentResult.Problems"/> says why. Nothing was changed.</summary>
    Refused,
}

/// <param name="Problems">Vietnamese sentences for the person, when refused.</param>
public sealed record ContentResult(ContentOutcome Outcome, string ContentItemId = "", int Version = 0, IReadOnlyList<string>? Problems = null)
{
    public bool Done => Outcome == ContentOutcome.Done;
}

/// <summary>
/// The one way in which content items change. Every method writes row, version, address, terms, audit row and change row in
/// one transaction, so that a process killed at any moment leaves all of it or none.
/// </summary>
public sealed class ContentStore(SiteDb db, SiteModules modules, UnitDirectory units, Sections sections, ContentDrafts drafts, ContentPublisher publisher, NoticeBoard notices, TimeProvider clock)
{
    private const int Tries = 3;
    /// <summary>Says that another node was first: nothing is left to do.</summary>
    private static readonly IReadOnlyList<string> AlreadyDone = ["Đã làm xong."];
    private const string NotApproved = "Bài chưa được duyệt. Hãy gửi duyệt trước khi đăng.";

    /// <summary>The newest saved text of an item, or the version asked for, as an object that is not tracked: edit it and
    /// hand it to <see cref="SaveAsync"/>. Null when there is none.</summary>
    public async Task<ContentItem?> OpenAsync(ContentType type, string contentItemId, int? version = null, CancellationToken ct = default)
    {
        var row = await type.Rows(db).AsNoTracking().FirstOrDefaultAsync(item => item.ContentItemId == contentItemId, ct);
        if (row is null) return null;
        var number = version ?? row.LatestVersion;
        if (await JsonAsync(contentItemId, number, ct) is not { } json) return null;
        var slug = row.Slug;
        ContentJson.Read(json, row, type, await units.GetAsync(ct));
        row.Slug ??= slug;
        return row;
    }

    /// <summary>Saves a text as a new immutable version. Readers see nothing of it until it is published.</summary>
    /// <param name="draft">A new item, or one from <see cref="OpenAsync"/> with other values.</param>
    /// <param name="basedOn">The version that the writer started from; 0 for a new item.</param>
    public async Task<ContentResult> SaveAsync(ContentType type, ContentItem draft, int basedOn, string note, Actor actor, CancellationToken ct = default)
    {
        if (draft.Markdown.Length > MarkdownText.MaxLength)
            return new(ContentOutcome.Refused, draft.ContentItemId, basedOn, [$"Nội dung dài hơn {MarkdownText.MaxLength:N0} ký tự, hãy chia thành nhiều bài."]);
        try
        {
            var row = await drafts.StageAsync(type, draft, basedOn, note, actor, null, ct);
            if (row is null) return new(basedOn == 0 ? ContentOutcome.NotFound : ContentOutcome.Conflict, draft.ContentItemId);
            Audit(actor, row, type, basedOn == 0 ? "content.created" : "content.saved",
                $"{(basedOn == 0 ? "Tạo" : "Lưu")} {type.Label.ToLowerInvariant()} “{row.LatestTitle}”, bản {row.LatestVersion}");
            await db.SaveChangesAsync(ct);
            return new(ContentOutcome.Done, row.ContentItemId, row.LatestVersion);
        }
        catch (DbUpdateException error) when (error is DbUpdateConcurrencyException || error.IsDuplicate())
        {
            db.ChangeTracker.Clear();
            return new(ContentOutcome.Conflict, draft.ContentItemId);
        }
    }

    /// <summary>Shows a version to readers, now.</summary>
    /// <param name="version">The newest when null.</param>
    public Task<ContentResult> PublishAsync(ContentType type, string contentItemId, Actor actor, int? version = null, CancellationToken ct = default) =>
        PublishAsync(type, contentItemId, actor, version, null, ct);

    private Task<ContentResult> PublishAsync(ContentType type, string contentItemId, Actor actor, int? version, ContentSchedule? plan, CancellationToken ct) =>
        ChangeAsync(type, contentItemId, async row =>
        {
            if (plan is not null && !await IsStillPlannedAsync(plan, ct)) return AlreadyDone;
            if (row.State == ContentState.Trash) return ["Bài đang ở thùng rác, hãy lấy lại trước khi đăng."];
            var number = version ?? row.LatestVersion;
            if (await JsonAsync(contentItemId, number, ct) is not { } json) return ["Không có bản này."];
            if (!actor.MayApprove && (row.Review != ReviewState.Approved || number != row.LatestVersion)) return [NotApproved];
            var first = row.PublishedUtc is null;
            var problems = await publisher.StageAsync(type, row, json, number, null, await sections.GetAsync(ct), ct);
            if (problems.Count > 0) return problems;
            await RemoveScheduleAsync(contentItemId, ScheduledAction.Publish, ct);
            Audit(actor, row, type, "content.published", $"{(first ? "Đăng" : "Đăng lại")} {type.Label.ToLowerInvariant()} “{row.Title}”, bản {number}");
            if (row.AuthorId is { } author && (author != actor.UserId || plan is not null))
                await notices.StageAsync([author], $"{actor.Name} đã đăng {type.Label.ToLowerInvariant()} “{row.Title}” của bạn.", $"{type.AdminPath}/{contentItemId}", ct);
            return [];
        }, ct);

    /// <summary>Takes an item away from readers; its address then answers 410.</summary>
    public Task<ContentResult> UnpublishAsync(ContentType type, string contentItemId, Actor actor, CancellationToken ct = default) =>
        UnpublishAsync(type, contentItemId, actor, null, ct);

    private Task<ContentResult> UnpublishAsync(ContentType type, string contentItemId, Actor actor, ContentSchedule? plan, CancellationToken ct) =>
        ChangeAsync(type, contentItemId, async row =>
        {
            if (plan is not null && !await IsStillPlannedAsync(plan, ct)) return AlreadyDone;
            if (row.State is not (ContentState.Published or ContentState.Scheduled)) return ["Bài này không đang đăng."];
            await publisher.StageHideAsync(type, row, row.PublishedVersion is null ? ContentState.Draft : ContentState.Unpublished, ct);
            await RemoveScheduleAsync(contentItemId, null, ct);
            Audit(actor, row, type, "content.unpublished", $"Gỡ {type.Label.ToLowerInvariant()} “{row.Title}”");
            return [];
        }, ct);

    /// <summary>Moves an item to the trash, from which it can be taken back.</summary>
    public Task<ContentResult> TrashAsync(ContentType type, string contentItemId, Actor actor, CancellationToken ct = default) =>
        ChangeAsync(type, contentItemId, async row =>
        {
            if (row.State == ContentState.Trash) return ["Bài đã ở thùng rác."];
            await publisher.StageHideAsync(type, row, ContentState.Trash, ct);
            row.TrashedUtc = Now;
            await RemoveScheduleAsync(contentItemId, null, ct);
            Audit(actor, row, type, "content.trashed", $"Bỏ {type.Label.ToLowerInvariant()} “{row.LatestTitle}” vào thùng rác");
            return [];
        }, ct);

    /// <summary>Takes an item out of the trash, as a draft or as unpublished.</summary>
    public Task<ContentResult> TakeBackAsync(ContentType type, string contentItemId, Actor actor, CancellationToken ct = default) =>
        ChangeAsync(type, contentItemId, row =>
        {
            if (row.State != ContentState.Trash) return Task.FromResult<IReadOnlyList<string>>(["Bài không ở thùng rác."]);
            row.State = row.PublishedVersion is null ? ContentState.Draft : ContentState.Unpublished;
            row.TrashedUtc = null;
            Audit(actor, row, type, "content.restored", $"Lấy lại {type.Label.ToLowerInvariant()} “{row.LatestTitle}” từ thùng rác");
            return Task.FromResult<IReadOnlyList<string>>([]);
        }, ct);

    /// <summary>Plans when the newest version is published, or when the item is taken away. An earlier plan of the same kind is replaced.</summary>
    /// <param name="dueUtc">In the future.</param>
    public Task<ContentResult> ScheduleAsync(ContentType type, string contentItemId, ScheduledAction action, DateTime dueUtc, Actor actor, CancellationToken ct = default) =>
        ChangeAsync(type, contentItemId, async row =>
        {
            if (dueUtc <= Now) return ["Giờ hẹn phải ở sau lúc này."];
            if (row.State == ContentState.Trash) return ["Bài đang ở thùng rác, hãy lấy lại trước khi hẹn giờ."];
            if (action == ScheduledAction.Publish)
            {
                if (!actor.MayApprove && row.Review != ReviewState.Approved) return [NotApproved];
                row.Review = ReviewState.Approved;
                var draft = type.New();
                if (await JsonAsync(contentItemId, row.LatestVersion, ct) is not { } json) return ["Không có bản này."];
                ContentJson.Read(json, draft, type, await units.GetAsync(ct));
                if (type.ProblemsForPublishing(draft).ToList() is { Count: > 0 } problems) return problems;
                if (row.State is ContentState.Draft or ContentState.Unpublished) row.State = ContentState.Scheduled;
            }
            else if (row.State is not (ContentState.Published or ContentState.Scheduled)) return ["Chỉ hẹn giờ gỡ được bài đang đăng hoặc đã hẹn đăng."];
            var plan = await db.Set<ContentSchedule>().FindAsync([contentItemId, action], ct);
            if (plan is null) db.Add(plan = new() { ContentItemId = contentItemId, ContentType = type.Name, Action = action, DueUtc = dueUtc, PlannedBy = actor.Name });
            (plan.DueUtc, plan.PlannedBy, plan.PlannedById, plan.Error) = (dueUtc, actor.Name, actor.UserId, null);
            plan.Version = action == ScheduledAction.Publish ? row.LatestVersion : null;
            Audit(actor, row, type, "content.scheduled",
                $"Hẹn {(action == ScheduledAction.Publish ? "đăng" : "gỡ")} {type.Label.ToLowerInvariant()} “{row.LatestTitle}” lúc {BusinessTime.DateAndTime(dueUtc)}");
            return [];
        }, ct);

    /// <summary>Stages that a planned first publication does not take place; the caller says why.</summary>
    internal async Task StageUnplanAsync(ContentItem row, CancellationToken ct)
    {
        await RemoveScheduleAsync(row.ContentItemId, ScheduledAction.Publish, ct);
        row.State = row.PublishedVersion is null ? ContentState.Draft : ContentState.Unpublished;
    }

    /// <summary>Drops a plan.</summary>
    public Task<ContentResult> CancelScheduleAsync(ContentType type, string contentItemId, ScheduledAction action, Actor actor, CancellationToken ct = default) =>
        ChangeAsync(type, contentItemId, async row =>
        {
            if (!await RemoveScheduleAsync(contentItemId, action, ct)) return ["Không có hẹn giờ nào để bỏ."];
            if (action == ScheduledAction.Publish && row.State == ContentState.Scheduled)
                row.State = row.PublishedVersion is null ? ContentState.Draft : ContentState.Unpublished;
            Audit(actor, row, type, "content.unscheduled", $"Bỏ hẹn giờ của {type.Label.ToLowerInvariant()} “{row.LatestTitle}”");
            return [];
        }, ct);

    /// <summary>Does what is due. Safe to run on several nodes at once: the plan's row goes in the same transaction as its effect.</summary>
    /// <returns>How many plans were carried out.</returns>
    public async Task<int> RunDueAsync(CancellationToken ct)
    {
        var nowUtc = Now;
        var due = await db.Set<ContentSchedule>().AsNoTracking().Where(plan => plan.DueUtc <= nowUtc && plan.Error == null)
            .OrderBy(plan => plan.DueUtc).Take(50).ToListAsync(ct);
        var done = 0;
        foreach (var plan in due)
        {
            if (modules.ContentType(plan.ContentType) is not { } type) continue;
            var actor = new Actor(plan.PlannedById, $"{plan.PlannedBy} (hẹn giờ)") { MayApprove = true }; // it was approved when it was planned
            var result = plan.Action == ScheduledAction.Publish
                ? await PublishAsync(type, plan.ContentItemId, actor, plan.Version, plan, ct)
                : await UnpublishAsync(type, plan.ContentItemId, actor, plan, ct);
            if (result.Done) { done++; continue; }
            if (result.Outcome == ContentOutcome.Conflict) continue; // another node has just done it, or it is tried again in a second
            var why = result.Outcome == ContentOutcome.NotFound ? "Bài không còn." : string.Join(' ', result.Problems ?? []);
            await db.Set<ContentSchedule>().Where(row => row.ContentItemId == plan.ContentItemId && row.Action == plan.Action)
                .ExecuteUpdateAsync(row => row.SetProperty(other => other.Error, why), ct);
        }
        return done;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<JsonObject?> JsonAsync(string contentItemId, int number, CancellationToken ct) =>
        await db.Set<ContentVersion>().AsNoTracking().Where(saved => saved.ContentItemId == contentItemId && saved.Number == number)
            .Select(saved => saved.Json).FirstOrDefaultAsync(ct) is { } json ? ContentJson.Parse(json) : null;

    private async Task<bool> RemoveScheduleAsync(string contentItemId, ScheduledAction? action, CancellationToken ct)
    {
        var plans = await db.Set<ContentSchedule>().Where(plan => plan.ContentItemId == contentItemId && (action == null || plan.Action == action)).ToListAsync(ct);
        db.RemoveRange(plans);
        return plans.Count > 0;
    }

    private Task<bool> IsStillPlannedAsync(ContentSchedule plan, CancellationToken ct) => db.Set<ContentSchedule>()
        .AnyAsync(row => row.ContentItemId == plan.ContentItemId && row.Action == plan.Action && row.DueUtc == plan.DueUtc, ct);

    private void Audit(Actor actor, ContentItem row, ContentType type, string action, string summary) =>
        db.Add(actor.Did(Now, action, summary, type.Name, row.ContentItemId));

    /// <summary>Loads the row, changes it and saves; a lost race is run again from the start, because the other side may have
    /// made the same tag or taken the same address.</summary>
    internal async Task<ContentResult> ChangeAsync(ContentType type, string contentItemId, Func<ContentItem, Task<IReadOnlyList<string>>> change, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var row = await type.Rows(db).FirstOrDefaultAsync(item => item.ContentItemId == contentItemId, ct);
            if (row is null) return new(ContentOutcome.NotFound, contentItemId);
            var problems = await change(row);
            if (ReferenceEquals(problems, AlreadyDone)) return new(ContentOutcome.Conflict, contentItemId);
            if (problems.Count > 0)
            {
                db.ChangeTracker.Clear();
                return new(ContentOutcome.Refused, contentItemId, row.LatestVersion, problems);
            }
            row.Revision++;
            // A change that readers do not see evicts no page, and the newsroom's index follows it.
            if (!db.ChangeTracker.Entries<Change>().Any(entry => entry.State == EntityState.Added)) db.Add(Change.Of(Now, [], type.Name, contentItemId));
            try
            {
                await db.SaveChangesAsync(ct);
                return new(ContentOutcome.Done, contentItemId, row.LatestVersion);
            }
            catch (DbUpdateException error) when (error is DbUpdateConcurrencyException || error.IsDuplicate())
            {
                db.ChangeTracker.Clear();
                if (attempt == Tries) return new(ContentOutcome.Conflict, contentItemId);
            }
        }
    }
}
