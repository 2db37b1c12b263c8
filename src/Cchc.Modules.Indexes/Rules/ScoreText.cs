using System.Globalization;
using Cchc.Core.Text;

namespace Cchc.Modules.Indexes.Rules;

/// <summary>Numbers as people type them: decimal comma or point, grouped thousands, a percent sign, or words that say why there is none.</summary>
public static class ScoreText
{
    /// <summary>What a cell says, or null when it is neither a number nor a known word.</summary>
    public static Score? Read(string text)
    {
        var cell = text.Replace('\u00A0', ' ').Trim();
        if (cell is "" or "-" or "–" or "—" or "…" or "...") return Score.None;
        switch (Vietnamese.Fold(cell))
        {
            case "khong co so lieu" or "n/a" or "na": return Score.None;
            case "khong cong bo": return new(null, ResultState.Withheld);
            case "khong do": return new(null, ResultState.NotMeasured);
            case "khong ap dung": return new(null, ResultState.NotApplicable);
        }
        return Number(cell) is { } number ? new(number) : null;
    }

    /// <summary>One mark is the decimal mark; of two kinds the last is. "1.234.567" has only thousands.</summary>
    public static decimal? Number(string text)
    {
        var cell = text.Replace("\u00A0", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).TrimEnd('%');
        int comma = cell.LastIndexOf(','), point = cell.LastIndexOf('.');
        if (comma >= 0 && point >= 0) cell = comma > point ? cell.Replace(".", "", StringComparison.Ordinal).Replace(',', '.') : cell.Replace(",", "", StringComparison.Ordinal);
        else if (comma >= 0) cell = comma == cell.IndexOf(',', StringComparison.Ordinal) ? cell.Replace(',', '.') : cell.Replace(",", "", StringComparison.Ordinal);
        else if (point != cell.IndexOf('.', StringComparison.Ordinal)) cell = cell.Replace(".", "", StringComparison.Ordinal);
        return decimal.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>The decimal mark that the text is written with, or null when it has none or it cannot be told.</summary>
    public static char? MarkOf(string text)
    {
        int comma = text.LastIndexOf(','), point = text.LastIndexOf('.');
        if (comma < 0 && point < 0) return null;
        var last = Math.Max(comma, point);
        // One mark that stands several times parts thousands.
        return text.Count(letter => letter == text[last]) == 1 ? text[last] : null;
    }

    /// <summary>As people here read it.</summary>
    public static string Show(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture).Replace('.', ',');
}
