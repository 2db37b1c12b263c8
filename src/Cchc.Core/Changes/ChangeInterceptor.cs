using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Cchc.Core.Changes;

/// <summary>
/// Lets this node's caches follow before the save returns, so that whoever published sees the new page at once. Other nodes
/// follow by their own feed. A failure here never fails the save: the feed tries again by itself.
/// </summary>
/// <remarks>One per unit of work.</remarks>
public sealed class ChangeInterceptor(ChangeFeed feed, ILogger<ChangeInterceptor> log) : SaveChangesInterceptor
{
    private bool hasChanges;

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        hasChanges |= eventData.Context!.ChangeTracker.Entries<Change>().Any(entry => entry.State == EntityState.Added);
        return new(result);
    }

    public override async ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (!hasChanges || eventData.Context!.Database.CurrentTransaction is not null) return result;
        hasChanges = false;
        await FollowAsync();
        return result;
    }

    /// <summary>For callers that commit a transaction of their own.</summary>
    public async Task FollowAsync()
    {
        try { await feed.CatchUpAsync(CancellationToken.None); }
        catch (Exception error) { log.LogError(error, "The caches could not follow a change at once; the feed tries again."); }
    }
}
