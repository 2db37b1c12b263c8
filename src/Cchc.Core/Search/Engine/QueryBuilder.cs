using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Cchc.Core.Search.Engine;

/// <summary>How much of a query a document must hold. Each is tried only when the one before it finds nothing.</summary>
internal enum Strictness { Phrases, AllWords, MostWords }

/// <summary>
/// Turns a query into Lucene's. What must be there is looked up in <see cref="Zone.All"/>, a marked word as written and an unmarked
/// one folded; everything else only lifts a document: neighbours that stay neighbours, title, number, tags, the very spelling.
/// </summary>
internal static class QueryBuilder
{
    // Weights against 1 for a word anywhere. Pairs outweigh two single words at their most frequent, so a page that holds the
    // phrase once is above one that repeats its syllables apart.
    private const float Pair = 5f, TitleWord = 2f, TitlePair = 6f, TagWord = 1f, TagPair = 3f, SummaryPair = 2f,
        NumberWord = 1.5f, NumberPair = 3f, WholeNumber = 25f, SameSpelling = 0.4f;

    public static Query Build(QueryText text, Strictness strictness)
    {
        var query = new BooleanQuery(disableCoord: true);
        if (strictness == Strictness.MostWords) query.Add(MostOf(text.Words), Occur.MUST);
        else
            foreach (var piece in text.Pieces)
                query.Add(Required(piece, strictness), piece.IsOptional && text.Pieces.Count > 1 ? Occur.SHOULD : Occur.MUST);
        Lift(query, text);
        return query;
    }

    private static Query Required(QueryPiece piece, Strictness strictness)
    {
        var asTyped = piece.IsPhrase && strictness == Strictness.Phrases ? Phrase(Zone.All, piece.Words) : Words(piece.Words);
        if (piece.Others.Count == 0) return asTyped;
        var either = new DisjunctionMaxQuery(0f) { asTyped };
        foreach (var other in piece.Others) either.Add(Phrase(Zone.All, other));
        return either;
    }

    private static Query Words(IReadOnlyList<SearchWord> words)
    {
        if (words.Count == 1) return Word(Zone.All, words[0]);
        var all = new BooleanQuery(disableCoord: true);
        foreach (var word in words.Distinct()) all.Add(Word(Zone.All, word), Occur.MUST);
        return all;
    }

    /// <summary>Side by side: every pair of neighbours, and every word by its own rule, since a pair of a marked and an unmarked word is looked up folded.</summary>
    private static Query Phrase(Zone zone, IReadOnlyList<SearchWord> words)
    {
        if (words.Count == 1) return Word(zone, words[0]);
        var all = new BooleanQuery(disableCoord: true);
        for (var i = 1; i < words.Count; i++) all.Add(PairOf(zone, words[i - 1], words[i]), Occur.MUST);
        if (words.Any(word => word.IsMarked) && words.Any(word => !word.IsMarked))
            foreach (var word in words.Where(word => word.IsMarked)) all.Add(Word(zone, word), Occur.MUST);
        return all;
    }

    private static BooleanQuery MostOf(IReadOnlyList<SearchWord> words)
    {
        var some = new BooleanQuery(disableCoord: true);
        var different = words.DistinctBy(word => word.Exact).ToList();
        foreach (var word in different) some.Add(Word(Zone.All, word), Occur.SHOULD);
        some.MinimumNumberShouldMatch = Math.Max(1, different.Count <= 4 ? different.Count - 1 : different.Count * 7 / 10);
        return some;
    }

    private static void Lift(BooleanQuery query, QueryText text)
    {
        foreach (var word in text.Words.DistinctBy(word => word.Exact))
        {
            Should(query, Word(Zone.Title, word), TitleWord);
            Should(query, Word(Zone.Tags, word), TagWord);
            Should(query, Word(Zone.Number, word), NumberWord);
            if (!word.IsMarked) Should(query, new TermQuery(new Term(Zone.All.Exact, word.Exact)), SameSpelling);
        }
        for (var i = 1; i < text.Words.Count; i++)
        {
            var (left, right) = (text.Words[i - 1], text.Words[i]);
            Should(query, PairOf(Zone.All, left, right), Pair);
            Should(query, PairOf(Zone.Title, left, right), TitlePair);
            Should(query, PairOf(Zone.Summary, left, right), SummaryPair);
            Should(query, PairOf(Zone.Tags, left, right), TagPair);
            Should(query, PairOf(Zone.Number, left, right), NumberPair);
            // "Việt Nam": beside a marked word an unmarked one is most likely meant without marks.
            if (left.IsMarked != right.IsMarked) Should(query, new TermQuery(new Term(Zone.All.ExactPairs, Phrases.ExactPair(left, right))), Pair);
        }
        foreach (var other in text.Pieces.SelectMany(piece => piece.Others)) Should(query, Phrase(Zone.Title, other), TitlePair);
        foreach (var whole in text.Pieces.Select(piece => Phrases.Join(piece.Words)).Append(Phrases.Join(text.Words)).Distinct())
            Should(query, new TermQuery(new Term(IndexFields.WholeNumber, whole)), WholeNumber);
    }

    private static void Should(BooleanQuery query, Query clause, float weight)
    {
        clause.Boost = weight;
        query.Add(clause, Occur.SHOULD);
    }

    private static TermQuery Word(Zone zone, SearchWord word) =>
        new(word.IsMarked ? new Term(zone.Exact, word.Exact) : new Term(zone.Folded, word.Folded));

    private static TermQuery PairOf(Zone zone, SearchWord left, SearchWord right) => left.IsMarked && right.IsMarked
        ? new(new Term(zone.ExactPairs, Phrases.ExactPair(left, right)))
        : new(new Term(zone.FoldedPairs, Phrases.FoldedPair(left, right)));
}
