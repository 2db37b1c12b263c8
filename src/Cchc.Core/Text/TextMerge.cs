using DiffPlex;

namespace Cchc.Core.Text;

/// <summary>A place that two people changed in different ways.</summary>
/// <param name="Mine">The words that the merged text has.</param>
/// <param name="Theirs">The words that the other one put there.</param>
public sealed record MergeConflict(string Mine, string Theirs);

/// <param name="Text">All changes of both; where they contradict each other, mine.</param>
public sealed record MergeResult(string Text, IReadOnlyList<MergeConflict> Conflicts);

/// <summary>
/// Puts the changes together that two people made to one text, word by word (diff3: S. Khanna, K. Kunal, B. C. Pierce, "A Formal
/// Investigation of Diff3", FSTTCS 2007). Pure.
/// </summary>
public static class TextMerge
{
    private static readonly DiffPlex.Chunkers.DelimiterChunker Words = new([' ', '\n', '\t']);

    /// <param name="from">The text that both began with.</param>
    public static MergeResult Merge(string from, string mine, string theirs)
    {
        if (mine == theirs || theirs == from) return new(mine, []);
        if (mine == from) return new(theirs, []);
        var ours = Differ.Instance.CreateDiffs(from, mine, ignoreWhiteSpace: false, ignoreCase: false, Words);
        var others = Differ.Instance.CreateDiffs(from, theirs, ignoreWhiteSpace: false, ignoreCase: false, Words);
        var (left, right) = (Changes(ours), Changes(others));
        var text = new System.Text.StringBuilder();
        var conflicts = new List<MergeConflict>();
        var (at, l, r) = (0, 0, 0);
        while (l < left.Count || r < right.Count)
        {
            // A stretch of the first text that changes of one or both cover without a gap.
            var start = Math.Min(l < left.Count ? left[l].Start : int.MaxValue, r < right.Count ? right[r].Start : int.MaxValue);
            var (end, l0, r0) = (start, l, r);
            for (var grown = true; grown;)
            {
                grown = false;
                while (l < left.Count && left[l].Start <= end) { end = Math.Max(end, left[l++].End); grown = true; }
                while (r < right.Count && right[r].Start <= end) { end = Math.Max(end, right[r++].End); grown = true; }
            }
            Append(text, ours.PiecesOld, at, start);
            var (my, their) = (Apply(ours.PiecesOld, left, l0, l, start, end), Apply(others.PiecesOld, right, r0, r, start, end));
            text.Append(l > l0 ? my : their);
            if (l > l0 && r > r0 && my != their) conflicts.Add(new(my.Trim(), their.Trim()));
            at = end;
        }
        Append(text, ours.PiecesOld, at, ours.PiecesOld.Count);
        return new(text.ToString(), conflicts);
    }

    /// <summary>Words of the first text from <paramref name="Start"/> to before <paramref name="End"/> become <paramref name="Text"/>.</summary>
    private sealed record Change(int Start, int End, string Text);

    private static List<Change> Changes(DiffPlex.Model.DiffResult diff) => [.. diff.DiffBlocks.Select(block =>
        new Change(block.DeleteStartA, block.DeleteStartA + block.DeleteCountA, string.Concat(diff.PiecesNew.Skip(block.InsertStartB).Take(block.InsertCountB))))];

    private static string Apply(IReadOnlyList<string> words, List<Change> changes, int from, int to, int start, int end)
    {
        var text = new System.Text.StringBuilder();
        var at = start;
        for (var i = from; i < to; i++)
        {
            Append(text, words, at, changes[i].Start);
            text.Append(changes[i].Text);
            at = changes[i].End;
        }
        Append(text, words, at, end);
        return text.ToString();
    }

    private static void Append(System.Text.StringBuilder text, IReadOnlyList<string> words, int from, int to)
    {
        for (var i = from; i < to; i++) text.Append(words[i]);
    }
}
