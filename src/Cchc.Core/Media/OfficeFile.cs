using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace Cchc.Core.Media;

/// <summary>DOCX and XLSX as they were sent, if every part unpacks within bounds, nothing in them runs, and nothing is fetched from
/// elsewhere when they are opened.</summary>
public static class OfficeFile
{
    public const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    public const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const int MostParts = 5_000;
    /// <summary>Bytes of all parts together once they are unpacked.</summary>
    private const long MostUnpacked = 300L * 1024 * 1024;
    /// <summary>Bytes of a part that is read as XML here: content types, relations, properties.</summary>
    private const int MostXml = 8 * 1024 * 1024;
    private const int EndRecord = 22;

    private static readonly string[] RunningParts = ["vbaProject", "vbaData", "/activeX/", "/macrosheets/", "/customUI"];

    public static MediaReading Read(byte[] bytes, CancellationToken ct = default)
    {
        // The list of parts ends the file, without a comment in which another file could stand.
        if (bytes.Length < EndRecord) return MediaProblem.Damaged;
        if (!bytes.AsSpan(bytes.Length - EndRecord).StartsWith("PK\u0005\u0006"u8))
            return bytes.AsSpan(Math.Max(0, bytes.Length - EndRecord - ushort.MaxValue)).IndexOf("PK\u0005\u0006"u8) >= 0 ? MediaProblem.MixedTypes : MediaProblem.Damaged;
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            return Read(bytes, archive, ct);
        }
        catch (Exception error) when (error is InvalidDataException or XmlException or IOException or ArgumentException or NotSupportedException or OverflowException) { return MediaProblem.Damaged; }
    }

    private static MediaReading Read(byte[] bytes, ZipArchive archive, CancellationToken ct)
    {
        if (archive.Entries.Count > MostParts) return MediaProblem.OfficeTooLarge;
        if (archive.GetEntry("[Content_Types].xml") is not { } types) return MediaProblem.UnknownType;
        var left = MostUnpacked;
        foreach (var part in archive.Entries)
        {
            ct.ThrowIfCancellationRequested();
            if ((left -= Unpack(part, left)) <= 0) return MediaProblem.OfficeTooLarge;
        }

        var contentType = archive.GetEntry("word/document.xml") is not null ? Word : archive.GetEntry("xl/workbook.xml") is not null ? Excel : null;
        if (contentType is null) return MediaProblem.UnknownType;
        if (archive.Entries.Any(part => RunningParts.Any(word => part.FullName.Contains(word, StringComparison.OrdinalIgnoreCase)))) return MediaProblem.OfficeMacros;
        if (Attributes(types, "ContentType").Any(type => type.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || type.Contains("vbaProject", StringComparison.OrdinalIgnoreCase)))
            return MediaProblem.OfficeMacros;
        foreach (var relations in archive.Entries.Where(part => part.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)))
            if (FetchesFromElsewhere(relations)) return MediaProblem.OfficeFromElsewhere;
        return new CleanFile(bytes, contentType, contentType == Word ? ".docx" : ".xlsx") { Pages = PagesOf(archive) };
    }

    /// <summary>The true length of a part: what the archive says of it may be a lie.</summary>
    private static long Unpack(ZipArchiveEntry part, long most)
    {
        using var stream = part.Open();
        var buffer = new byte[64 * 1024];
        var length = 0L;
        for (int read; length <= most && (read = stream.Read(buffer)) > 0;) length += read;
        return length;
    }

    /// <summary>Links for people are harmless; templates, pictures, tables and objects of other places are fetched without asking.</summary>
    private static bool FetchesFromElsewhere(ZipArchiveEntry relations)
    {
        using var xml = Open(relations);
        while (xml.Read())
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" } && string.Equals(xml.GetAttribute("TargetMode"), "External", StringComparison.OrdinalIgnoreCase)
                && xml.GetAttribute("Type")?.EndsWith("/hyperlink", StringComparison.Ordinal) != true) return true;
        return false;
    }

    private static List<string> Attributes(ZipArchiveEntry part, string name)
    {
        var values = new List<string>();
        using var xml = Open(part);
        while (xml.Read())
            if (xml.NodeType == XmlNodeType.Element && xml.GetAttribute(name) is { } value) values.Add(value);
        return values;
    }

    /// <summary>What the program that wrote a document counted last.</summary>
    private static int? PagesOf(ZipArchive archive)
    {
        if (archive.GetEntry("docProps/app.xml") is not { } properties) return null;
        using var xml = Open(properties);
        return xml.ReadToFollowing("Pages") && int.TryParse(xml.ReadElementContentAsString(), CultureInfo.InvariantCulture, out var pages) && pages is > 0 and < 100_000 ? pages : null;
    }

    private static XmlReader Open(ZipArchiveEntry part) =>
        XmlReader.Create(part.Open(), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostXml, CloseInput = true });
}
