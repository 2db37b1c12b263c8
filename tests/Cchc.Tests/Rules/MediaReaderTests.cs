using System.Text;
using Cchc.Core.Media;
using Cchc.Tests.Hosting;

namespace Cchc.Tests.Rules;

public sealed class MediaReaderTests
{
    [Theory]
    [InlineData("a.jpg", "image/jpeg", ".jpg")]
    [InlineData("a.png", "image/png", ".png")]
    [InlineData("a.webp", "image/webp", ".webp")]
    [InlineData("a.avif", "image/webp", ".webp")]
    [InlineData("a.svg", "image/svg+xml", ".svg")]
    [InlineData("a.pdf", "application/pdf", ".pdf")]
    [InlineData("a.docx", OfficeFile.Word, ".docx")]
    [InlineData("a.xlsx", OfficeFile.Excel, ".xlsx")]
    [InlineData("a.mp3", "audio/mpeg", ".mp3")]
    [InlineData("a.mp4", "video/mp4", ".mp4")]
    public async Task The_type_is_that_of_the_bytes(string name, string contentType, string extension)
    {
        foreach (var called in new[] { name, "", "khong-duoi", "a.bin" })
        {
            var file = Assert.IsType<CleanFile>((await ReadAsync(MediaSamples.All[name], called)).File);
            Assert.Equal((contentType, extension), (file.ContentType, file.Extension));
        }
    }

    [Fact]
    public async Task A_name_that_promises_another_kind_is_said_to_be_wrong()
    {
        foreach (var (name, bytes) in MediaSamples.All)
            foreach (var other in MediaSamples.All.Keys)
            {
                var isPhotograph = new[] { name, other }.All(one => one is "a.jpg" or "a.png" or "a.webp" or "a.avif");
                Assert.Equal(name == other || isPhotograph ? null : MediaProblem.WrongName, (await ReadAsync(bytes, other)).Problem);
            }
    }

    public static TheoryData<string, MediaProblem, byte[]> Refused() => new()
    {
        { "empty", MediaProblem.Empty, [] },
        { "program", MediaProblem.UnknownType, "MZ\u0090\0\u0003 this program cannot be run"u8.ToArray() },
        { "GIF", MediaProblem.UnknownType, "GIF89a\u0001\0\u0001\0"u8.ToArray() },
        { "page", MediaProblem.UnknownType, "<!doctype html><script>alert(1)</script>"u8.ToArray() },
        { "HEIC", MediaProblem.PictureNotReadable, [.. MediaSamples.Box("ftyp", "heic\0\0\0\0mif1heic"u8.ToArray()), .. new byte[100]] },
        { "QuickTime", MediaProblem.UnknownType, MediaSamples.Mp4(brand: "qt  ") },
        { "cut JPEG", MediaProblem.Damaged, MediaSamples.Jpeg(300, 200)[..3000] },
        { "cut PNG", MediaProblem.Damaged, MediaSamples.Png(300, 200)[..3000] },
        { "SVG with entities", MediaProblem.DrawingNotClean, """<!DOCTYPE svg [<!ENTITY a "aa">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>"""u8.ToArray() },
        { "cut SVG", MediaProblem.Damaged, Encoding.UTF8.GetBytes(MediaSamples.Svg()[..^8]) },
        { "SVG that draws itself", MediaProblem.DrawingTooComplex, Encoding.UTF8.GetBytes(MediaSamples.Svg("<g id='a'><use href='#a'/></g>")) },
        { "SVG that doubles", MediaProblem.DrawingTooComplex, Encoding.UTF8.GetBytes(MediaSamples.Svg(string.Concat(Enumerable.Range(0, 30).Select(n => $"<g id='g{n + 1}'><use href='#g{n}'/><use xlink:href='#g{n}'/></g>")) + "<rect id='g0'/>")) },
        { "SVG with patterns in patterns", MediaProblem.DrawingTooComplex, Encoding.UTF8.GetBytes(MediaSamples.Svg(string.Concat(Enumerable.Range(0, 30).Select(n => $"<pattern id='p{n + 1}'><rect fill='url(#p{n})'/><rect style='fill:url(#p{n})'/></pattern>")) + "<pattern id='p0'/>")) },
        { "cut PDF", MediaProblem.Damaged, MediaSamples.Pdf()[..300] },
        { "PDF with a script", MediaProblem.PdfRuns, MediaSamples.Pdf(objects: "7 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj\n") },
        { "PDF with an escaped script", MediaProblem.PdfRuns, MediaSamples.Pdf(objects: "7 0 obj\n<< /S /J#61vaScript /JS (app.alert(1)) >>\nendobj\n") },
        { "PDF with a packed script", MediaProblem.PdfRuns, MediaSamples.Pdf(table: "7 0 << /S /JavaScript /JS (app.alert(1)) >>") },
        { "PDF with a script hidden by a false stream", MediaProblem.PdfRuns, MediaSamples.Pdf(objects: "% >>\nstream\n7 0 obj\n<< /S /JavaScript >>\nendobj\nendstream\n") },
        { "PDF with a hidden table", MediaProblem.PdfRuns, MediaSamples.Pdf(objects: "7 0 obj\n<< /Type /Obj#53tm /Filter /FlateDecode >>\nstream\nx\nendstream\nendobj\n") },
        { "PDF with a table packed otherwise", MediaProblem.PdfRuns, MediaSamples.Pdf(objects: "7 0 obj\n<< /Type /ObjStm /Filter [/ASCII85Decode /FlateDecode] >>\nstream\nx\nendstream\nendobj\n") },
        { "PDF that starts a program", MediaProblem.PdfRuns, MediaSamples.Pdf(objects: "7 0 obj\n<< /S /Launch /F (cmd.exe) >>\nendobj\n") },
        { "PDF with a password", MediaProblem.PdfLocked, MediaSamples.Pdf(objects: "7 0 obj\n<< /Encrypt 8 0 R >>\nendobj\n") },
        { "PDF of too many pages", MediaProblem.TooManyPages, MediaSamples.Pdf(pages: 6000) },
        { "PDF bomb", MediaProblem.Damaged, MediaSamples.Pdf(table: new string(' ', 70 * 1024 * 1024)) },
        { "PDF and ZIP", MediaProblem.MixedTypes, [.. MediaSamples.Pdf(), .. MediaSamples.Docx()] },
        { "PDF and page", MediaProblem.MixedTypes, [.. MediaSamples.Pdf(), .. "<script>alert(1)</script>"u8] },
        { "PDF within the comment of a ZIP", MediaProblem.MixedTypes, WithinComment() },
        { "old Word", MediaProblem.OldOffice, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]] },
        { "ZIP", MediaProblem.UnknownType, MediaSamples.Zip(("a.txt", "a")) },
        { "cut DOCX", MediaProblem.Damaged, MediaSamples.Docx()[..400] },
        { "DOCX with something behind it", MediaProblem.MixedTypes, [.. MediaSamples.Docx(), .. "<script>"u8] },
        { "DOCX with macros", MediaProblem.OfficeMacros, MediaSamples.Docx(("word/vbaProject.bin", "x")) },
        { "XLSX with old macros", MediaProblem.OfficeMacros, MediaSamples.Xlsx(("xl/macrosheets/sheet1.xml", "<x/>")) },
        { "DOCX with ActiveX", MediaProblem.OfficeMacros, MediaSamples.Docx(("word/activeX/activeX1.bin", "x")) },
        { "DOCX with a template elsewhere", MediaProblem.OfficeFromElsewhere, MediaSamples.Docx(MediaSamples.External("attachedTemplate")) },
        { "DOCX with an object elsewhere", MediaProblem.OfficeFromElsewhere, MediaSamples.Docx(MediaSamples.External("oleObject")) },
        { "DOCX bomb", MediaProblem.OfficeTooLarge, MediaSamples.Docx(Enumerable.Range(0, 7).Select(n => ($"word/media/{n}.bin", new string('0', 50 * 1024 * 1024))).ToArray()) },
        { "DOCX with entities", MediaProblem.Damaged, MediaSamples.Docx(("word/_rels/document.xml.rels", """<!DOCTYPE x [<!ENTITY a "a">]><Relationships>&a;</Relationships>""")) },
        { "MP3 of three frames", MediaProblem.SoundNotReadable, MediaSamples.Mp3(frames: 3) },
        { "MP3 that is mostly something else", MediaProblem.SoundNotReadable, [.. MediaSamples.Mp3(frames: 10, behind: []), .. new byte[60_000]] },
        { "tags and no sound", MediaProblem.SoundNotReadable, MediaSamples.Id3("TIT2", "x") },
        { "cut MP4", MediaProblem.FilmNotWhole, MediaSamples.Mp4()[..^300] },
        { "MP4 with something behind it", MediaProblem.FilmNotWhole, [.. MediaSamples.Mp4(), .. "PK\u0003\u0004"u8] },
        { "MP4 of nothing to see", MediaProblem.FilmNotReadable, MediaSamples.Mp4(handler: "tmcd") },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_be_published_is_refused_in_words_of_its_own(string what, MediaProblem problem, byte[] bytes)
    {
        Assert.True((await ReadAsync(bytes)).Problem == problem, $"{what}: {(await ReadAsync(bytes)).Problem}");
        Assert.NotEmpty(problem.Words());
    }

    [Fact]
    public void Every_problem_has_words() => Assert.Equal(Enum.GetValues<MediaProblem>().Length, Enum.GetValues<MediaProblem>().Select(MediaProblems.Words).Distinct().Count());

    [Fact]
    public async Task Pages_and_seconds_are_known()
    {
        Assert.Equal(3, (await ReadAsync(MediaSamples.Pdf(pages: 3))).File!.Pages);
        Assert.Equal(12, (await ReadAsync(MediaSamples.Pdf(table: "2 0 << /Kids [3 0 R] /Count 12 /Type /Pages >>"))).File!.Pages);
        Assert.Equal(4, (await ReadAsync(MediaSamples.Docx())).File!.Pages);
        Assert.Equal(3, (await ReadAsync(MediaSamples.Mp3(frames: 115))).File!.Seconds);
        Assert.Equal(5, (await ReadAsync(MediaSamples.Mp4())).File!.Seconds);
    }

    [Fact]
    public async Task Links_for_people_may_stay_in_a_document() => Assert.NotNull((await ReadAsync(MediaSamples.Docx(MediaSamples.External("hyperlink")))).File);

    [Fact]
    public async Task Sound_and_film_do_not_say_where_they_were_taken()
    {
        foreach (var bytes in new[] { MediaSamples.Mp3(), MediaSamples.Mp4() })
        {
            var clean = await BytesAsync((await ReadAsync(bytes)).File!);
            foreach (var word in new[] { "GPS", "107.08", "Nguyen" }) Assert.DoesNotContain(word, Encoding.Latin1.GetString(clean));
        }
    }

    [Fact]
    public async Task A_film_keeps_its_length_and_every_sample_its_place()
    {
        var bytes = MediaSamples.Mp4();
        var clean = await BytesAsync((await ReadAsync(bytes)).File!);
        Assert.Equal(bytes.Length, clean.Length);
        var data = bytes.AsSpan().IndexOf("mdat"u8);
        Assert.Equal(bytes[data..(data + 1004)], clean[data..(data + 1004)]);
        // What was cleaned once is clean.
        Assert.Equal(clean, await BytesAsync((await ReadAsync(clean)).File!));
    }

    [Fact]
    public async Task A_film_is_read_the_same_in_pieces_of_any_length()
    {
        var whole = await BytesAsync((await ReadAsync(MediaSamples.Mp4())).File!);
        foreach (var piece in new[] { 1, 7, 100 })
        {
            var stream = (await ReadAsync(MediaSamples.Mp4())).File!.Content;
            var (read, buffer) = (new MemoryStream(), new byte[piece]);
            for (int count; (count = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken)) > 0;) read.Write(buffer, 0, count);
            Assert.Equal(whole, read.ToArray());
        }
    }

    [Fact]
    public async Task Sound_in_the_container_of_films_is_sound()
    {
        var file = (await ReadAsync(MediaSamples.Mp4(handler: "soun"))).File!;
        Assert.Equal(("audio/mp4", ".m4a"), (file.ContentType, file.Extension));
    }

    [Fact]
    public async Task A_picture_takes_the_format_of_the_one_that_it_replaces_and_nothing_replaces_another_kind()
    {
        Assert.Equal("image/jpeg", (await ReadAsync(MediaSamples.Png(80, 60), "b.png", replaces: "image/jpeg")).File!.ContentType);
        Assert.Equal(MediaProblem.OtherKind, (await ReadAsync(MediaSamples.Pdf(), "b.pdf", replaces: "image/jpeg")).Problem);
        Assert.Equal(MediaProblem.OtherKind, (await ReadAsync(MediaSamples.Png(80, 60), "b.png", replaces: "image/svg+xml")).Problem);
        Assert.Equal(MediaProblem.OtherKind, (await ReadAsync(MediaSamples.Docx(), "b.docx", replaces: OfficeFile.Excel)).Problem);
    }

    [Fact]
    public void Reading_that_is_given_up_stops_in_the_middle_of_a_file_of_any_kind()
    {
        var over = new CancellationToken(canceled: true);
        Assert.ThrowsAny<OperationCanceledException>(() => PictureFile.Clean(MediaSamples.Jpeg(2000, 2000), "image/jpeg", over));
        Assert.ThrowsAny<OperationCanceledException>(() => OfficeFile.Read(MediaSamples.Docx(), over));
        Assert.ThrowsAny<OperationCanceledException>(() => PdfFile.Read(MediaSamples.Pdf(table: "5 0 << >>"), over));
    }

    private static byte[] WithinComment()
    {
        var (archive, document) = (MediaSamples.Docx(), MediaSamples.Pdf());
        // The archive's last record says how long the comment is in which the document ends.
        byte[] both = [.. "%PDF-1.7\n"u8, .. archive, .. document];
        var end = 9 + archive.Length - 2;
        (both[end], both[end + 1]) = ((byte)document.Length, (byte)(document.Length >> 8));
        return both;
    }

    private static Task<MediaReading> ReadAsync(byte[] bytes, string name = "", string? replaces = null) => MediaReader.ReadAsync(new MemoryStream(bytes), name, replaces, CancellationToken.None);

    private static async Task<byte[]> BytesAsync(CleanFile file)
    {
        var bytes = new MemoryStream();
        await file.Content.CopyToAsync(bytes, 100);
        return bytes.ToArray();
    }
}
