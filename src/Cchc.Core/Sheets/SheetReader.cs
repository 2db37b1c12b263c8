using System.Globalization;
using System.IO.Compression;
using CsvHelper;
using CsvHelper.Configuration;
using MiniExcelLibs;

namespace Cchc.Core.Sheets;

/// <summary>One line of a table that somebody sent: cells by the heading of their column.</summary>
/// <param name="Number">As spreadsheets count it: the heading is line 1.</param>
public sealed record SheetRow(int Number, IReadOnlyDictionary<string, string> Cells)
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
}

/// <summary>Reads tables that people send: the first sheet of a workbook (XLSX), or CSV with commas, semicolons or tabs.</summary>
public static class SheetReader
{
    /// <summary>Bounds of what is read, whatever the file says of itself.</summary>
    public const int MostRows = 50_000;
    private const int MostColumns = 100;
    private static readonly string[] Delimiters = [",", ";", "\t"];
    private const long LargestUnpacked = 200L * 1024 * 1024;

    /// <summary>Reads all rows. Headings are folded by <paramref name="headingOf"/>, so that "Câu hỏi" and "cau hoi" are one.</summary>
    /// <param name="stream">Can seek.</param>
    /// <exception cref="FormatException">The file is no table; the message, in Vietnamese, says why.</exception>
    public static IReadOnlyList<SheetRow> Read(Stream stream, Func<string, string> headingOf)
    {
        Span<byte> start = stackalloc byte[4];
        var read = stream.ReadAtLeast(start, 4, throwOnEndOfStream: false);
        stream.Position = 0;
        if (read == 0) throw new FormatException("Tệp rỗng.");
        var lines = start is [(byte)'P', (byte)'K', 3, 4] ? Workbook(stream) : Text(stream);
        var headings = lines.FirstOrDefault()?.Select(cell => headingOf(cell.Trim())).ToList() ?? throw new FormatException("Tệp không có dòng nào.");
        return [.. lines.Skip(1).Select((cells, at) => new SheetRow(at + 2, headings.Zip(cells).Where(pair => pair.First.Length > 0).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second.Trim(), StringComparer.Ordinal)))
            .Where(row => row.Cells.Values.Any(cell => cell.Length > 0))];
    }

    private static List<string[]> Workbook(Stream stream)
    {
        try
        {
            using (var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true))
                if (archive.Entries.Sum(entry => entry.Length) > LargestUnpacked) throw new FormatException("Tệp Excel quá lớn khi giải nén.");
            stream.Position = 0;
            var lines = new List<string[]>();
            foreach (IDictionary<string, object?> row in stream.Query(useHeaderRow: false, excelType: ExcelType.XLSX))
            {
                if (lines.Count > MostRows) throw new FormatException($"Tệp có hơn {MostRows} dòng.");
                lines.Add([.. row.Values.Take(MostColumns).Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "")]);
            }
            return lines;
        }
        catch (Exception error) when (error is not FormatException and not OutOfMemoryException)
        {
            throw new FormatException("Tệp Excel bị hỏng hoặc không phải XLSX.", error);
        }
    }

    private static List<string[]> Text(Stream stream)
    {
        try
        {
            using var reader = new StreamReader(stream, new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, leaveOpen: true);
            var first = reader.ReadLine() ?? "";
            var delimiter = Delimiters.MaxBy(mark => first.Split(mark).Length)!;
            stream.Position = 0;
            reader.DiscardBufferedData();
            using var csv = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = delimiter, MaxFieldSize = 100_000, Mode = CsvMode.RFC4180 });
            var lines = new List<string[]>();
            while (csv.Read())
            {
                if (lines.Count > MostRows) throw new FormatException($"Tệp có hơn {MostRows} dòng.");
                lines.Add([.. csv.Record!.Take(MostColumns)]);
            }
            return lines;
        }
        catch (System.Text.DecoderFallbackException error) { throw new FormatException("Tệp không phải UTF-8. Trong Excel hãy chọn “CSV UTF-8” hoặc lưu thành XLSX.", error); }
        catch (CsvHelperException error) { throw new FormatException("Tệp CSV bị hỏng.", error); }
    }
}
