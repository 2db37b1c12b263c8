using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Cchc.Core.Changes;

/// <summary>
/// Lets this node's caches follow before the save returns, so that whoever published sees the new page at once. Other nodes
/// follow by their own feed. A failure here never fails the save: the feed tries again by itself.
/// </summary>
public sealed class ChangeInterceptor(ChangeFeed feed, ILogger<ChangeInterceptor> log) : SaveChangesInterceptor
{
    private static readonly object Yes = new();
    /// <summary>Contexts whose save under way holds change rows.</summary>
    private readonly ConditionalWeakTable<DbContext, object> changing = [];

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context!.ChangeTracker.Entries<Change>().Any(entry => entry.State == EntityState.Added)) changing.AddOrUpdate(eventData.Context, Yes);
        return new(result);
    }

    public override async ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        // Within a transaction nobody can see the rows yet: its owner says when they are committed.
        if (changing.Remove(eventData.Context!) && eventData.Context!.Database.CurrentTransaction is null) await FollowAsync();
        return result;
    }

    /// <summary>For callers that commit a transaction of their own.</summary>
    public async Task FollowAsync()
    {
        try { await feed.CatchUpAsync(CancellationToken.None); }
        catch (Exception error) { log.LogError(error, "The caches could not follow a change at once; the feed tries again."); }
    }
}
