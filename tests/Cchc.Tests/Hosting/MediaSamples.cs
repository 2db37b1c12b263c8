using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using NetVips;

namespace Cchc.Tests.Hosting;

/// <summary>Small whole files of every kind that the library takes, made here.</summary>
public static class MediaSamples
{
    /// <summary>Files of every kind by their names.</summary>
    public static IReadOnlyDictionary<string, byte[]> All { get; } = new Dictionary<string, byte[]>
    {
        ["a.jpg"] = Jpeg(160, 120), ["a.png"] = Png(80, 60), ["a.webp"] = Photo(80, 60).WebpsaveBuffer(), ["a.avif"] = Avif(64, 48), ["a.svg"] = Encoding.UTF8.GetBytes(Svg()),
        ["a.pdf"] = Pdf(pages: 3), ["a.docx"] = Docx(), ["a.xlsx"] = Xlsx(), ["a.mp3"] = Mp3(), ["a.mp4"] = Mp4(),
    };

    public static byte[] Jpeg(int width, int height) => Photo(width, height).JpegsaveBuffer(q: 85);

    public static byte[] Png(int width, int height) => Photo(width, height).PngsaveBuffer();

    public static byte[] Avif(int width, int height) => Photo(width, height).HeifsaveBuffer(compression: Enums.ForeignHeifCompression.Av1, effort: 0);

    /// <summary>Soft colours with a little noise, as photographs have.</summary>
    public static Image Photo(int width, int height)
    {
        using var ramp = Image.Xyz(width, height);
        using var noise = Image.Gaussnoise(width, height, sigma: 12, mean: 0, seed: 7);
        using var red = ramp[0] * (180.0 / width) + noise + 40;
        using var green = ramp[1] * (180.0 / height) + noise + 40;
        using var blue = noise + 120;
        using var joined = red.Bandjoin(green, blue);
        using var bytes = joined.Cast(Enums.BandFormat.Uchar);
        return bytes.Copy(interpretation: Enums.Interpretation.Srgb);
    }

    public static string Svg(string inside = "<rect width='1' height='1'/>") => $"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 30">{inside}</svg>""";

    /// <param name="objects">More objects, as text.</param>
    /// <param name="table">Objects that are written packed, in an object stream.</param>
    public static byte[] Pdf(int pages = 1, string objects = "", string? table = null)
    {
        var body = new MemoryStream();
        void Write(string text) => body.Write(Encoding.Latin1.GetBytes(text));
        Write($"%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count {pages} >>\nendobj\n");
        Write("3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>\nendobj\n4 0 obj\n<< /Length 44 >>\nstream\nBT /F1 12 Tf 72 720 Td (Mot cua lien thong) Tj ET\nendstream\nendobj\n");
        Write(objects);
        if (table is not null)
        {
            var packed = Deflate(Encoding.Latin1.GetBytes(table));
            Write($"9 0 obj\n<< /Type /ObjStm /N 1 /First 5 /Filter /FlateDecode /Length {packed.Length} >>\nstream\n");
            body.Write(packed);
            Write("\nendstream\nendobj\n");
        }
        var start = body.Length;
        Write($"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        return body.ToArray();
    }

    public static byte[] Docx(params (string Name, string Text)[] more) => Zip([
        ("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""),
        ("_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"""),
        ("word/document.xml", """<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Một cửa</w:t></w:r></w:p></w:body></w:document>"""),
        ("docProps/app.xml", """<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Pages>4</Pages></Properties>"""), .. more]);

    public static byte[] Xlsx(params (string Name, string Text)[] more) => Zip([
        ("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"""),
        ("xl/workbook.xml", """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets/></workbook>"""), .. more]);

    /// <summary>One external relation of a document, of the kind that is named.</summary>
    public static (string, string) External(string kind) => ("word/_rels/document.xml.rels",
        $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="https://evil.example/x" TargetMode="External"/></Relationships>""");

    public static byte[] Zip(params (string Name, string Text)[] parts)
    {
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in parts)
            {
                using var part = archive.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        return bytes.ToArray();
    }

    /// <summary>Frames of silence: 128 kbit/s, 44.1 kHz; 38 of them last a second.</summary>
    public static byte[] Mp3(int frames = 115, byte[]? before = null, byte[]? behind = null)
    {
        var bytes = new MemoryStream();
        bytes.Write(before ?? Id3("TXXX", "GPS 10.35 107.08"));
        for (var frame = 0; frame < frames; frame++) { bytes.Write([0xFF, 0xFB, 0x90, 0x64]); bytes.Write(new byte[413]); }
        bytes.Write(behind ?? [.. "TAG"u8, .. Encoding.Latin1.GetBytes("Nguyen Van A".PadRight(125))]);
        return bytes.ToArray();
    }

    public static byte[] Id3(string frame, string text)
    {
        var content = Encoding.Latin1.GetBytes(text);
        var length = content.Length + 10;
        return [.. "ID3"u8, 3, 0, 0, 0, 0, (byte)(length >> 7), (byte)(length & 127), .. Encoding.Latin1.GetBytes(frame), .. Number(content.Length), 0, 0, .. content];
    }

    /// <summary>A film of 5 seconds that says where it was taken: in its user data, in a box of its own, and in a track of places.</summary>
    public static byte[] Mp4(string brand = "isom", string handler = "vide")
    {
        var picture = new byte[1000];
        var places = "GPS 10.35 107.08"u8.ToArray();
        byte[] File(int start) =>
        [
            .. Box("ftyp", Encoding.Latin1.GetBytes(brand), Number(512), "isommp42"u8.ToArray()),
            .. Box("moov",
                Box("mvhd", [0, 0, 0, 0], Number(0), Number(0), Number(1000), Number(5000), new byte[80]),
                Track(handler, start, picture.Length), Track("meta", start + picture.Length, places.Length),
                Box("udta", Box("\u00a9xyz", "+10.3500+107.0800/"u8.ToArray()))),
            .. Box("uuid", new byte[16], "<x:xmpmeta>GPSLatitude</x:xmpmeta>"u8.ToArray()),
            .. Box("mdat", picture, places),
        ];
        return File(File(0).Length - picture.Length - places.Length);
    }

    public static byte[] Box(string type, params byte[][] parts)
    {
        var content = parts.SelectMany(part => part).ToArray();
        return [.. Number(content.Length + 8), .. Encoding.Latin1.GetBytes(type), .. content];
    }

    private static byte[] Track(string handler, int at, int length) => Box("trak", Box("tkhd", new byte[84]), Box("mdia",
        Box("hdlr", new byte[8], Encoding.Latin1.GetBytes(handler), new byte[13]),
        Box("minf", Box("stbl",
            Box("stsc", Number(0), Number(1), Number(1), Number(1), Number(1)),
            Box("stsz", Number(0), Number(length), Number(1)),
            Box("stco", Number(0), Number(1), Number(at))))));

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Deflate(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) stream.Write(bytes);
        return packed.ToArray();
    }
}
