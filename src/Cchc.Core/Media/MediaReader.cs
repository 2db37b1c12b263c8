using System.Buffers.Binary;

namespace Cchc.Core.Media;

/// <summary>Recognises an upload by its bytes, never by its name, and hands out what may be published of it.</summary>
public static class MediaReader
{
    /// <summary>Bytes at the start that tell every type apart.</summary>
    private const int HeadLength = 64;

    private enum Type { Unknown, Jpeg, Png, WebP, Avif, Heic, Drawing, Pdf, Zip, OldOffice, Mp3, Mp4 }

    /// <param name="content">Seekable; read from its start.</param>
    /// <param name="name">Name as uploaded: one that promises another kind of file is refused.</param>
    /// <param name="replaces">Content type of the file whose place it takes, or null.</param>
    /// <exception cref="OperationCanceledException">Reading was given up, in the middle of a picture or an archive if need be.</exception>
    public static async Task<MediaReading> ReadAsync(Stream content, string name, string? replaces, CancellationToken ct)
    {
        if (content.Length == 0) return MediaProblem.Empty;
        var head = new byte[Math.Min(content.Length, HeadLength)];
        content.Position = 0;
        await content.ReadExactlyAsync(head, ct);
        var type = TypeOf(head);
        if (type is Type.Mp3 or Type.Mp4)
        {
            if (content.Length > MediaLibrary.MaxFilmBytes) return MediaProblem.TooLarge;
            return Fitting(type == Type.Mp3 ? SoundFile.Read(content) : FilmFile.Read(content), name, replaces);
        }
        if (content.Length > MediaLibrary.MaxBytes) return MediaProblem.TooLarge;
        var bytes = new byte[content.Length];
        content.Position = 0;
        await content.ReadExactlyAsync(bytes, ct);
        return Fitting(Read(type, bytes, replaces, ct), name, replaces);
    }

    private static MediaReading Read(Type type, byte[] bytes, string? replaces, CancellationToken ct) => type switch
    {
        Type.Jpeg => PictureFile.Clean(bytes, replaces ?? "image/jpeg", ct),
        Type.Png => PictureFile.Clean(bytes, replaces ?? "image/png", ct),
        // An AVIF would take some ten seconds to be written again.
        Type.WebP or Type.Avif => PictureFile.Clean(bytes, replaces ?? "image/webp", ct),
        Type.Heic => MediaProblem.PictureNotReadable,
        Type.Drawing => DrawingFile.Clean(bytes),
        Type.Pdf => PdfFile.Read(bytes, ct),
        Type.Zip => OfficeFile.Read(bytes, ct),
        Type.OldOffice => MediaProblem.OldOffice,
        _ => MediaProblem.UnknownType,
    };

    private static MediaReading Fitting(MediaReading reading, string name, string? replaces)
    {
        if (reading.File is not { } file) return reading;
        if (replaces is not null && file.ContentType != replaces) return MediaProblem.OtherKind;
        return PromisedBy(name) is { } promised && promised != file.ContentType && !(IsPhotograph(promised) && IsPhotograph(file.ContentType)) ? MediaProblem.WrongName : reading;
    }

    /// <summary>Cameras and browsers often mix these up; the copies of the site are of any format anyway.</summary>
    private static bool IsPhotograph(string contentType) => contentType is "image/jpeg" or "image/png" or "image/webp";

    private static string? PromisedBy(string name) => Path.GetExtension(name).ToUpperInvariant() switch
    {
        ".JPG" or ".JPEG" or ".PNG" or ".WEBP" or ".AVIF" or ".HEIC" => "image/jpeg",
        ".SVG" => DrawingFile.ContentType,
        ".PDF" => PdfFile.ContentType,
        ".DOCX" => OfficeFile.Word,
        ".XLSX" => OfficeFile.Excel,
        ".MP3" => SoundFile.ContentType,
        ".M4A" => FilmFile.Sound,
        ".MP4" or ".M4V" => FilmFile.Film,
        _ => null,
    };

    private static Type TypeOf(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return Type.Jpeg;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])) return Type.Png;
        if (head.StartsWith("RIFF"u8) && head.Length > 12 && head[8..].StartsWith("WEBP"u8)) return Type.WebP;
        if (head.StartsWith("%PDF-"u8)) return Type.Pdf;
        if (head.StartsWith("PK\u0003\u0004"u8)) return Type.Zip;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])) return Type.OldOffice;
        if (head.Length >= 16 && head[4..].StartsWith("ftyp"u8)) return OfBrands(head);
        if (head.StartsWith("ID3"u8) || (head.Length >= 4 && SoundFile.FrameLength(BinaryPrimitives.ReadUInt32BigEndian(head)) > 0)) return Type.Mp3;
        // XML may begin with a mark of byte order, spaces, or in UTF-16; the reader of drawings decides.
        foreach (var at in head)
            if (at == '<') return Type.Drawing;
            else if (at is not (0xEF or 0xBB or 0xBF or 0xFE or 0xFF or 0 or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')) break;
        return Type.Unknown;
    }

    /// <summary>Still pictures and films share one container; its brands say which it is.</summary>
    private static Type OfBrands(ReadOnlySpan<byte> head)
    {
        var end = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(head), (uint)head.Length);
        var type = Type.Mp4;
        for (var at = 8; at + 4 <= end; at += at == 8 ? 8 : 4) // the second word is a version
        {
            var brand = head.Slice(at, 4);
            if (brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8)) return Type.Avif;
            if (brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8)) type = Type.Heic;
            if (brand.SequenceEqual("qt  "u8) && at == 8) return Type.Unknown; // QuickTime: few browsers play it
        }
        return type;
    }
}
