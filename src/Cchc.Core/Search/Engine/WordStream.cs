using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Cchc.Core.Search.Engine;

/// <summary>Hands a range of words that were read once to one field: words or pairs of neighbours, as written or folded.</summary>
internal sealed class WordStream : TokenStream
{
    private readonly List<SearchWord> words;
    private readonly bool folded, pairs;
    private readonly ICharTermAttribute term;
    private readonly IPositionIncrementAttribute increment;
    private int from, to, next;

    public WordStream(List<SearchWord> words, bool folded, bool pairs)
    {
        (this.words, this.folded, this.pairs) = (words, folded, pairs);
        term = AddAttribute<ICharTermAttribute>();
        increment = AddAttribute<IPositionIncrementAttribute>();
    }

    public void Take(int first, int end) => (from, to) = (first, end);

    public override void Reset()
    {
        base.Reset();
        next = from;
        increment.PositionIncrement = 1; // the end of the last document left a 0
    }

    public override bool IncrementToken()
    {
        if (pairs)
        {
            // The first word of a range has no neighbour before it, and a pair never spans the end of a sentence.
            if (next == from) next++;
            while (next < to && !words[next].FollowsOn) next++;
        }
        if (next >= to) return false;
        term.SetEmpty();
        if (pairs) term.Append(TextOf(words[next - 1])).Append(' ');
        term.Append(TextOf(words[next]));
        next++;
        return true;
    }

    private string TextOf(SearchWord word) => folded ? word.Folded : word.Exact;
}
