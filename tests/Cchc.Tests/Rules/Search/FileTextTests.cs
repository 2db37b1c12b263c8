using System.IO.Compression;
using System.Text;
using Cchc.Core.Search.Files;
using Cchc.Tests.Hosting;
using FsCheck.Xunit;

namespace Cchc.Tests.Rules.Search;

public sealed class FileTextTests
{
    private const string Paragraph = "<w:p><w:r><w:t>Bộ phận một cửa</w:t></w:r><w:r><w:tab/><w:t xml:space=\"preserve\">liên </w:t></w:r><w:r><w:t>thông</w:t></w:r></w:p>";
    private static byte[] SamplePdf => File.ReadAllBytes(Repository.PathOf("recipes/sample/media/van-ban/ke-hoach-66-kh-ubnd-tien-giang-2024.pdf"));
    private static readonly FileTextLimits Small = new() { UnpackedBytes = 1024 * 1024 };

    /// <summary>A Word file of the parts given, each as the XML inside its body.</summary>
    internal static byte[] Word(string body, string? footnotes = null)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var types = new StreamWriter(zip.CreateEntry("[Content_Types].xml").Open())) types.Write("<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
            foreach (var (name, inner) in new[] { ("word/document.xml", body), ("word/footnotes.xml", footnotes) })
            {
                if (inner is null) continue;
                using var part = new StreamWriter(zip.CreateEntry(name).Open());
                part.Write($"<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>{inner}</w:body></w:document>");
            }
        }
        return bytes.ToArray();
    }

    /// <summary>A PDF file of one page whose content stream is given, packed.</summary>
    private static byte[] Pdf(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(content);
        using var file = new MemoryStream();
        var places = new List<long>();
        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
        void Begin(int number) { places.Add(file.Position); Write($"{number} 0 obj\n"); }
        Write("%PDF-1.4\n");
        Begin(1); Write("<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
        Begin(2); Write("<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n");
        Begin(3); Write("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>\nendobj\n");
        Begin(4); Write($"<< /Length {packed.Length} /Filter /FlateDecode >>\nstream\n"); file.Write(packed.ToArray()); Write("\nendstream\nendobj\n");
        Begin(5); Write("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n");
        var start = file.Position;
        Write($"xref\n0 6\n0000000000 65535 f \n{string.Concat(places.Select(place => $"{place:0000000000} 00000 n \n"))}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        return file.ToArray();
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("Độc lập - Tự do - Hạnh phúc")]
    [InlineData("xây dựng mạng lưới cộng tác viên đưa tin, bài về cải cách hành chính")]
    [InlineData("Nguyễn Thành Diệu")]
    public void A_PDF_is_read_to_its_last_page_with_all_marks(string phrase) =>
        Assert.Contains(phrase, OneLine(FileText.Read(SamplePdf)), StringComparison.Ordinal);

    [Fact]
    public void A_Word_file_is_read_paragraph_by_paragraph_with_its_footnotes_and_nothing_twice()
    {
        var file = Word(Paragraph + "<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>Khung</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>Khung</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>"
            + "<w:p><w:del><w:r><w:delText>đã xóa</w:delText></w:r></w:del></w:p>", "<w:p><w:r><w:t>Chú thích</w:t></w:r></w:p>");
        Assert.Equal("Bộ phận một cửa liên thông\nKhung\n\nChú thích", FileText.Read(file));
    }

    [Theory]
    [InlineData("ke-hoach.PDF", true)]
    [InlineData("bieu.docx", true)]
    [InlineData("bieu.doc", false)]
    [InlineData("tranh.svg", false)]
    public void Only_names_of_PDF_and_Word_files_are_readable(string name, bool readable) => Assert.Equal(readable, FileText.IsReadable(name));

    [Fact]
    public void A_Word_file_that_unpacks_without_end_has_no_text()
    {
        var bomb = Word($"<w:p><w:r><w:t>một cửa {new string(' ', 20_000_000)}</w:t></w:r></w:p>");
        Assert.True(bomb.Length < 100_000);
        Assert.Equal("", FileText.Read(bomb, Small));
    }

    [Fact]
    public void A_PDF_that_unpacks_without_end_has_no_text()
    {
        var text = Encoding.Latin1.GetBytes("BT /F1 12 Tf 50 700 Td (mot cua) Tj ET\n");
        Assert.Equal("mot cua", FileText.Read(Pdf(text)));
        var bomb = Pdf([.. text, .. new byte[50_000_000]]);
        Assert.True(bomb.Length < 100_000);
        Assert.Equal("", FileText.Read(bomb, Small));
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;\">]><w:t>&c;</w:t>")]
    [InlineData("<w:p><w:r><w:t>chưa đóng")]
    [InlineData("&khongco;")]
    public void Wrong_XML_gives_what_came_before_it_or_nothing(string xml) =>
        Assert.InRange(FileText.Read(Word(xml)).Length, 0, 20);

    [Fact]
    public void Files_cut_short_anywhere_are_no_error()
    {
        foreach (var whole in new[] { SamplePdf, Word(Paragraph) })
            foreach (var part in new[] { 0, 1, 4, 5, 20, whole.Length / 4, whole.Length / 2, whole.Length - 30, whole.Length - 1 })
                Assert.NotNull(FileText.Read(whole[..Math.Max(0, part)]));
    }

    [Property(MaxTest = 60)]
    public void Any_bytes_are_no_error(int seed, byte[] garbage)
    {
        var random = new Random(seed);
        Assert.Equal("", FileText.Read(garbage));
        Assert.NotNull(FileText.Read([.. "%PDF-1.7\n"u8, .. garbage]));
        Assert.NotNull(FileText.Read([.. "PK\u0003\u0004"u8, .. garbage]));
        var word = Word(Paragraph);
        for (var change = 0; change < 5; change++) word[random.Next(word.Length)] = (byte)random.Next(256);
        Assert.NotNull(FileText.Read(word));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void A_PDF_with_flipped_bits_is_no_error(int seed)
    {
        var random = new Random(seed);
        var file = SamplePdf;
        for (var change = 0; change < 40; change++) file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
        Assert.NotNull(FileText.Read(file, new() { Time = TimeSpan.FromSeconds(10) }));
    }

    [Fact]
    public void Reading_stops_at_the_limits_of_characters_pages_and_time_and_keeps_what_it_has()
    {
        Assert.Equal(500, FileText.Read(SamplePdf, new() { Characters = 500 }).Length, tolerance: 20d);
        var all = FileText.Read(SamplePdf);
        Assert.InRange(FileText.Read(SamplePdf, new() { Pages = 1 }).Length, 500, all.Length / 2);
        Assert.Equal("", FileText.Read(SamplePdf, new() { Time = TimeSpan.Zero }));
    }
}
