using Cchc.Core.Changes;
using Cchc.Core.Jobs;
using Cchc.Core.Media;
using Cchc.Core.People;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Core.Content;

/// <summary>Deletes for good what lies in the trash. The addresses stay behind: they answer 410 for ever and are given to nothing else.</summary>
public sealed class TrashBin(SiteDb db, SiteModules modules, ContentStore store, MediaUses uses, TimeProvider clock) : IDaily
{
    /// <summary>How long an item can be taken back.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private static readonly IReadOnlySet<string> NoFiles = new HashSet<string>();

    /// <summary>Days until it is deleted, the last one counted whole; 0 when it is due.</summary>
    public static int DaysLeft(DateTime trashedUtc, DateTime nowUtc) => Math.Max(0, (int)Math.Ceiling((trashedUtc + Kept - nowUtc).TotalDays));

    /// <summary>Deletes one item with its versions, notes, terms and plans, in one transaction with an audit row.</summary>
    /// <param name="trashedBy">Only when it was in the trash by then; null for now.</param>
    public Task<ContentResult> DeleteAsync(ContentType type, string contentItemId, Actor actor, DateTime? trashedBy = null, CancellationToken ct = default) =>
        store.ChangeAsync(type, contentItemId, async row =>
        {
            if (row.State != ContentState.Trash) return ["Chỉ xóa hẳn được mục đang ở thùng rác."];
            if (trashedBy is { } latest && (row.TrashedUtc is not { } trashed || trashed > latest)) return ["Mục này chưa đến hạn xóa."];
            db.RemoveRange(await db.Set<ContentVersion>().Where(version => version.ContentItemId == contentItemId).ToListAsync(ct));
            db.RemoveRange(await db.Set<ContentNote>().Where(note => note.ContentItemId == contentItemId).ToListAsync(ct));
            db.RemoveRange(await db.Set<ContentSchedule>().Where(plan => plan.ContentItemId == contentItemId).ToListAsync(ct));
            db.RemoveRange(await db.Set<TermItem>().Where(link => link.Item == contentItemId).ToListAsync(ct));
            db.RemoveRange(await db.Set<Presence>().Where(presence => presence.ContentItemId == contentItemId).ToListAsync(ct));
            foreach (var route in await db.Set<ContentRoute>().Where(route => route.ContentItemId == contentItemId).ToListAsync(ct)) route.IsCurrent = false;
            var key = $"{type.Name}:{contentItemId}";
            db.RemoveRange(await db.Set<WorkingDraft>().Where(draft => draft.Key == key).ToListAsync(ct));
            await uses.StageAsync(contentItemId, type.Name, NoFiles, NoFiles, ct);
            db.Remove(row);
            db.Add(Change.Of(clock.GetUtcNow().UtcDateTime, [Tag.Item(contentItemId)], type.Name, contentItemId));
            db.Add(actor.Did(clock.GetUtcNow().UtcDateTime, "content.deleted", $"Xóa hẳn {type.Label.ToLowerInvariant()} “{row.LatestTitle}”, {row.LatestVersion} bản", type.Name, contentItemId));
            return [];
        }, ct);

    public Task RunDailyAsync(CancellationToken ct) => EmptyAsync(ct);

    /// <summary>Deletes what has been in the trash for <see cref="Kept"/>. Run twice, or on two nodes at once, it deletes each item once.</summary>
    /// <returns>How many were deleted.</returns>
    public async Task<int> EmptyAsync(CancellationToken ct)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var latest = nowUtc - Kept;
        var deleted = 0;
        foreach (var type in modules.ContentTypes)
        {
            // What lay there before the time was noted is kept its whole time from now on.
            await type.Rows(db).Where(item => item.State == ContentState.Trash && item.TrashedUtc == null).ExecuteUpdateAsync(item => item.SetProperty(row => row.TrashedUtc, nowUtc), ct);
            foreach (var id in await type.Rows(db).Where(item => item.State == ContentState.Trash && item.TrashedUtc <= latest).Select(item => item.ContentItemId).ToListAsync(ct))
            {
                if ((await DeleteAsync(type, id, Actor.System, latest, ct)).Done) deleted++;
                db.ChangeTracker.Clear();
            }
        }
        return deleted;
    }
}
