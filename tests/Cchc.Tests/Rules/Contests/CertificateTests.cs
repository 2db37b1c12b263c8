using Cchc.Core.Print;
using Cchc.Modules.Contest.Results;
using Cchc.Modules.Contest.Rules;
using FsCheck.Xunit;
using QRCoder;
using UglyToad.PdfPig;

namespace Cchc.Tests.Rules.Contests;

public sealed class CertificateTests
{
    private static readonly CertificateText Sample = new("Sở Nội vụ tỉnh Đồng Tháp", "Giấy chứng nhận", "Nguyễn Thị Quỳnh Như", "Đã đạt Giải Nhất, Kỳ 1, Cán bộ, công chức, viên chức", "Cuộc thi trực tuyến tìm hiểu cải cách hành chính năm 2026",
        "148/QĐ-BTC, 02/12/2026", "Đồng Tháp, ngày 02 tháng 12 năm 2026", "Trưởng Ban tổ chức", "Phạm Hữu Đức", "K7QM-2XPA-9TDE", "https://cchc.example.vn/xac-thuc/K7QM-2XPA-9TDE", false);

    /// <summary>The fonts that the themes' build has put beside the pages.</summary>
    private static readonly Lazy<IReadOnlyList<byte[]>> Fonts = new(() =>
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Cchc.Web.sln"))) folder = folder.Parent!;
        return [.. new[] { "regular", "strong", "italic" }.Select(name => File.ReadAllBytes(Path.Combine(folder.FullName, "src", "Cchc.Themes", "wwwroot", "print", $"{name}.ttf")))];
    });

    [Property]
    public bool A_code_is_read_as_it_was_given_and_one_wrong_letter_is_told(byte place, byte other)
    {
        var code = CertificateCode.New();
        var letters = code.Replace("-", "", StringComparison.Ordinal).ToCharArray();
        letters[place % 12] = CodeText.Alphabet[(CodeText.Alphabet.IndexOf(letters[place % 12], StringComparison.Ordinal) + 1 + other % 31) % 32];
        return CertificateCode.Read(code) == code && CertificateCode.Read(code.ToLowerInvariant().Replace('-', ' ')) == code && CertificateCode.Read(new(letters)) is null;
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("K7QM")]
    [InlineData("K7QM-2XPA-9TDEF")]
    [InlineData("K7QM-2XPA-9TDU")]
    public void What_cannot_be_a_code_is_none(string? typed) => Assert.Null(CertificateCode.Read(typed));

    [Fact]
    public void Guessing_is_stopped_and_only_for_the_address_that_guesses()
    {
        using var guesses = new CodeGuesses();
        for (var at = 0; at < CodeGuesses.Misses; at++)
        {
            Assert.True(guesses.Allows("192.0.2.1"));
            guesses.Missed("192.0.2.1");
        }
        Assert.False(guesses.Allows("192.0.2.1"));
        Assert.True(guesses.Allows("192.0.2.2"));
    }

    [Fact]
    public void Text_of_the_sheet_can_be_read_back_with_every_mark()
    {
        var bytes = CertificatePaper.Draw(Sample, Fonts.Value);
        using var file = PdfDocument.Open(bytes);
        var page = file.GetPage(1);
        var text = string.Join(' ', page.GetWords().Select(word => word.Text));
        foreach (var part in new[] { "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "GIẤY CHỨNG NHẬN", Sample.Name, Sample.Deed, Sample.Contest, "(Theo Quyết định số 148/QĐ-BTC, 02/12/2026)", Sample.Code, "https://cchc.example.vn/xac-thuc", Sample.PlaceAndDay, "TRƯỞNG BAN TỔ CHỨC", Sample.Signer })
            Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.Equal(1, file.NumberOfPages);
        Assert.True(page.Width > page.Height);
    }

    [Fact]
    public void A_long_name_and_letters_that_no_font_has_stay_on_the_sheet()
    {
        var name = string.Join(' ', Enumerable.Repeat("Nguyễn-Phước-Bửu", 5)) + " 李 \U0001F600";
        using var file = PdfDocument.Open(CertificatePaper.Draw(Sample with { Name = name, Contest = string.Join(' ', Enumerable.Repeat("Tìm hiểu cải cách hành chính", 4)) }, Fonts.Value));
        Assert.All(file.GetPage(1).Letters, letter => Assert.InRange(letter.BoundingBox.Right, 30, PdfSheet.Width - 30));
    }

    [Fact]
    public void The_squares_of_the_code_are_those_of_the_address()
    {
        using var data = QRCodeGenerator.GenerateQrCode(Sample.Url, QRCodeGenerator.ECCLevel.M);
        var matrix = data.ModuleMatrix;
        using var sheet = new PdfSheet("", "", Fonts.Value);
        sheet.Matrix(matrix, 100, 100, 10 * matrix.Count, "#000000");
        using var file = PdfDocument.Open(sheet.Build());
        var drawn = file.GetPage(1).Paths.Where(path => path.IsFilled).Select(path => path.GetBoundingRectangle()!.Value).ToList();
        bool Dark(int row, int column) => drawn.Exists(area => area.Left - 100 <= 10 * column + 5 && 10 * column + 5 <= area.Right - 100 && PdfSheet.Height - area.Top - 100 <= 10 * row + 5 && 10 * row + 5 <= PdfSheet.Height - area.Bottom - 100);
        for (var row = 0; row < matrix.Count; row++)
            for (var column = 0; column < matrix.Count; column++) Assert.True(matrix[row][column] == Dark(row, column), $"{row}, {column}");
    }
}
