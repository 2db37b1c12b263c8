using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using CsvHelper;
using CsvHelper.Configuration;

namespace Cchc.Core.Sheets;

/// <summary>What is wrong at a place of a file. Row and column count from 1; 0 where it concerns more than a cell.</summary>
public sealed record SheetFlaw(int Row, int Column, string Words);

/// <summary>A row as it lies in the file.</summary>
/// <param name="Number">From 1, as the program that shows the file counts.</param>
public sealed record SheetRow(int Number, IReadOnlyList<string> Cells)
{
    public string this[int column] => column >= 0 && column < Cells.Count ? Cells[column] : "";
    public bool IsEmpty => Cells.All(cell => cell.Length == 0);
}

/// <summary>One sheet as texts; numbers are written with a point, as the file keeps them.</summary>
public sealed record SheetText(string Name, IReadOnlyList<SheetRow> Rows, IReadOnlyList<SheetFlaw> Flaws);

/// <summary>A file that cannot be read as sheets. The message is for the person who sent it.</summary>
public sealed class SheetException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Reads CSV and XLSX as texts with their places. It reads the workbook's own XML because what matters here, hidden rows, formulas and merged cells, is
/// what libraries that read values leave out.</summary>
public static class SheetReader
{
    public const long MostBytes = 20 * 1024 * 1024;
    public const int MostRows = 50_000, MostColumns = 400;
    private const long MostUnpacked = 150 * 1024 * 1024;

    /// <exception cref="SheetException">It is no such file, or too large.</exception>
    public static IReadOnlyList<SheetText> Read(string fileName, byte[] bytes)
    {
        if (bytes.LongLength > MostBytes) throw TooLarge(bytes.LongLength);
        if (bytes.Length == 0) throw new SheetException("Tệp rỗng.");
        if (bytes is [0xD0, 0xCF, 0x11, 0xE0, ..]) throw new SheetException("Tệp .xls kiểu cũ không đọc được. Hãy lưu lại thành .xlsx hoặc .csv.");
        try
        {
            return bytes is [(byte)'P', (byte)'K', ..] ? ReadWorkbook(bytes) : [ReadCsv(Path.GetFileNameWithoutExtension(fileName), bytes)];
        }
        catch (Exception error) when (error is InvalidDataException or XmlException or DecoderFallbackException or CsvHelperException or FormatException)
        {
            throw new SheetException(error is DecoderFallbackException ? "Tệp CSV không phải UTF-8. Hãy lưu lại bằng bảng mã UTF-8." : "Tệp hỏng hoặc không phải XLSX, CSV.", error);
        }
    }

    public static SheetException TooLarge(long bytes) => new($"Tệp nặng {bytes / 1024 / 1024:N0} MB, nhiều nhất là {MostBytes / 1024 / 1024} MB. Chưa nhập gì.");

    /// <summary>"C" of 3, as spreadsheets name columns.</summary>
    public static string Letters(int column)
    {
        var letters = "";
        for (; column > 0; column = (column - 1) / 26) letters = (char)('A' + (column - 1) % 26) + letters;
        return letters;
    }

    private static SheetText ReadCsv(string name, byte[] bytes)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        if (text.Contains('\0', StringComparison.Ordinal)) throw new FormatException("A zero byte in a text file.");
        var first = text.Split('\n', 2)[0];
        var separator = ";\t,".MaxBy(mark => first.Count(letter => letter == mark));
        var rows = new List<SheetRow>();
        using var parser = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = separator.ToString(), IgnoreBlankLines = false, BadDataFound = null });
        while (parser.Read()) Add(rows, new(parser.RawRow, [.. (parser.Record ?? []).Select(cell => cell.Trim())]));
        return new(name, rows, []);
    }

    private static void Add(List<SheetRow> rows, SheetRow row)
    {
        if (row.IsEmpty) return;
        if (rows.Count == MostRows) throw new SheetException($"Tệp có hơn {MostRows:N0} dòng. Hãy chia thành nhiều tệp.");
        if (row.Cells.Count > MostColumns) throw new SheetException($"Tệp có hơn {MostColumns} cột. Hãy bỏ bớt cột thừa.");
        rows.Add(row);
    }

    private static List<SheetText> ReadWorkbook(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
        if (zip.Entries.Sum(entry => entry.Length) > MostUnpacked) throw new SheetException("Tệp nén chứa quá nhiều dữ liệu. Chưa nhập gì.");
        var book = Load(zip, "xl/workbook.xml") ?? throw new SheetException("Tệp không phải bảng tính XLSX.");
        var targets = (Load(zip, "xl/_rels/workbook.xml.rels") ?? new()).GetElementsByTagName("*").OfType<XmlElement>().Where(element => element.LocalName == "Relationship")
            .ToDictionary(element => element.GetAttribute("Id"), element => element.GetAttribute("Target"), StringComparer.Ordinal);
        var shared = SharedOf(Load(zip, "xl/sharedStrings.xml"));
        var percents = PercentStyles(Load(zip, "xl/styles.xml"));
        var sheets = new List<SheetText>();
        foreach (var sheet in Elements(book, "sheet"))
        {
            if (sheet.GetAttribute("state") is "hidden" or "veryHidden") continue;
            var id = sheet.Attributes.OfType<XmlAttribute>().FirstOrDefault(attribute => attribute.LocalName == "id")?.Value ?? "";
            var target = targets.GetValueOrDefault(id, "");
            using var entry = zip.GetEntry(target.StartsWith('/') ? target[1..] : $"xl/{target}")?.Open();
            if (entry is not null) sheets.Add(ReadSheet(sheet.GetAttribute("name"), entry, shared, percents));
        }
        return sheets;
    }

    private static List<string> SharedOf(XmlDocument? xml) => xml is null ? [] :
        [.. Elements(xml, "si").Select(item => string.Concat(item.GetElementsByTagName("*").OfType<XmlElement>().Where(part => part.LocalName == "t" && part.ParentNode?.LocalName != "rPh").Select(part => part.InnerText)))];

    private static IEnumerable<XmlElement> Elements(XmlDocument xml, string name) => xml.GetElementsByTagName("*").OfType<XmlElement>().Where(element => element.LocalName == name);

    private static XmlReaderSettings Safe => new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    private static XmlDocument? Load(ZipArchive zip, string path)
    {
        using var stream = zip.GetEntry(path)?.Open();
        if (stream is null) return null;
        using var reader = XmlReader.Create(stream, Safe);
        var xml = new XmlDocument { XmlResolver = null };
        xml.Load(reader);
        return xml;
    }

    /// <summary>Styles that show 0.85 as 85 %: whoever sees the sheet sees a percentage.</summary>
    private static HashSet<string> PercentStyles(XmlDocument? xml)
    {
        if (xml is null) return [];
        var formats = Elements(xml, "numFmt").Where(format => format.GetAttribute("formatCode").Contains('%')).Select(format => format.GetAttribute("numFmtId")).Concat(["9", "10"]).ToHashSet(StringComparer.Ordinal);
        var styles = Elements(xml, "cellXfs").FirstOrDefault()?.ChildNodes.OfType<XmlElement>() ?? [];
        return [.. styles.Select((style, at) => (style, at)).Where(pair => formats.Contains(pair.style.GetAttribute("numFmtId"))).Select(pair => pair.at.ToString(CultureInfo.InvariantCulture))];
    }

    private static SheetText ReadSheet(string name, Stream stream, List<string> shared, HashSet<string> percents)
    {
        var rows = new List<SheetRow>();
        var flaws = new List<SheetFlaw>();
        var hiddenColumns = new List<int>();
        using var xml = XmlReader.Create(stream, Safe);
        var cells = new List<string>();
        int number = 0, column = 0;
        string type = "";
        var isPercent = false;
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "row") Add(rows, new(number, [.. cells]));
            if (xml.NodeType != XmlNodeType.Element) continue;
            switch (xml.LocalName)
            {
                case "col" when xml.GetAttribute("hidden") is "1" or "true" && int.TryParse(xml.GetAttribute("min"), CultureInfo.InvariantCulture, out var first) && int.TryParse(xml.GetAttribute("max"), CultureInfo.InvariantCulture, out var last):
                    // A sheet may hide all columns to its right end; only those with cells concern anybody.
                    for (var hidden = first; hidden <= Math.Min(last, MostColumns); hidden++) hiddenColumns.Add(hidden);
                    break;
                case "row":
                    cells.Clear();
                    column = 0;
                    number = int.TryParse(xml.GetAttribute("r"), CultureInfo.InvariantCulture, out var said) ? said : number + 1;
                    if (xml.GetAttribute("hidden") is "1" or "true") flaws.Add(new(number, 0, "dòng bị ẩn. Hãy hiện dòng hoặc xóa hẳn"));
                    break;
                case "c":
                    column = xml.GetAttribute("r") is { } place ? ColumnOf(place) : column + 1;
                    if (column > MostColumns) throw new SheetException($"Tệp có hơn {MostColumns} cột. Hãy bỏ bớt cột thừa.");
                    while (cells.Count < column) cells.Add("");
                    type = xml.GetAttribute("t") ?? "n";
                    isPercent = percents.Contains(xml.GetAttribute("s") ?? "");
                    break;
                case "f":
                    flaws.Add(new(number, column, "ô là công thức. Hãy dán lại thành giá trị"));
                    break;
                case "v":
                    cells[column - 1] = Value(type, ReadText(xml), shared).Trim();
                    if (isPercent && type == "n" && decimal.TryParse(cells[column - 1], CultureInfo.InvariantCulture, out var share)) cells[column - 1] = (share * 100).ToString("0.############", CultureInfo.InvariantCulture) + "%";
                    break;
                case "t" when column > 0:
                    cells[column - 1] = (cells[column - 1] + ReadText(xml)).Trim();
                    break;
                case "mergeCell" when xml.GetAttribute("ref") is { } area:
                    var from = area.Split(':')[0];
                    flaws.Add(new(int.Parse(from.AsSpan(from.IndexOfAny([.. "0123456789"])), CultureInfo.InvariantCulture), ColumnOf(from), $"ô bị trộn ({area}). Hãy bỏ trộn, mỗi cột một tiêu đề"));
                    break;
            }
        }
        flaws.AddRange(hiddenColumns.Where(hidden => rows.Exists(row => row[hidden - 1].Length > 0)).Select(hidden => new SheetFlaw(rows[0].Number, hidden, "cột bị ẩn. Hãy hiện cột hoặc xóa hẳn")));
        return new(name, rows, flaws);
    }

    /// <summary>The text of an element, with the reader left on its last node: <c>ReadElementContentAsString</c> would step over the element that follows.</summary>
    private static string ReadText(XmlReader xml)
    {
        if (xml.IsEmptyElement) return "";
        var text = new StringBuilder();
        while (xml.Read() && xml.NodeType != XmlNodeType.EndElement) text.Append(xml.Value);
        return text.ToString();
    }

    /// <summary>The file keeps 91.87 as 91.869999999999997: the shortest text of the same number is what the person typed.</summary>
    private static string Value(string type, string raw, List<string> shared) => type switch
    {
        "s" => int.TryParse(raw, CultureInfo.InvariantCulture, out var at) && at >= 0 && at < shared.Count ? shared[at] : throw new FormatException("No such shared string."),
        "n" when double.TryParse(raw, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && Math.Abs(number) < 1e15 => ((decimal)number).ToString(CultureInfo.InvariantCulture) is var text && double.Parse(text, CultureInfo.InvariantCulture) == number ? text : number.ToString("R", CultureInfo.InvariantCulture),
        _ => raw,
    };

    private static int ColumnOf(string place) => place.TakeWhile(char.IsAsciiLetter).Aggregate(0, (sum, letter) => sum * 26 + (char.ToUpperInvariant(letter) - 'A' + 1));
}
