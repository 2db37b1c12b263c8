using System.Globalization;
using System.Text;

namespace Cchc.Core.Sheets;

/// <summary>Lines of comma-separated values (RFC 4180) that a spreadsheet opens without running anything. Pure.</summary>
public static class CsvText
{
    /// <summary>One line with its end. Numbers have a decimal point, whatever the culture.</summary>
    public static string Line(IEnumerable<object?> cells) => string.Join(',', cells.Select(cell => Cell(Convert.ToString(cell, CultureInfo.InvariantCulture) ?? ""))) + "\r\n";

    /// <summary>A whole file, with the mark by which spreadsheets know UTF-8.</summary>
    public static byte[] File(IEnumerable<string> columns, IEnumerable<IEnumerable<object?>> lines)
    {
        var text = new StringBuilder("\uFEFF").Append(Line(columns));
        foreach (var line in lines) text.Append(Line(line));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Quoted where it must be. What a spreadsheet would take for a formula gets an apostrophe before it; a negative number stays one.</summary>
    private static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
