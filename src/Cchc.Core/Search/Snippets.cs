using System.Numerics;
using System.Text;

namespace Cchc.Core.Search;

/// <summary>Cuts the piece out of a text that shows best why it was found, and marks the match. Pure functions.</summary>
public sealed class Snippets(QueryText query)
{
    /// <summary>Characters of a snippet, and how many of them come at most before the first match.</summary>
    public const int Length = 240, Before = 70;
    /// <summary>Characters that are read at a time, and at most: where nothing was found so far, the rest of a long report will not show it better.</summary>
    private const int Slice = 8_000, MostRead = 200_000;
    private const string Cut = "…";

    private readonly QueryMatches matches = new(query);
    /// <summary>Used for one slice after the other; what is shown is a copy. An instance serves one thread.</summary>
    private readonly List<SearchWord> slice = [];

    /// <summary>The whole text in one line, the matches marked.</summary>
    public IReadOnlyList<TextSegment> Whole(string text)
    {
        var clean = SearchText.Clean(text);
        var words = SearchWords.Read(clean);
        return Segments(clean, 0, clean.Length, words, matches.In(words));
    }

    /// <summary>The best piece of the texts; the beginning of the first that is not blank when no word of them matches.</summary>
    public IReadOnlyList<TextSegment> Best(params IEnumerable<string> texts) => Best(texts, out _);

    /// <inheritdoc cref="Best(IEnumerable{string})"/>
    /// <param name="texts">Read one after the other, and only until one shows everything that was asked for.</param>
    /// <param name="which">Place of the text that the piece is from.</param>
    public IReadOnlyList<TextSegment> Best(IEnumerable<string> texts, out int which)
    {
        Window? best = null;
        var (place, first) = (0, (Text: "", Place: 0));
        which = 0;
        foreach (var text in texts)
        {
            var clean = SearchText.Clean(text);
            if (first.Text.Length == 0 && !string.IsNullOrWhiteSpace(clean)) first = (clean, place);
            if (BestWindow(clean) is { } window && (best is null || window.Score > best.Score)) (best, which) = (window, place);
            if (best?.Score >= BestScore) break;
            place++;
        }
        if (best is not null) return Show(best.Text, best.Words, best.Matches, best.First);
        which = first.Place;
        var words = new List<SearchWord>();
        SearchWords.Read(first.Text, 0, Math.Min(first.Text.Length, Length * 2), words);
        return Show(first.Text, words, [], 0);
    }

    private sealed record Window(string Text, List<SearchWord> Words, List<QueryMatch> Matches, int First, int Score);

    private Window? BestWindow(string text)
    {
        Window? best = null;
        for (var from = 0; from < Math.Min(text.Length, MostRead);)
        {
            slice.Clear();
            from = SearchWords.Read(text, from, Math.Min(text.Length, from + Slice), slice);
            var found = matches.In(slice);
            var (score, first) = (best?.Score ?? 0, -1);
            for (var i = 0; i < found.Count && score < BestScore; i++)
                if (Score(slice, found, i) is var own && own > score) (score, first) = (own, found[i].First);
            if (first >= 0) best = new(text, [.. slice], found, first, score);
            if (score >= BestScore) return best;
        }
        return best;
    }

    // All words of the query in one run: nothing can be better.
    private int BestScore => BitOperations.PopCount(matches.Everything) * 4 + Math.Min(BitOperations.PopCount(matches.Everything) - 1, 8);

    /// <summary>4 for each different word of the query, 1 for each neighbour that stayed one.</summary>
    private static int Score(List<SearchWord> words, List<QueryMatch> found, int at)
    {
        var end = words[found[at].First].Start + Length - Before;
        var (asked, neighbours) = (0u, 0);
        for (; at < found.Count && words[found[at].First + found[at].Count - 1].End <= end; at++)
        {
            asked |= found[at].Asked;
            neighbours = Math.Max(neighbours, BitOperations.PopCount(found[at].Asked) - 1);
        }
        return BitOperations.PopCount(asked) * 4 + Math.Min(neighbours, 8);
    }

    private static List<TextSegment> Show(string text, List<SearchWord> words, List<QueryMatch> found, int first)
    {
        if (words.Count == 0) return text.Length == 0 ? [] : [new(OneLine(text.AsSpan(0, Math.Min(text.Length, Length))).Trim(), false)];
        var start = first;
        while (start > 0 && words[first].Start - words[start - 1].Start <= Before)
        {
            start--;
            if (!words[start].FollowsOn && start < first) break; // the beginning of a sentence reads best
        }
        var from = start == 0 && words[0].Start <= Before ? 0 : words[start].Start;
        var last = start;
        while (last + 1 < words.Count && words[last + 1].End - from <= Length) last++;
        var to = last + 1 == words.Count && text.Length - from <= Length + 20 ? text.Length : Math.Min(words[last].End, from + Length + Before);
        var segments = Segments(text, from, to, words, found);
        if (from > 0) segments.Insert(0, new(Cut, false));
        if (to < text.Length) segments.Add(new(Cut, false));
        return segments;
    }

    private static List<TextSegment> Segments(string text, int from, int to, List<SearchWord> words, List<QueryMatch> found)
    {
        var segments = new List<TextSegment>();
        var at = from;
        foreach (var match in found)
        {
            var (start, end) = (words[match.First].Start, words[match.First + match.Count - 1].End);
            if (start < at || end > to) continue;
            Add(segments, text.AsSpan(at, start - at), false);
            Add(segments, text.AsSpan(start, end - start), true);
            at = end;
        }
        Add(segments, text.AsSpan(at, to - at), false);
        return segments;
    }

    private static void Add(List<TextSegment> segments, ReadOnlySpan<char> text, bool isMatch)
    {
        var line = OneLine(text);
        if (line.Length == 0) return;
        // "cải cách" "hành chính" found as two matches with a blank between them are shown as one.
        if (isMatch && segments.Count > 1 && segments[^1] is { IsMatch: false, Text: " " } && segments[^2].IsMatch)
        {
            segments.RemoveAt(segments.Count - 1);
            segments[^1] = new(segments[^1].Text + " " + line, true);
        }
        else segments.Add(new(line, isMatch));
    }

    /// <summary>Every run of white space as one blank.</summary>
    private static string OneLine(ReadOnlySpan<char> text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (!char.IsWhiteSpace(letter)) line.Append(letter);
            else if (line.Length == 0 || line[^1] != ' ') line.Append(' ');
        }
        return line.ToString();
    }
}
