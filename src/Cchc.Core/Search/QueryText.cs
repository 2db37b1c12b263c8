using System.Buffers;

namespace Cchc.Core.Search;

/// <summary>A piece of a query that has to be found.</summary>
/// <param name="Words">1 or more words as typed.</param>
/// <param name="IsPhrase">The words stand side by side: they were typed between quotation marks or are a number such as 66/KH-UBND.</param>
/// <param name="IsOptional">The word "số" before a number, which documents often leave out.</param>
/// <param name="Others">Other forms that are as good, each a phrase: the long form for a short one and back.</param>
public sealed record QueryPiece(IReadOnlyList<SearchWord> Words, bool IsPhrase, bool IsOptional, IReadOnlyList<SearchWord[]> Others);

/// <summary>What a reader typed, cut into pieces. Any string is a query; there is no syntax that can be wrong.</summary>
public sealed class QueryText
{
    /// <summary>Characters and words that are looked at; more is no question but a text.</summary>
    public const int LongestText = 1_000, MostWords = 24;
    private static readonly SearchValues<char> Quotes = SearchValues.Create("\"“”„«»");

    private QueryText(string text, IReadOnlyList<SearchWord> words, IReadOnlyList<QueryPiece> pieces) => (Text, Words, Pieces) = (text, words, pieces);

    /// <summary>The cleaned text.</summary>
    public string Text { get; }
    public IReadOnlyList<SearchWord> Words { get; }
    public IReadOnlyList<QueryPiece> Pieces { get; }

    public static QueryText Parse(string? typed, Abbreviations abbreviations)
    {
        var text = SearchText.Clean(typed is { Length: > LongestText } ? typed[..LongestText] : typed);
        var words = SearchWords.Read(text);
        if (words.Count > MostWords) words.RemoveRange(MostWords, words.Count - MostWords);
        var pieces = new List<QueryPiece>();
        for (var at = 0; at < words.Count; at += pieces[^1].Words.Count) pieces.Add(PieceAt(text, words, at, abbreviations));
        return new(text, words, pieces);
    }

    private static QueryPiece PieceAt(string text, List<SearchWord> words, int at, Abbreviations abbreviations)
    {
        var phrase = Math.Max(QuotedAt(text, words, at), NumberAt(text, words, at));
        if (phrase > 1) return new(words.GetRange(at, phrase), true, false, []);
        var (length, others) = abbreviations.At(words, at);
        if (length > 0) return new(words.GetRange(at, length), false, false, others);
        return new(words.GetRange(at, 1), false, IsNumberSign(words, at), []);
    }

    /// <summary>Words from here to the closing mark, or 0 when no quotation begins here or it never ends.</summary>
    private static int QuotedAt(string text, List<SearchWord> words, int at)
    {
        if (!Gap(text, words, at).ContainsAny(Quotes)) return 0;
        // Marks before this word: an even number means that this one is outside.
        var before = text.AsSpan(0, words[at].Start);
        var marks = 0;
        foreach (var letter in before) if (Quotes.Contains(letter)) marks++;
        if (marks % 2 == 0) return 0;
        for (var end = at + 1; end <= words.Count; end++)
        {
            var gap = end < words.Count ? Gap(text, words, end) : text.AsSpan(words[end - 1].End);
            if (gap.ContainsAny(Quotes)) return end - at;
        }
        return 0;
    }

    /// <summary>Words from here that are joined as in 66/KH-UBND or 02/9, at least one with a digit; else 0.</summary>
    private static int NumberAt(string text, List<SearchWord> words, int at)
    {
        var end = at + 1;
        while (end < words.Count && Gap(text, words, end) is [('/' or '-' or '–' or '.' or '_')]) end++;
        for (var i = at; i < end; i++)
            if (HasDigit(words[i])) return end - at;
        return 0;
    }

    private static bool IsNumberSign(List<SearchWord> words, int at) =>
        words[at].Folded == "so" && words[at].Exact is "số" or "so" && at + 1 < words.Count && HasDigit(words[at + 1]);

    private static bool HasDigit(SearchWord word) => word.Exact.AsSpan().ContainsAnyInRange('0', '9');

    private static ReadOnlySpan<char> Gap(string text, List<SearchWord> words, int at)
    {
        var from = at == 0 ? 0 : words[at - 1].End;
        return text.AsSpan(from, words[at].Start - from);
    }
}
