using Lucene.Net.Index;

namespace Cchc.Core.Search.Engine;

/// <summary>How much of a query a document must hold. Each is tried only when the one before it finds nothing.</summary>
internal enum Strictness { Phrases, AllWords, MostWords }

/// <summary>A term that lifts the documents that hold it.</summary>
internal readonly record struct Lift(Term Term, float Weight);

/// <summary>
/// A query as terms of the index. What must be there is looked up in <see cref="Zone.All"/>, a marked word as written and an
/// unmarked one folded; everything else only lifts a document: neighbours that stay neighbours, title, number, tags, the very spelling.
/// </summary>
internal sealed class QueryPlan
{
    // Weights against 1 for a word anywhere. A pair outweighs two single words at their most frequent, so a page that holds the
    // phrase once is above one that repeats its syllables apart.
    private const float Pair = 5f, TitleWord = 2f, TitlePair = 6f, TagWord = 1f, TagPair = 3f, SummaryPair = 2f,
        NumberWord = 3f, NumberPair = 6f, WholeNumber = 25f, SameSpelling = 0.5f;

    private readonly Dictionary<Term, float> lifts = [];

    public QueryPlan(QueryText text, Strictness strictness)
    {
        if (strictness == Strictness.MostWords)
        {
            Some = [.. text.Words.Select(Word).Distinct()];
            Least = Math.Max(1, Some.Count <= 4 ? Some.Count - 1 : Some.Count * 7 / 10);
        }
        else
        {
            var needed = text.Pieces.Where(piece => !piece.IsOptional).ToList();
            Required = [.. (needed.Count > 0 ? needed : text.Pieces).Select(piece => Alternatives(piece, strictness))];
        }
        LiftWords(text.Words);
        foreach (var other in text.Pieces.SelectMany(piece => piece.Others)) LiftOther(other);
        foreach (var whole in text.Pieces.Select(piece => Phrases.Join(piece.Words)).Append(Phrases.Join(text.Words)).Distinct())
            Add(new(IndexFields.WholeNumber, whole), WholeNumber);
    }

    /// <summary>Of every entry one alternative must be there, with all its terms.</summary>
    public IReadOnlyList<IReadOnlyList<IReadOnlyList<Term>>> Required { get; } = [];
    /// <summary>Without <see cref="Required"/>: of these at least <see cref="Least"/>.</summary>
    public IReadOnlyList<Term> Some { get; } = [];
    public int Least { get; }
    public IEnumerable<Lift> Lifts => lifts.Select(pair => new Lift(pair.Key, pair.Value));

    private static List<IReadOnlyList<Term>> Alternatives(QueryPiece piece, Strictness strictness)
    {
        var asTyped = piece.Words.Select(Word);
        if (piece.IsPhrase && strictness == Strictness.Phrases) asTyped = asTyped.Concat(Pairs(Zone.All, piece.Words));
        return [[.. asTyped.Distinct()], .. piece.Others.Select(other => OtherForm(other))];
    }

    /// <summary>Of three words or more the pairs alone: side by side they leave no room for other marks, and reading each word again would double the cost.</summary>
    private static IReadOnlyList<Term> OtherForm(SearchWord[] other) =>
        [.. (other.Length > 2 ? Pairs(Zone.All, other) : other.Select(Word).Concat(Pairs(Zone.All, other))).Distinct()];

    private void LiftWords(IReadOnlyList<SearchWord> words)
    {
        foreach (var word in words)
        {
            Add(Word(word), 1);
            Add(word.IsMarked ? new(Zone.Title.Exact, word.Exact) : new(Zone.Title.Folded, word.Folded), TitleWord);
            Add(new(Zone.Tags.Folded, word.Folded), TagWord);
            Add(new(Zone.Number.Folded, word.Folded), NumberWord);
            if (word.IsMarked) continue;
            Add(new(Zone.All.Exact, word.Exact), SameSpelling);
            Add(new(Zone.Title.Exact, word.Exact), SameSpelling);
        }
        foreach (var (zone, weight) in new[] { (Zone.All, Pair), (Zone.Title, TitlePair), (Zone.Summary, SummaryPair), (Zone.Tags, TagPair), (Zone.Number, NumberPair) })
            foreach (var pair in Pairs(zone, words)) Add(pair, weight);
    }

    /// <summary>Another form is worth as much as what was typed, whether it is one word or five.</summary>
    private void LiftOther(SearchWord[] other)
    {
        var isWord = other.Length == 1;
        foreach (var (zone, weight) in new[] { (Zone.All, Pair), (Zone.Title, TitlePair), (Zone.Tags, TagPair) })
            foreach (var term in isWord ? [new Term(zone.Folded, other[0].Folded)] : Pairs(zone, other))
                Add(term, isWord ? weight : weight / (other.Length - 1));
    }

    private void Add(Term term, float weight) => lifts[term] = Math.Max(weight, lifts.GetValueOrDefault(term));

    private static Term Word(SearchWord word) => word.IsMarked ? new(Zone.All.Exact, word.Exact) : new(Zone.All.Folded, word.Folded);

    private static IEnumerable<Term> Pairs(Zone zone, IReadOnlyList<SearchWord> words) =>
        Enumerable.Range(1, words.Count - 1).Select(i => new Term(zone.Pairs, Phrases.Pair(words[i - 1].Folded, words[i].Folded)));
}
