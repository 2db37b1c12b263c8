using MiniExcelLibs;
using MiniExcelLibs.Attributes;
using MiniExcelLibs.OpenXml;

namespace Cchc.Core.Sheets;

/// <summary>A column of a sheet.</summary>
/// <param name="Name">Its heading. Columns of one name look the same on every sheet of a workbook.</param>
/// <param name="Width">In characters.</param>
/// <param name="Format">Excel's number format, or null.</param>
public sealed record SheetColumn(string Name, double Width, string? Format = null)
{
    /// <summary>Day and minute, as Vietnamese write them.</summary>
    public const string Moment = "dd/mm/yyyy hh:mm", Count = "#,##0";
}

/// <param name="Rows">One value for each column: text, a whole number, a <see cref="DateTime"/> as people read it, or null. Read once, row by row.</param>
public sealed record Sheet(string Name, IReadOnlyList<SheetColumn> Columns, IEnumerable<object?[]> Rows);

/// <summary>Writes workbooks (XLSX). Numbers and times are such; every text is a text, also one that begins like a formula.</summary>
public static class Spreadsheet
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Writes to a file that goes when the stream is closed, so that memory does not grow with the rows.</summary>
    /// <returns>The workbook from its beginning.</returns>
    public static Stream Write(params IReadOnlyList<Sheet> sheets)
    {
        var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        try
        {
            file.SaveAs(sheets.ToDictionary(sheet => sheet.Name, object (sheet) => RowsOf(sheet)), configuration: new OpenXmlConfiguration
            {
                FastMode = true, AutoFilter = false,
                DynamicColumns = [.. sheets.SelectMany(sheet => sheet.Columns).DistinctBy(column => column.Name).Select(column => new DynamicExcelColumn(column.Name) { Width = column.Width, Format = column.Format })],
            });
            file.Position = 0;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A sheet without rows still shows its headings.</summary>
    private static IEnumerable<Dictionary<string, object?>> RowsOf(Sheet sheet) => sheet.Rows.DefaultIfEmpty(new object?[sheet.Columns.Count])
        .Select(row => sheet.Columns.Zip(row).ToDictionary(pair => pair.First.Name, pair => pair.Second is string text ? Clean(text) : pair.Second, StringComparer.Ordinal));

    /// <summary>XML knows no control characters, and a cell no more than 32,767.</summary>
    private static string Clean(string text)
    {
        const int Most = 32_767;
        if (text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\t'))) text = string.Concat(text.Where(letter => !char.IsControl(letter) || letter is '\n' or '\t'));
        return text.Length > Most ? text[..Most] : text;
    }
}
