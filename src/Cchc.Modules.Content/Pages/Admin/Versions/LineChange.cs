namespace Cchc.Modules.Content.Pages.Admin.Versions;

/// <summary>One line of a comparison.</summary>
/// <param name="Kind">'=' in both, '-' only before, '+' only after.</param>
public sealed record LineChange(char Kind, string Text)
{
    /// <summary>Beyond so many pairs of lines the middle is shown as replaced as a whole: the table would not fit into memory.</summary>
    private const long MostPairs = 4_000_000;

    /// <summary>The lines of both texts in order, by their longest common subsequence. Pure.</summary>
    public static IReadOnlyList<LineChange> Between(string before, string after)
    {
        var (left, right) = (before.Split('\n'), after.Split('\n'));
        var start = 0;
        while (start < left.Length && start < right.Length && left[start] == right[start]) start++;
        var end = 0;
        while (end < left.Length - start && end < right.Length - start && left[^(end + 1)] == right[^(end + 1)]) end++;
        var changes = new List<LineChange>(left[..start].Select(line => new LineChange('=', line)));
        changes.AddRange(Middle(left[start..^end], right[start..^end]));
        changes.AddRange(left[^end..].Select(line => new LineChange('=', line)));
        return changes;
    }

    private static List<LineChange> Middle(string[] left, string[] right)
    {
        if ((long)left.Length * right.Length > MostPairs)
            return [.. left.Select(line => new LineChange('-', line)), .. right.Select(line => new LineChange('+', line))];
        var common = new int[left.Length + 1, right.Length + 1];
        for (var i = left.Length - 1; i >= 0; i--)
            for (var j = right.Length - 1; j >= 0; j--)
                common[i, j] = left[i] == right[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        var changes = new List<LineChange>();
        var (at, to) = (0, 0);
        while (at < left.Length || to < right.Length)
            if (at < left.Length && to < right.Length && left[at] == right[to]) { changes.Add(new('=', left[at++])); to++; }
            else if (at < left.Length && (to == right.Length || common[at + 1, to] >= common[at, to + 1])) changes.Add(new('-', left[at++]));
            else changes.Add(new('+', right[to++]));
        return changes;
    }
}
