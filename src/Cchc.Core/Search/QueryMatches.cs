namespace Cchc.Core.Search;

/// <summary>A place of a text that answers a query.</summary>
/// <param name="First">Place of its first word among the words of the text.</param>
/// <param name="Count">How many words it spans.</param>
/// <param name="Asked">The words of the query that it answers, one bit each.</param>
public readonly record struct QueryMatch(int First, int Count, uint Asked);

/// <summary>
/// Finds what to mark. A word of the query that stands somewhere beside its neighbour is marked only there: for "cải cách hành
/// chính" the "chính" of "chính sách" is no match. Pure functions.
/// </summary>
public sealed class QueryMatches
{
    private readonly IReadOnlyList<SearchWord> asked;
    private readonly Dictionary<string, List<int>> placesOf = [];
    private readonly List<(SearchWord[] Words, uint Asked)> others = [];

    public QueryMatches(QueryText query)
    {
        asked = query.Words;
        for (var i = 0; i < asked.Count; i++)
        {
            if (!placesOf.TryGetValue(asked[i].Folded, out var places)) placesOf.Add(asked[i].Folded, places = []);
            places.Add(i);
        }
        var at = 0;
        foreach (var piece in query.Pieces)
        {
            var bits = BitsOf(at, piece.Words.Count);
            others.AddRange(piece.Others.Select(other => (other, bits)));
            at += piece.Words.Count;
        }
    }

    /// <summary>All bits that a match can have.</summary>
    public uint Everything => BitsOf(0, asked.Count);

    /// <returns>In order of the text, without overlaps.</returns>
    public List<QueryMatch> In(IReadOnlyList<SearchWord> text)
    {
        var runs = new List<QueryMatch>();
        var singles = new List<QueryMatch>();
        var inRuns = 0u;
        for (var at = 0; at < text.Count;)
        {
            var match = LongestAt(text, at);
            if (match.Count == 0)
            {
                at++;
                continue;
            }
            // Another form (CCHC) is as good as a run, however short.
            var isRun = match.Count > 1 || !Answers(text[at], match.Asked);
            (isRun ? runs : singles).Add(match);
            if (isRun) inRuns |= match.Asked;
            at += match.Count;
        }
        runs.AddRange(singles.Where(single => (single.Asked & ~inRuns) != 0));
        runs.Sort((left, right) => left.First.CompareTo(right.First));
        return runs;
    }

    private QueryMatch LongestAt(IReadOnlyList<SearchWord> text, int at)
    {
        var longest = new QueryMatch(at, 0, 0);
        if (placesOf.TryGetValue(text[at].Folded, out var places))
        {
            foreach (var place in places)
            {
                var length = 0;
                while (place + length < asked.Count && at + length < text.Count && text[at + length].Answers(asked[place + length])) length++;
                if (length > longest.Count) longest = new(at, length, BitsOf(place, length));
                // One word asked twice: a single match answers both.
                else if (length == 1 && longest.Count == 1) longest = longest with { Asked = longest.Asked | BitsOf(place, 1) };
            }
        }
        foreach (var (words, bits) in others)
            if (words.Length > longest.Count && Stands(words, text, at)) longest = new(at, words.Length, bits);
        return longest;
    }

    private bool Answers(SearchWord word, uint bits)
    {
        for (var i = 0; i < asked.Count; i++)
            if ((bits & 1u << i) != 0 && word.Answers(asked[i])) return true;
        return false;
    }

    private static bool Stands(SearchWord[] words, IReadOnlyList<SearchWord> text, int at)
    {
        if (at + words.Length > text.Count) return false;
        for (var i = 0; i < words.Length; i++)
            if (text[at + i].Exact != words[i].Exact) return false;
        return true;
    }

    private static uint BitsOf(int from, int count) => ((1u << count) - 1) << from;
}
