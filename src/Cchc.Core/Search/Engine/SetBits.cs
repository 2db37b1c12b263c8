using System.Numerics;
using Lucene.Net.Util;

namespace Cchc.Core.Search.Engine;

/// <summary>The members of a set in order, a machine word at a time: <c>foreach</c> over ten thousands of hits must cost next to nothing.</summary>
internal ref struct SetBits(ReadOnlySpan<long> words)
{
    private readonly ReadOnlySpan<long> words = words;
    private int next;
    private ulong rest;

    public static SetBits Of(FixedBitSet set) => new(set.GetBits());

    public int Current { get; private set; }

    public readonly SetBits GetEnumerator() => this;

    public bool MoveNext()
    {
        while (rest == 0)
        {
            if (next == words.Length) return false;
            rest = (ulong)words[next++];
        }
        Current = (next - 1 << 6) + BitOperations.TrailingZeroCount(rest);
        rest &= rest - 1;
        return true;
    }
}
