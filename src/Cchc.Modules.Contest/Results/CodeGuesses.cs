using System.Threading.RateLimiting;

namespace Cchc.Modules.Contest.Results;

/// <summary>Whoever asks for many codes that nobody was given is guessing. Codes that exist are not counted: an office may check hundreds.</summary>
public sealed class CodeGuesses : IDisposable
{
    public const int Misses = 30;
    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetSlidingWindowLimiter(address, _ => new() { PermitLimit = Misses, Window = TimeSpan.FromMinutes(10), SegmentsPerWindow = 10 }));

    /// <summary>Whether this address may still ask.</summary>
    public bool Allows(string address)
    {
        using var lease = limiter.AttemptAcquire(address, 0);
        return lease.IsAcquired;
    }

    public void Missed(string address) => limiter.AttemptAcquire(address).Dispose();

    public void Dispose() => limiter.Dispose();
}
