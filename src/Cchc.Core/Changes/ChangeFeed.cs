using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cchc.Core.Changes;

/// <summary>
/// Reads the change rows with this node's own cursor and hands them to every <see cref="IChangeListener"/>. It starts at the
/// newest row: a node that starts has empty caches, and its search index keeps its own position.
/// </summary>
/// <remarks>
/// Ids are given out before rows become visible, so on PostgreSQL a smaller id can appear after a greater one. The feed
/// therefore reads the last <see cref="Overlap"/> again and skips what it has handled.
/// </remarks>
public sealed class ChangeFeed(IServiceScopeFactory scopes, IEnumerable<IChangeListener> listeners, TimeProvider clock, ILogger<ChangeFeed> log) : BackgroundService
{
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(500);
    private readonly SemaphoreSlim oneAtATime = new(1, 1);
    private readonly Dictionary<long, DateTime> handled = [];
    private readonly SemaphoreSlim wake = new(0, 1);
    private long? floor;
    private long position;

    /// <summary>Grows with every batch handled. A page that was computed while it grew must not be kept in a cache.</summary>
    public long Position => Volatile.Read(ref position);

    /// <summary>Makes the feed look at once, without waiting for the next poll.</summary>
    public void Wake()
    {
        if (wake.CurrentCount == 0)
            try { wake.Release(); } catch (SemaphoreFullException) { /* somebody else has just woken it */ }
    }

    /// <summary>Handles everything that is committed now. After it returns, this node's caches know it.</summary>
    public async Task CatchUpAsync(CancellationToken ct)
    {
        await oneAtATime.WaitAsync(ct);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var changes = scope.ServiceProvider.GetRequiredService<SiteDb>().Set<Change>().AsNoTracking();
            if (floor is not { } from)
            {
                floor = await changes.MaxAsync(change => (long?)change.Id, ct) ?? 0;
                return;
            }
            var sinceUtc = clock.GetUtcNow().UtcDateTime - Overlap;
            var rows = await changes.Where(change => change.Id > from).OrderBy(change => change.Id).ToListAsync(ct);
            var fresh = rows.Where(change => !handled.ContainsKey(change.Id)).ToList();
            if (fresh.Count > 0)
            {
                Interlocked.Increment(ref position);
                foreach (var listener in listeners) await listener.OnChangesAsync(fresh, ct);
                foreach (var change in fresh) handled[change.Id] = change.AtUtc;
            }
            var settled = rows.TakeWhile(change => change.AtUtc < sinceUtc).LastOrDefault()?.Id ?? from;
            if (settled > from)
            {
                floor = settled;
                foreach (var id in handled.Keys.Where(id => id <= settled).ToList()) handled.Remove(id);
            }
        }
        finally { oneAtATime.Release(); }
    }

    /// <summary>Takes its place in the rows before the first request: a page kept earlier would miss its eviction.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try { await CatchUpAsync(cancellationToken); }
        catch (Exception error) when (error is not OperationCanceledException) { log.LogError(error, "Reading the change rows failed at start; the feed tries again."); }
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try { await CatchUpAsync(stoppingToken); }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception error) { log.LogError(error, "Reading the change rows failed; trying again in {Delay}.", PollEvery); }
            await wake.WaitAsync(PollEvery, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    public override void Dispose()
    {
        oneAtATime.Dispose();
        wake.Dispose();
        base.Dispose();
    }
}
