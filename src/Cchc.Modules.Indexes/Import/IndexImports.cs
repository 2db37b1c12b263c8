using System.Text.Json;
using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Modules.Indexes.Rules;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Indexes.Import;

/// <summary>One edition that an import wrote.</summary>
/// <param name="Before">The version that it had; 0 when the import made it.</param>
/// <param name="After">The version that the import made: a later one is somebody's work.</param>
public sealed record ImportedEdition(string Id, string Title, int Before, int After);

/// <summary>One import, as it is remembered.</summary>
public sealed record PastImport(long Id, DateTime AtUtc, string FileName, IReadOnlyList<ImportedEdition> Editions);

/// <summary>Takes the years of one file into drafts, all or none, and takes such an import back.</summary>
public sealed class IndexImports(SiteDb db, ContentStore store, SiteModules modules, TimeProvider clock)
{
    /// <summary>How long an import can be taken back at once; its editions can be taken back one by one for ever.</summary>
    public static readonly TimeSpan UndoneWithin = TimeSpan.FromDays(7);
    private const string Act = "index-import";
    private const int Remembered = 10;

    private ContentType Type => modules.ContentType("IndexEdition")!;

    private sealed record Record(string FileName, IReadOnlyList<ImportedEdition> Editions);

    /// <summary>Writes a draft for each year.</summary>
    /// <param name="add">Fills what an edition has instead of taking its place.</param>
    /// <param name="mapping">The columns as the index remembers them from now on.</param>
    /// <returns>Why nothing was imported, in Vietnamese; empty when all was.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(IndexKind kind, IndexLevel level, IReadOnlyList<(int Year, IndexTable Table)> years, bool add, string fileName, string mapping, Actor actor, CancellationToken ct)
    {
        var done = new List<ImportedEdition>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        foreach (var (year, table) in years)
        {
            var id = await db.Set<IndexEdition>().Where(edition => edition.KindId == kind.ContentItemId && edition.Year == year && edition.Level == level && edition.State != ContentState.Trash).Select(edition => edition.ContentItemId).FirstOrDefaultAsync(ct);
            var item = id is null ? new IndexEdition { KindId = kind.ContentItemId, Year = year, Level = level, Title = $"{kind.ShortName} năm {year}" } : (IndexEdition)(await store.OpenAsync(Type, id, ct: ct))!;
            var before = id is null ? 0 : item.LatestVersion;
            item.Table = IndexJson.Write(add ? IndexImport.Merge(IndexJson.Parse(item.Table), table) : table);
            var saved = await store.SaveAsync(Type, item, before, $"Nhập từ {fileName}", actor, ct);
            if (!saved.Done) return saved.Problems ?? ["Có người vừa sửa cùng năm này. Chưa nhập gì, hãy thử lại."];
            done.Add(new(saved.ContentItemId, item.Title, before, saved.Version));
        }
        await db.Set<IndexKind>().Where(one => one.ContentItemId == kind.ContentItemId).ExecuteUpdateAsync(set => set.SetProperty(one => one.Mapping, mapping), ct);
        db.Add(new BulkAct { UserId = actor.UserId!.Value, AtUtc = clock.GetUtcNow().UtcDateTime, Act = Act, ContentType = Type.Name, Json = JsonSerializer.Serialize(new Record(fileName, done), ContentJson.Options) });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return [];
    }

    /// <summary>The newest imports that can still be taken back, newest first.</summary>
    public async Task<IReadOnlyList<PastImport>> RecentAsync(CancellationToken ct)
    {
        var since = clock.GetUtcNow().UtcDateTime - UndoneWithin;
        var acts = await db.Set<BulkAct>().AsNoTracking().Where(act => act.Act == Act && act.AtUtc >= since && act.UndoneUtc == null).OrderByDescending(act => act.Id).Take(Remembered).ToListAsync(ct);
        return [.. acts.Select(Read)];
    }

    /// <summary>Takes an import back: an edition gets the text that it had, one that the import made goes to the trash. What somebody changed or published since stays.</summary>
    /// <returns>How many editions went back, and why others did not; null when there is no such import to take back.</returns>
    public async Task<(int Undone, IReadOnlyList<string> Kept)?> UndoAsync(long id, Actor actor, CancellationToken ct)
    {
        var since = clock.GetUtcNow().UtcDateTime - UndoneWithin;
        if (await db.Set<BulkAct>().FirstOrDefaultAsync(row => row.Id == id && row.Act == Act && row.AtUtc >= since && row.UndoneUtc == null, ct) is not { } act) return null;
        // The mark comes first: of two at once one wins, and the other one changes nothing.
        act.UndoneUtc = clock.GetUtcNow().UtcDateTime;
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateConcurrencyException) { return null; }
        var kept = new List<string>();
        var (import, undone) = (Read(act), 0);
        foreach (var edition in import.Editions)
        {
            db.ChangeTracker.Clear();
            if (await BackAsync(edition, import.FileName, actor, ct) is { } why) kept.Add($"{edition.Title}: {why}");
            else undone++;
        }
        return (undone, kept);
    }

    private async Task<string?> BackAsync(ImportedEdition edition, string fileName, Actor actor, CancellationToken ct)
    {
        if (await store.OpenAsync(Type, edition.Id, ct: ct) is not { } now) return "không còn.";
        if (now.LatestVersion != edition.After) return "đã có người sửa sau khi nhập, nên giữ nguyên.";
        if (now.PublishedVersion == edition.After) return "đã đăng, nên giữ nguyên. Hãy gỡ trước.";
        if (edition.Before == 0) return await store.TrashAsync(Type, edition.Id, actor, ct) is { Done: false } refused ? string.Join(' ', refused.Problems ?? []) : null;
        if (await store.OpenAsync(Type, edition.Id, edition.Before, ct) is not { } before) return "không còn bản trước.";
        return await store.SaveAsync(Type, before, edition.After, $"Hoàn tác nhập từ {fileName}", actor, ct) is { Done: false } lost ? string.Join(' ', lost.Problems ?? ["có người vừa sửa."]) : null;
    }

    private static PastImport Read(BulkAct act)
    {
        var record = JsonSerializer.Deserialize<Record>(act.Json, ContentJson.Options)!;
        return new(act.Id, act.AtUtc, record.FileName, record.Editions);
    }
}
