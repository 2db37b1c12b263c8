using System.Text.Json;
using Cchc.Core.Jobs;
using Cchc.Core.People;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Core.Content;

/// <summary>Keeps what people have typed and not saved, and tells who has an item open.</summary>
public sealed class WorkingDrafts(SiteDb db, TimeProvider clock) : IDaily
{
    /// <summary>Longest form, in characters of JSON: the longest body escaped, and the other fields.</summary>
    public const int MaxJson = 2_000_000;
    /// <summary>Most forms that one person may leave unsaved.</summary>
    private const int MostOfOne = 200;
    /// <summary>Who said nothing for so long has left; the page speaks every 15 s while it is open.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);
    /// <summary>Forgotten drafts go after this time.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    public Task<WorkingDraft?> FindAsync(int userId, string key, CancellationToken ct) =>
        db.Set<WorkingDraft>().AsNoTracking().FirstOrDefaultAsync(draft => draft.UserId == userId && draft.Key == key, ct);

    /// <summary>Drafts of items that were never saved, newest first.</summary>
    public Task<List<WorkingDraft>> UnsavedAsync(int userId, CancellationToken ct) => db.Set<WorkingDraft>().AsNoTracking()
        .Where(draft => draft.UserId == userId && draft.BasedOn == 0).OrderByDescending(draft => draft.SavedUtc).Take(20).ToListAsync(ct);

    /// <summary>Keeps the form, in place of what was kept of it before.</summary>
    /// <returns>When it was kept; null when it is no JSON object, too long, or one of too many.</returns>
    public async Task<DateTime?> KeepAsync(int userId, string key, int basedOn, string json, CancellationToken ct)
    {
        if (key.Length is 0 or > 100 || json.Length > MaxJson || !IsObject(json)) return null;
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            var changed = await db.Set<WorkingDraft>().Where(draft => draft.UserId == userId && draft.Key == key).ExecuteUpdateAsync(draft => draft
                .SetProperty(row => row.BasedOn, basedOn).SetProperty(row => row.Json, json).SetProperty(row => row.SavedUtc, nowUtc), ct);
            if (changed > 0) return nowUtc;
            if (await db.Set<WorkingDraft>().CountAsync(draft => draft.UserId == userId, ct) >= MostOfOne) return null;
            db.Add(new WorkingDraft { UserId = userId, Key = key, BasedOn = basedOn, Json = json, SavedUtc = nowUtc });
            try { await db.SaveChangesAsync(ct); return nowUtc; }
            catch (DbUpdateException error) when (error.IsDuplicate() && attempt == 1) { db.ChangeTracker.Clear(); } // the same form in two windows
        }
    }

    public Task<int> ForgetAsync(int userId, string key, CancellationToken ct) =>
        db.Set<WorkingDraft>().Where(draft => draft.UserId == userId && draft.Key == key).ExecuteDeleteAsync(ct);

    /// <summary>Notes that the person has the item open.</summary>
    /// <returns>The others who have it open too, by name.</returns>
    public async Task<IReadOnlyList<Presence>> EnterAsync(string contentItemId, Actor actor, bool typed, CancellationToken ct)
    {
        if (actor.UserId is not { } me || contentItemId.Length != 26) return [];
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var typedUtc = typed ? nowUtc : (DateTime?)null;
        var changed = await db.Set<Presence>().Where(presence => presence.ContentItemId == contentItemId && presence.UserId == me).ExecuteUpdateAsync(presence => presence
            .SetProperty(row => row.SeenUtc, nowUtc).SetProperty(row => row.Name, actor.Name).SetProperty(row => row.TypedUtc, row => typedUtc ?? row.TypedUtc), ct);
        if (changed == 0)
        {
            db.Add(new Presence { ContentItemId = contentItemId, UserId = me, Name = actor.Name, SeenUtc = nowUtc, TypedUtc = typedUtc });
            try { await db.SaveChangesAsync(ct); }
            catch (DbUpdateException error) when (error.IsDuplicate()) { db.ChangeTracker.Clear(); } // two windows at once: one note is enough
        }
        return await OthersAsync(contentItemId, me, ct);
    }

    public async Task<IReadOnlyList<Presence>> OthersAsync(string contentItemId, int? me, CancellationToken ct)
    {
        var since = clock.GetUtcNow().UtcDateTime - Silence;
        return await db.Set<Presence>().AsNoTracking().Where(presence => presence.ContentItemId == contentItemId && presence.UserId != me && presence.SeenUtc > since)
            .OrderBy(presence => presence.Name).ToListAsync(ct);
    }

    /// <summary>Takes away what nobody came back to.</summary>
    public async Task RunDailyAsync(CancellationToken ct)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var (old, silent) = (nowUtc - KeptFor, nowUtc - TimeSpan.FromHours(1));
        await db.Set<WorkingDraft>().Where(draft => draft.SavedUtc < old).ExecuteDeleteAsync(ct);
        await db.Set<Presence>().Where(presence => presence.SeenUtc < silent).ExecuteDeleteAsync(ct);
    }

    private static bool IsObject(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = 8 });
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException) { return false; }
    }
}
