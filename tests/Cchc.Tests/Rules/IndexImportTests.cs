using System.Text;
using Cchc.Core.Sheets;
using Cchc.Core.Units;
using Cchc.Modules.Indexes;
using Cchc.Modules.Indexes.Rules;
using FsCheck.Xunit;

namespace Cchc.Tests.Rules;

public sealed class IndexImportTests
{
    private static readonly UnitRegistry Units = new([Province("82", "Tỉnh Tiền Giang"), Province("87", "Tỉnh Đồng Tháp"), Province("22", "Tỉnh Quảng Ninh")], []);
    private static readonly Criterion[] Criteria = [new("A", "Phần A", null, 10), new("B", "Phần B", null, 10)];

    [Theory]
    [InlineData("91,87", "91.87")]
    [InlineData("91.87", "91.87")]
    [InlineData("91,87%", "91.87")]
    [InlineData("1.234,5", "1234.5")]
    [InlineData("1,234.5", "1234.5")]
    [InlineData("8.9265", "8.9265")]
    [InlineData("tám", null)]
    public void A_number_is_read_with_comma_or_point(string text, string? value) => Assert.Equal(value, ScoreText.Number(text) is { } number ? IndexJson.Text(number) : null);

    [Property]
    public bool What_is_shown_is_read_as_the_same_number(int whole) => ScoreText.Number(ScoreText.Show(whole / 100m)) == whole / 100m;

    [Theory]
    [InlineData("Đơn vị;A;Tổng\nTien Giang;1;1", "")]
    [InlineData("Đơn vị;A;Tổng\nTiền Gian;1;1", "ô A2: không có đơn vị tên “Tiền Gian”. Có phải Tỉnh Tiền Giang (mã 82)?")]
    [InlineData("Đơn vị;A;Tổng\nTiền Giang;11;11", "ô B2: 11 lớn hơn điểm tối đa 10")]
    [InlineData("Đơn vị;A;Tổng\nTiền Giang;một;1", "ô B2: “một” không phải số")]
    [InlineData("Đơn vị;A;Tổng\nTiền Giang;0;1", "ô B2: 0 nằm ngoài thang điểm, bắt đầu từ 1")]
    [InlineData("Đơn vị;A;Tổng\nTiền Giang;1;1\nTỉnh Tiền Giang;1;1", "ô A3: Tỉnh Tiền Giang lặp lại, đã có ở dòng 2")]
    [InlineData("Mã;Đơn vị;Tổng\n82;Quảng Ninh;1", "ô B2: mã 82 năm 2020 là Tỉnh Tiền Giang, không phải “Quảng Ninh”")]
    [InlineData("Đơn vị;A;Tổng\nTiền Giang;1;91,87%", "ô C2: “91,87%” là phần trăm, còn cột này tính bằng điểm")]
    [InlineData("Đơn vị;A;Tổng\nTiền Giang;1,5;50\nĐồng Tháp;1,7;60\nQuảng Ninh;1.6;70", "ô B4: “1.6” dùng dấu chấm thập phân, các ô khác của cột dùng dấu phẩy")]
    [InlineData("Xin chào\n1", "không có cột tên hoặc mã đơn vị")]
    public void Each_fault_is_told_at_its_cell(string csv, string fault)
    {
        var result = Import(csv);
        Assert.Equal(fault.Length > 0, result.Blocked);
        if (fault.Length > 0) Assert.Contains(result.Problems, problem => problem.ToString().Contains(fault, StringComparison.Ordinal));
        else Assert.Equal("82-tinh-tien-giang", result.Years[0].Table.Results[0].UnitSlug);
    }

    [Fact]
    public void A_total_that_misses_its_parts_is_a_warning_and_nothing_is_corrected()
    {
        var result = Import("Đơn vị,A,B,Tổng\nTiền Giang,1,2,3.03\nQuảng Ninh,1,2,3.02");
        Assert.Equal([false], result.Problems.Select(problem => problem.Blocks));
        Assert.Equal(3.03m, result.Years[0].Table.Results[0].Total.Value);
    }

    [Fact]
    public void A_blank_is_never_nought_and_two_sources_are_both_kept()
    {
        var line = Import("Đơn vị;A;Tổng;Nguồn\nTiền Giang;;91,87;Báo một\nTiền Giang;;91,81;Báo hai").Years[0].Table.Results.Single();
        Assert.Equal((91.87m, "Báo một", (decimal?)null), (line.Total.Value, line.Total.Source, line.ScoreOf("A").Value));
        Assert.Contains("91,81 (Báo hai)", line.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void The_long_form_gives_the_table_of_the_wide_one()
    {
        var wide = Import("Đơn vị;A;B\nTiền Giang;1;2\nQuảng Ninh;3;");
        var tall = Import("Đơn vị;Mã tiêu chí;Score\nTiền Giang;A;1\nTiền Giang;B;2\nQuảng Ninh;A;3\nQuảng Ninh;B;");
        Assert.Equal(IndexJson.Write(wide.Years[0].Table), IndexJson.Write(tall.Years[0].Table));
    }

    [Fact]
    public void A_workbook_is_read_as_it_was_written()
    {
        using var book = Spreadsheet.Write(new Sheet("Điểm", [new("Đơn vị", 20), new("A", 9)], [["Tiền Giang", 91.87]]));
        using var bytes = new MemoryStream();
        book.CopyTo(bytes);
        var sheet = Assert.Single(SheetReader.Read("a.xlsx", bytes.ToArray()));
        Assert.Equal(["Đơn vị", "A", "Tiền Giang", "91.87"], sheet.Rows.SelectMany(row => row.Cells));
    }

    [Fact]
    public void A_workbook_tells_what_its_sheet_hides_and_shows_otherwise()
    {
        var sheet = Assert.Single(SheetReader.Read("a.xlsx", Book("""
            <cols><col min="3" max="3" hidden="1"/></cols><sheetData>
            <row r="1"><c r="A1" t="inlineStr"><is><t>Đơn vị</t></is></c><c r="B1" t="inlineStr"><is><t>A</t></is></c><c r="C1" t="inlineStr"><is><t>B</t></is></c></row>
            <row r="2" hidden="1"><c r="A2" t="inlineStr"><is><t>Tiền Giang</t></is></c><c r="B2" s="1"><v>0.85</v></c><c r="C2"><f>1+1</f><v>2</v></c></row>
            </sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>
            """)));
        Assert.Equal("85%", sheet.Rows[1][1]);
        foreach (var words in new[] { "dòng bị ẩn", "ô là công thức", "ô bị trộn (A1:B1)", "cột bị ẩn" }) Assert.Contains(sheet.Flaws, flaw => flaw.Words.Contains(words, StringComparison.Ordinal));
    }

    private static byte[] Book(string inner)
    {
        using var bytes = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(bytes, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in new[]
            {
                ("xl/workbook.xml", "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Điểm\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
                ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"),
                ("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"10\"/></cellXfs></styleSheet>"),
                ("xl/worksheets/sheet1.xml", $"<worksheet>{inner}</worksheet>"),
            })
                using (var writer = new StreamWriter(zip.CreateEntry(name).Open())) writer.Write(text);
        return bytes.ToArray();
    }

    [Fact]
    public void What_is_no_sheet_is_refused_with_words()
    {
        Assert.Contains("20 MB", Assert.Throws<SheetException>(() => SheetReader.Read("a.csv", new byte[SheetReader.MostBytes + 1])).Message, StringComparison.Ordinal);
        Assert.Throws<SheetException>(() => SheetReader.Read("a.xlsx", "PK gì đó"u8.ToArray()));
        Assert.Throws<SheetException>(() => SheetReader.Read("a.csv", [0xFF, 0xFE, 0x41]));
    }

    private static ImportResult Import(string csv)
    {
        var sheet = SheetReader.Read("tep.csv", Encoding.UTF8.GetBytes(csv))[0];
        return IndexImport.Read(sheet, new(ImportColumns.Guess(sheet.Rows[0].Cells, Criteria, ""), Criteria, IndexLevel.Province, 2020, "thu", 1, 100), Units);
    }

    private static int last;

    private static Unit Province(string code, string name)
    {
        var unit = new Unit { Kind = UnitKind.Province, Code = code, Name = name, Slug = Unit.SlugOf(code, name, null) };
        typeof(Unit).GetProperty(nameof(Unit.Id))!.SetValue(unit, ++last);
        return unit;
    }
}
