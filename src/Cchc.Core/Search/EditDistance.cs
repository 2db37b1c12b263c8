namespace Cchc.Core.Search;

/// <summary>How far two words are apart. Pure functions.</summary>
public static class EditDistance
{
    /// <summary>Letters to insert, delete, replace, or to swap with the next one, to make one word of the other.</summary>
    public static int Between(string left, string right)
    {
        var (beforeLast, last, row) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var j = 0; j <= right.Length; j++) row[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            (beforeLast, last, row) = (last, row, beforeLast);
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1] + 1, last[j] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }
        }
        return row[right.Length];
    }
}
