using System.Security.Cryptography;

namespace Cchc.Modules.Contest.Taking;

/// <summary>
/// Ids of people and attempts: milliseconds since 2026, then 22 random bits. They grow, so that an index stays dense, cannot be
/// guessed by counting, and need no answer from the database. Two that meet are decided by the primary key.
/// </summary>
public static class TimedId
{
    private static readonly DateTime Begin = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private const int RandomBits = 22;

    /// <summary>What the ids of a minute span: dividing by it tells minutes apart.</summary>
    public const long Minute = 60_000L << RandomBits;

    public static long Next(DateTime nowUtc) => First(nowUtc) | (uint)RandomNumberGenerator.GetInt32(1 << RandomBits);

    /// <summary>The smallest id of that millisecond: what came since then is a range of the primary key.</summary>
    public static long First(DateTime utc) => Math.Max(0, (long)(utc - Begin).TotalMilliseconds) << RandomBits;
}
