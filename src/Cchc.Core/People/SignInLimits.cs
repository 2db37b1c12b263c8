using System.Threading.RateLimiting;

namespace Cchc.Core.People;

/// <summary>At most 10 sign-in attempts in 5 minutes for one account name, known or not, wherever they come from.</summary>
public sealed class SignInLimits : IDisposable
{
    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(name =>
        RateLimitPartition.GetSlidingWindowLimiter(name, _ => new() { PermitLimit = 10, Window = TimeSpan.FromMinutes(5), SegmentsPerWindow = 5 }));

    /// <summary>Counts an attempt.</summary>
    /// <returns>Whether it may go on.</returns>
    public bool Allows(string accountName)
    {
        using var lease = limiter.AttemptAcquire(accountName.Trim().ToUpperInvariant());
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}
