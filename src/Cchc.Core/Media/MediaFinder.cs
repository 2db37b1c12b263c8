using Cchc.Core.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Core.Media;

/// <summary>
/// The library's index on this node. It is opened and brought up to date when it is first asked, so that a start does not wait
/// for it, and from then on follows the change rows.
/// </summary>
public sealed class MediaFinder(Func<MediaIndex> open, IServiceScopeFactory scopes) : IChangeListener, IDisposable
{
    private const int Batch = 500;
    /// <summary>Change rows can appear a little out of order; reading some of them twice does no harm.</summary>
    private const int Overlap = 200;
    private readonly SemaphoreSlim oneWriter = new(1, 1);
    private MediaIndex? index;

    /// <summary>The index as of the last change that this node has seen.</summary>
    public async ValueTask<MediaIndex> ReadyAsync(CancellationToken ct)
    {
        if (Volatile.Read(ref index) is { } ready) return ready;
        await oneWriter.WaitAsync(ct);
        try
        {
            if (index is not null) return index;
            var opened = open();
            // Not with the caller's token: whoever asks next needs it as well.
            try { await CatchUpAsync(opened, CancellationToken.None); }
            catch
            {
                opened.Dispose();
                throw;
            }
            Volatile.Write(ref index, opened);
            return opened;
        }
        finally { oneWriter.Release(); }
    }

    public async Task OnChangesAsync(IReadOnlyList<Change> changes, CancellationToken ct)
    {
        var paths = PathsOf(changes);
        if (paths.Count == 0) return;
        await oneWriter.WaitAsync(ct);
        try
        {
            if (index is null) return; // nobody has asked yet: it will be read from the database then
            await using var scope = scopes.CreateAsyncScope();
            await WriteAsync(index, scope.ServiceProvider.GetRequiredService<SiteDb>(), paths, ct);
            index.Commit(Math.Max(index.Position ?? 0, changes.Max(change => change.Id)));
        }
        finally { oneWriter.Release(); }
    }

    private async Task CatchUpAsync(MediaIndex opened, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SiteDb>();
        // Changes after this point are told to the listener, which waits for the lock; those before it are in what is read now.
        var newest = await db.Set<Change>().MaxAsync(change => (long?)change.Id, ct) ?? 0;
        if (opened.Position is { } position)
        {
            var missed = await db.Set<Change>().AsNoTracking().Where(change => change.Id > position - Overlap && change.ContentType == MediaChange.Type).ToListAsync(ct);
            foreach (var paths in PathsOf(missed).Chunk(Batch)) await WriteAsync(opened, db, paths, ct);
        }
        else
        {
            for (var after = 0; ;)
            {
                var files = await db.Set<MediaFile>().AsNoTracking().Where(file => file.Id > after).OrderBy(file => file.Id).Take(Batch).ToListAsync(ct);
                if (files.Count == 0) break;
                after = files[^1].Id;
                opened.Upsert(files, await UsedAsync(db, files.ConvertAll(file => file.Path), ct));
            }
        }
        opened.Commit(newest);
    }

    private static async Task WriteAsync(MediaIndex index, SiteDb db, IReadOnlyCollection<string> paths, CancellationToken ct)
    {
        var files = await db.Set<MediaFile>().AsNoTracking().Where(file => paths.Contains(file.Path)).ToListAsync(ct);
        index.Delete(paths.Except(files.Select(file => file.Path), StringComparer.Ordinal));
        index.Upsert(files, await UsedAsync(db, files.ConvertAll(file => file.Path), ct));
    }

    private static async Task<HashSet<string>> UsedAsync(SiteDb db, List<string> paths, CancellationToken ct) =>
        [.. await db.Set<MediaUse>().Where(use => paths.Contains(use.Path)).Select(use => use.Path).Distinct().ToListAsync(ct)];

    private static List<string> PathsOf(IEnumerable<Change> changes) =>
        [.. changes.Where(change => change.ContentType == MediaChange.Type).Select(change => change.ContentItemId!).Distinct(StringComparer.Ordinal)];

    public void Dispose()
    {
        index?.Dispose();
        oneWriter.Dispose();
    }
}
