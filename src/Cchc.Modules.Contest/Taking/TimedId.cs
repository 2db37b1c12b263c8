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

    public static long Next(DateTime nowUtc) => (Math.Max(0, (long)(nowUtc - Begin).TotalMilliseconds) << RandomBits) | (uint)RandomNumberGenerator.GetInt32(1 << RandomBits);
}
