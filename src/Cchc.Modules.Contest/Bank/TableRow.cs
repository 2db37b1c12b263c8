using Cchc.Core.Sheets;

namespace Cchc.Modules.Contest.Bank;

/// <summary>One line of a table of questions: cells by the heading of their column.</summary>
/// <param name="Number">As spreadsheets count it: the heading is line 1.</param>
public sealed record TableRow(int Number, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>The cell under the first of these headings that the table has; "" when it has none of them.</summary>
    public string this[params ReadOnlySpan<string> headings]
    {
        get
        {
            foreach (var heading in headings)
                if (Cells.TryGetValue(heading, out var cell)) return cell;
            return "";
        }
    }

    /// <summary>The first sheet of a workbook, or a CSV file; headings are told apart without case and marks.</summary>
    /// <exception cref="FormatException">The file is no table; the message, in Vietnamese, says why.</exception>
    public static IReadOnlyList<TableRow> Read(Stream stream)
    {
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        try
        {
            var rows = SheetReader.Read("", memory.ToArray()) is [var sheet, ..] ? sheet.Rows : [];
            if (rows.Count == 0) throw new FormatException("Tệp không có dòng nào.");
            var headings = rows[0].Cells.Select(cell => TableFormat.Heading(cell.Trim())).ToList();
            return [.. rows.Skip(1).Where(row => !row.IsEmpty).Select(row => new TableRow(row.Number, headings.Zip(row.Cells).Where(pair => pair.First.Length > 0).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second.Trim(), StringComparer.Ordinal)))];
        }
        catch (SheetException error) { throw new FormatException(error.Message, error); }
    }
}
