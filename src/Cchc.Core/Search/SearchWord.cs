using System.Collections.Concurrent;
using System.Text;
using Cchc.Core.Text;

namespace Cchc.Core.Search;

/// <summary>One word of a text, as it is looked up.</summary>
/// <param name="Start">Index of its first character in the cleaned text.</param>
/// <param name="End">Index behind its last character.</param>
/// <param name="Spelling">What stands for all its spellings.</param>
/// <param name="FollowsOn">No sentence ends between the word before and this one, so the two may be part of one phrase.</param>
public readonly record struct SearchWord(int Start, int End, WordSpelling Spelling, bool FollowsOn)
{
    public string Exact => Spelling.Exact;
    public string Folded => Spelling.Folded;

    /// <summary>Typed with a Vietnamese mark: then only that very word answers it.</summary>
    public bool IsMarked => !ReferenceEquals(Exact, Folded);

    /// <summary>Whether this word of a text answers that word of a query.</summary>
    public bool Answers(SearchWord asked) => asked.IsMarked ? Exact == asked.Exact : Folded == asked.Folded;
}

/// <summary>The one spelling that stands for all of a word's: with marks, and without.</summary>
public sealed class WordSpelling
{
    internal WordSpelling(string exact, string folded)
    {
        Exact = exact;
        Folded = folded == exact ? exact : folded;
        ExactBytes = Encoding.UTF8.GetBytes(Exact);
        FoldedBytes = ReferenceEquals(Exact, Folded) ? ExactBytes : Encoding.UTF8.GetBytes(Folded);
    }

    public string Exact { get; }
    /// <summary>The same string as <see cref="Exact"/> when the word has no marks.</summary>
    public string Folded { get; }
    // Nearly every word of a text is one of a few thousand: the index takes their bytes as they are.
    internal byte[] ExactBytes { get; }
    internal byte[] FoldedBytes { get; }
}

/// <summary>Cuts text into words: runs of letters and digits, so that <c>66/KH-UBND</c> is three words. Pure but for a cache.</summary>
public static class SearchWords
{
    /// <summary>Characters of a word that count; what is longer is no word of any language.</summary>
    private const int LongestWord = 60;
    // The few thousand syllables of the language are nearly all words there are: spelling rules run once for each.
    private const int CacheSize = 40_000, LongestCached = 12;
    private static readonly ConcurrentDictionary<string, WordSpelling> Cache = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, WordSpelling>.AlternateLookup<ReadOnlySpan<char>> Cached = Cache.GetAlternateLookup<ReadOnlySpan<char>>();
    private static int cached;

    /// <param name="text">What <see cref="SearchText.Clean"/> returned.</param>
    public static List<SearchWord> Read(string text)
    {
        var words = new List<SearchWord>(text.Length / 5 + 4);
        Read(text, 0, text.Length, words);
        return words;
    }

    /// <summary>Appends the words of one part of the text.</summary>
    /// <param name="text">What <see cref="SearchText.Clean"/> returned.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="to">No word begins here or later; one that began before is read to its end.</param>
    /// <param name="words">The list that grows.</param>
    /// <returns>Where reading ended, to go on from there.</returns>
    public static int Read(string text, int from, int to, List<SearchWord> words)
    {
        var followsOn = false;
        var at = from;
        while (at < to)
        {
            var length = WordPartAt(text, at, isFirst: true);
            if (length == 0)
            {
                // A full stop inside "TP.HCM" or "1.500" ends nothing; one before a blank ends a sentence.
                if (text[at] is '.' or '!' or '?' or ';' or '…' && (at + 1 >= text.Length || char.IsWhiteSpace(text[at + 1]))) followsOn = false;
                at++;
                continue;
            }
            var start = at;
            while (length > 0)
            {
                at += length;
                length = at < text.Length ? WordPartAt(text, at, isFirst: false) : 0;
            }
            var spelling = SpellingOf(text.AsSpan(start, at - start));
            if (spelling.Exact.Length == 0) continue;
            words.Add(new(start, at, spelling, followsOn));
            followsOn = true;
        }
        return at;
    }

    /// <summary>Number of characters (2 for a pair of surrogates) that belong to a word here, or 0.</summary>
    private static int WordPartAt(string text, int at, bool isFirst)
    {
        var letter = text[at];
        if (letter < 128) return char.IsAsciiLetterOrDigit(letter) ? 1 : 0;
        if (char.IsLetterOrDigit(letter)) return 1;
        if (char.IsHighSurrogate(letter) && at + 1 < text.Length) return char.IsLetterOrDigit(text, at) ? 2 : 0;
        return !isFirst && (VietnameseSyllable.IsMark(letter) || IsInvisible(letter)) ? 1 : 0;
    }

    /// <summary>Soft hyphens and joiners, which copied text carries inside words.</summary>
    private static bool IsInvisible(char letter) => letter is '\u00AD' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF';

    private static WordSpelling SpellingOf(ReadOnlySpan<char> word)
    {
        if (word.Length > LongestCached) return Spell(word);
        if (Cached.TryGetValue(word, out var known)) return known;
        var spelling = Spell(word);
        // Full means full: numbers and names that come once must not push the syllables out.
        if (Volatile.Read(ref cached) < CacheSize && Cache.TryAdd(word.ToString(), spelling)) Interlocked.Increment(ref cached);
        return spelling;
    }

    private static WordSpelling Spell(ReadOnlySpan<char> word)
    {
        if (word.Length > LongestWord) word = word[..(char.IsHighSurrogate(word[LongestWord - 1]) ? LongestWord - 1 : LongestWord)];
        if (!word.ContainsAnyExceptInRange('0', '9'))
        {
            // 06/KH-UBND and 6/KH-UBND, 02/9 and 2/9 are one.
            var number = word.TrimStart('0');
            var digits = number.Length == 0 ? "0" : number.ToString();
            return new(digits, digits);
        }
        var visible = new StringBuilder(word.Length);
        foreach (var letter in word)
            if (!IsInvisible(letter)) visible.Append(letter);
        var exact = VietnameseSyllable.Normalise(visible.ToString());
        return new(exact, VietnameseSyllable.Fold(exact));
    }
}
