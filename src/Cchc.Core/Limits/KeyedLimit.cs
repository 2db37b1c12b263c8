using System.Threading.RateLimiting;

namespace Cchc.Core.Limits;

/// <summary>How often something may be done for one key in a time that slides along: an address, a name, a code. Counted on this node.</summary>
/// <param name="permits">1 or more.</param>
/// <param name="segments">In how many steps the time slides.</param>
public sealed class KeyedLimit(int permits, TimeSpan window, int segments) : IDisposable
{
    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetSlidingWindowLimiter(key, _ => new() { PermitLimit = permits, Window = window, SegmentsPerWindow = segments }));

    /// <summary>Counts one.</summary>
    /// <returns>Whether it may be done.</returns>
    public bool Allows(string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired;
    }

    /// <summary>Whether one more may be done; nothing is counted.</summary>
    public bool HasRoom(string key)
    {
        using var lease = limiter.AttemptAcquire(key, 0);
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}
