using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cchc.Modules.Contest.Rules;

/// <summary>
/// Numbers that follow from a seed alone, the same on every machine and in every language: block k is the SHA-256 of the text
/// "seed:k" and holds eight big-endian 32-bit numbers. docs/verify.md tells how to make them with other tools.
/// </summary>
public sealed class SeededNumbers(long seed)
{
    private readonly byte[] block = new byte[SHA256.HashSizeInBytes];
    private int next = SHA256.HashSizeInBytes;
    private int number;

    /// <summary>A number from 0 to <paramref name="count"/> − 1, each as likely as the others: what would favour the small ones is thrown away.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public int Below(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var limit = (1L << 32) - (1L << 32) % count;
        while (true)
            if (Next() is var value && value < limit) return (int)(value % count);
    }

    /// <summary>The items in an order of the seed (Fisher and Yates, from the end).</summary>
    public T[] Shuffled<T>(IEnumerable<T> items)
    {
        var all = items.ToArray();
        for (var at = all.Length - 1; at > 0; at--)
        {
            var other = Below(at + 1);
            (all[at], all[other]) = (all[other], all[at]);
        }
        return all;
    }

    private uint Next()
    {
        if (next == block.Length)
        {
            SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}:{number++}")), block);
            next = 0;
        }
        var value = BinaryPrimitives.ReadUInt32BigEndian(block.AsSpan(next));
        next += sizeof(uint);
        return value;
    }
}
