using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Text;
using Cchc.Core.Units;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cchc.Core.Search;

/// <summary>
/// Keeps this node's index equal to what is published. Changes come from the change rows; a missing, damaged or outdated index
/// is filled again from the database while the site serves.
/// </summary>
public sealed class SearchFeed(SearchIndex index, IServiceScopeFactory scopes, SiteModules modules, Sections sections, UnitDirectory units, ILogger<SearchFeed> log)
    : BackgroundService, IChangeListener
{
    private const int Batch = 200;
    /// <summary>Change rows can appear a little out of order; reading some of them twice does no harm.</summary>
    private const int Overlap = 200;
    private static readonly TimeSpan CommitEvery = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim oneWriter = new(1, 1);
    private long seen;
    private volatile bool rebuildWanted;
    private volatile bool dirty;

    /// <summary>Fills the index from the database; searches go on and find what is already there.</summary>
    /// <param name="progress">Told how many items have been read.</param>
    public async Task RebuildAsync(Action<int>? progress, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SiteDb>();
        // Changes after this point are read again at the next start, those before it are in what is read now.
        var position = await db.Set<Change>().MaxAsync(change => (long?)change.Id, ct) ?? 0;
        var read = 0;
        foreach (var type in modules.ContentTypes)
        {
            for (var after = 0; ;)
            {
                // A batch is read and written under the lock, so that no older text lands on a newer one.
                await oneWriter.WaitAsync(ct);
                try
                {
                    var items = await type.Rows(db).AsNoTracking().Where(item => item.Id > after && item.State == ContentState.Published)
                        .OrderBy(item => item.Id).Take(Batch).ToListAsync(ct);
                    if (items.Count == 0) break;
                    after = items[^1].Id;
                    await WriteAsync(type, items, ct);
                    progress?.Invoke(read += items.Count);
                }
                finally { oneWriter.Release(); }
            }
        }
        index.Commit(Math.Max(position, Volatile.Read(ref seen)));
    }

    public async Task OnChangesAsync(IReadOnlyList<Change> changes, CancellationToken ct)
    {
        if (changes.Any(change => change.TagList.Contains(Sections.ChangeTag))) rebuildWanted = true; // documents carry their ancestors
        await oneWriter.WaitAsync(ct);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<SiteDb>();
            foreach (var group in changes.Where(change => change.ContentItemId is not null).GroupBy(change => change.ContentType, StringComparer.Ordinal))
            {
                if (modules.ContentType(group.Key ?? "") is not { } type) continue;
                var ids = group.Select(change => change.ContentItemId!).Distinct(StringComparer.Ordinal).ToList();
                var items = await type.Rows(db).AsNoTracking().Where(item => ids.Contains(item.ContentItemId) && item.State == ContentState.Published).ToListAsync(ct);
                index.Delete(ids.Except(items.Select(item => item.ContentItemId), StringComparer.Ordinal));
                await WriteAsync(type, items, ct);
            }
            Volatile.Write(ref seen, Math.Max(Volatile.Read(ref seen), changes.Max(change => change.Id)));
            dirty = true;
            index.Refresh();
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
                        index.Commit(Volatile.Read(ref seen));
                    }
                }
                catch (Exception error) when (error is not OperationCanceledException) { log.LogError(error, "Writing the search index failed; trying again in {Delay}.", CommitEvery); }
            }
        }
        catch (OperationCanceledException) { /* the host stops */ }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (dirty) index.Commit(Volatile.Read(ref seen));
    }

    /// <summary>Goes on where the index stopped when this node was last up, or fills it anew.</summary>
    private async Task ContinueAsync(CancellationToken ct)
    {
        try
        {
            if (index.Position is not { } position)
            {
                log.LogInformation("The search index is empty or of another format: filling it.");
                await RebuildAsync(null, ct);
                log.LogInformation("The search index holds {Count} documents.", index.Count);
                return;
            }
            await using var scope = scopes.CreateAsyncScope();
            var missed = await scope.ServiceProvider.GetRequiredService<SiteDb>().Set<Change>().AsNoTracking()
                .Where(change => change.Id > position - Overlap).OrderBy(change => change.Id).ToListAsync(ct);
            if (missed.Any(change => change.Id > position)) await OnChangesAsync(missed, ct);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "The search index could not follow; it is filled anew.");
            rebuildWanted = true;
        }
    }

    private async Task WriteAsync(ContentType type, IReadOnlyList<ContentItem> items, CancellationToken ct)
    {
        var (tree, registry) = (await sections.GetAsync(ct), await units.GetAsync(ct));
        index.Upsert(items.Select(item => type.ToSearch(item, new()
        {
            Id = item.ContentItemId,
            ContentType = type.Name,
            Url = type.UrlOf(item),
            Title = item.Title,
            Body = MarkdownText.ToPlain(item.Markdown),
            PublishedUtc = item.PublishedUtc ?? item.CreatedUtc,
            Sections = [.. item.Sections.Select(tree.Find).OfType<Term>().SelectMany(tree.AncestorsAndSelf).Select(term => term.ContentItemId).Distinct(StringComparer.Ordinal)],
            Tags = item.Tags,
            Unit = item.UnitId is { } unit ? registry.Find(unit)?.Slug : null,
        })).OfType<SearchDocument>());
    }

    public override void Dispose()
    {
        oneWriter.Dispose();
        base.Dispose();
    }
}
