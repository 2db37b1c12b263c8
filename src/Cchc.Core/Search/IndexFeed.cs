using Cchc.Core.Changes;
using Cchc.Core.Content;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cchc.Core.Search;

/// <summary>
/// Keeps one of this node's indexes equal to the database. Changes come from the change rows; a missing, damaged or outdated index
/// is filled again from the database while the site serves.
/// </summary>
public abstract class IndexFeed(SearchIndex index, IServiceScopeFactory scopes, SiteModules modules, ILogger log) : BackgroundService, IChangeListener
{
    private const int Batch = 200;
    /// <summary>Change rows can appear a little out of order; reading some of them twice does no harm.</summary>
    private const int Overlap = 200;
    private static readonly TimeSpan CommitEvery = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim oneWriter = new(1, 1);
    private long seen;
    private volatile bool rebuildWanted;
    private volatile bool dirty;

    /// <summary>The rows that belong into the Index.</summary>
    protected abstract IQueryable<ContentItem> Wanted(IQueryable<ContentItem> rows);
    /// <summary>Whether a change can have changed what is in the Index.</summary>
    protected virtual bool Concerns(Change change) => change.ContentItemId is not null;
    /// <summary>Whether after this change every document has to be made anew.</summary>
    protected virtual bool ConcernsAll(Change change) => false;
    /// <summary>Makes documents of rows and writes them. Called by one at a time.</summary>
    protected abstract Task WriteAsync(SiteDb db, ContentType type, IReadOnlyList<ContentItem> items, CancellationToken ct);
    /// <summary>Writes what is no content item. Called by one at a time.</summary>
    /// <param name="again">The index is being filled anew: all is written.</param>
    protected virtual Task WriteOthersAsync(SiteDb db, bool again, CancellationToken ct) => Task.CompletedTask;
    /// <summary>The index is open and goes on from where it stopped.</summary>
    protected virtual void OnContinued() { }

    protected SearchIndex Index { get; } = index;
    protected IServiceScopeFactory Scopes { get; } = scopes;
    protected SiteModules Modules { get; } = modules;
    protected ILogger Log { get; } = log;

    /// <summary>Fills the index from the database; searches go on and find what is already there.</summary>
    /// <param name="progress">Told how many items have been read, and of how many.</param>
    public async Task RebuildAsync(Action<int, int>? progress, CancellationToken ct)
    {
        await using var scope = Scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SiteDb>();
        // Changes after this point are read again at the next start, those before it are in what is read now.
        var position = await db.Set<Change>().MaxAsync(change => (long?)change.Id, ct) ?? 0;
        var (read, all) = (0, 0);
        if (progress is not null)
            foreach (var type in Modules.ContentTypes) all += await Wanted(type.Rows(db)).CountAsync(ct);
        foreach (var type in Modules.ContentTypes)
        {
            for (var after = 0; ;)
            {
                // A batch is read and written under the lock, so that no older text lands on a newer one.
                await oneWriter.WaitAsync(ct);
                try
                {
                    var items = await Wanted(type.Rows(db)).AsNoTracking().Where(item => item.Id > after).OrderBy(item => item.Id).Take(Batch).ToListAsync(ct);
                    if (items.Count == 0) break;
                    after = items[^1].Id;
                    await WriteAsync(db, type, items, ct);
                    progress?.Invoke(read += items.Count, all);
                }
                finally { oneWriter.Release(); }
            }
        }
        await oneWriter.WaitAsync(ct);
        try { await WriteOthersAsync(db, again: true, ct); }
        finally { oneWriter.Release(); }
        Index.Commit(Math.Max(position, Volatile.Read(ref seen)));
    }

    /// <summary>Makes what is no content item in the index as it is in the database now.</summary>
    protected async Task FollowOthersAsync(CancellationToken ct)
    {
        await oneWriter.WaitAsync(ct);
        try
        {
            await using var scope = Scopes.CreateAsyncScope();
            await WriteOthersAsync(scope.ServiceProvider.GetRequiredService<SiteDb>(), again: false, ct);
            dirty = true;
            Index.Refresh();
        }
        finally { oneWriter.Release(); }
    }

    public virtual async Task OnChangesAsync(IReadOnlyList<Change> changes, CancellationToken ct)
    {
        if (changes.Any(ConcernsAll)) rebuildWanted = true;
        foreach (var group in changes.Where(Concerns).GroupBy(change => change.ContentType, StringComparer.Ordinal))
            if (Modules.ContentType(group.Key ?? "") is { } type)
                await FollowAsync(type, [.. group.Select(change => change.ContentItemId!).Distinct(StringComparer.Ordinal)], (db, items) => WriteAsync(db, type, items, ct), ct);
        Volatile.Write(ref seen, Math.Max(Volatile.Read(ref seen), changes.Max(change => change.Id)));
        dirty = true;
    }

    /// <summary>Makes these items in the index as they are in the database now: written, or gone.</summary>
    protected async Task FollowAsync(ContentType type, IReadOnlyList<string> ids, Func<SiteDb, IReadOnlyList<ContentItem>, Task> write, CancellationToken ct)
    {
        await oneWriter.WaitAsync(ct);
        try
        {
            await using var scope = Scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<SiteDb>();
            var items = await Wanted(type.Rows(db)).AsNoTracking().Where(item => ids.Contains(item.ContentItemId)).ToListAsync(ct);
            Index.Delete(ids.Except(items.Select(item => item.ContentItemId), StringComparer.Ordinal));
            await write(db, items);
            dirty = true;
            Index.Refresh();
        }
        finally { oneWriter.Release(); }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(CommitEvery);
        try
        {
            await ContinueAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    if (rebuildWanted)
                    {
                        rebuildWanted = false;
                        await RebuildAsync(null, stoppingToken);
                    }
                    else if (dirty)
                    {
                        dirty = false;
                        Index.Commit(Volatile.Read(ref seen));
                    }
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    // What failed once is done from the beginning: half a rebuild is none.
                    rebuildWanted = true;
                    Log.LogError(error, "Writing the search index failed; trying again in {Delay}.", CommitEvery);
                }
            }
        }
        catch (OperationCanceledException) { /* the host stops */ }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (dirty && Index.Position is not null) Index.Commit(Volatile.Read(ref seen));
    }

    /// <summary>Goes on where the index stopped when this node was last up, or fills it anew.</summary>
    private async Task ContinueAsync(CancellationToken ct)
    {
        try
        {
            if (Index.Position is not { } position)
            {
                Log.LogInformation("A search index is empty or of another format: filling it.");
                await RebuildAsync(null, ct);
                Log.LogInformation("The search index holds {Count} documents.", Index.Count);
                return;
            }
            await using var scope = Scopes.CreateAsyncScope();
            var missed = await scope.ServiceProvider.GetRequiredService<SiteDb>().Set<Change>().AsNoTracking()
                .Where(change => change.Id > position - Overlap).OrderBy(change => change.Id).ToListAsync(ct);
            if (missed.Any(change => change.Id > position)) await OnChangesAsync(missed, ct);
            // What is committed next has read at least so far.
            Volatile.Write(ref seen, Math.Max(Volatile.Read(ref seen), position));
            await FollowOthersAsync(ct);
            OnContinued();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.LogError(error, "A search index could not follow; it is filled anew.");
            rebuildWanted = true;
        }
    }

    public override void Dispose()
    {
        oneWriter.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }
}
