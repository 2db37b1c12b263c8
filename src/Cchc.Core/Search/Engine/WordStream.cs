using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;
using Attribute = Lucene.Net.Util.Attribute;

namespace Cchc.Core.Search.Engine;

internal enum WordForm { Exact, Folded, Pairs }

/// <summary>Hands a range of words that were read once to one field.</summary>
internal sealed class WordStream : TokenStream
{
    private readonly List<SearchWord> words;
    private readonly WordForm form;
    private readonly TermBytes term = new();
    private readonly IPositionIncrementAttribute increment;
    private int from, to, next;

    public WordStream(List<SearchWord> words, WordForm form)
    {
        (this.words, this.form) = (words, form);
        AddAttributeImpl(term);
        increment = AddAttribute<IPositionIncrementAttribute>();
    }

    public void Take(int first, int end) => (from, to) = (first, end);

    public override void Reset()
    {
        base.Reset();
        next = form == WordForm.Pairs ? from + 1 : from;
        increment.PositionIncrement = 1; // the end of the last document left a 0
    }

    public override bool IncrementToken()
    {
        // A pair never spans the end of a sentence.
        if (form == WordForm.Pairs)
            while (next < to && !words[next].FollowsOn) next++;
        if (next >= to) return false;
        var word = words[next].Spelling;
        if (form == WordForm.Exact) term.Set(word.ExactBytes);
        else if (form == WordForm.Folded) term.Set(word.FoldedBytes);
        else term.Set(words[next - 1].Spelling.FoldedBytes, word.FoldedBytes);
        next++;
        return true;
    }
}

/// <summary>A term that is bytes already. Lucene's own attribute would encode every word of every text again.</summary>
internal interface ITermBytes : ITermToBytesRefAttribute;

/// <inheritdoc cref="ITermBytes"/>
internal sealed class TermBytes : Attribute, ITermBytes
{
    private byte[] pair = new byte[256];

    public BytesRef BytesRef { get; } = new();

    public void Set(byte[] word) => (BytesRef.Bytes, BytesRef.Length) = (word, word.Length);

    public void Set(byte[] left, byte[] right)
    {
        var length = left.Length + 1 + right.Length;
        if (pair.Length < length) pair = new byte[length];
        left.CopyTo(pair, 0);
        pair[left.Length] = (byte)' ';
        right.CopyTo(pair, left.Length + 1);
        (BytesRef.Bytes, BytesRef.Length) = (pair, length);
    }

    public void FillBytesRef() { }
    public override void Clear() { }
    public override void CopyTo(IAttribute target) => throw new NotSupportedException();
}
