using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Cchc.Core.Media;

/// <summary>
/// PDF as it was sent, if it is whole, locked by nobody, and nothing in it runs. The file is searched, not parsed: all its bytes, and
/// its packed tables of objects (object streams) unpacked, each once and within bounds.
/// </summary>
public static partial class PdfFile
{
    public const string ContentType = "application/pdf";

    /// <summary>Bytes of all tables of objects together once they are unpacked; a document of 3,000 pages has some 10 MB.</summary>
    private const int MostUnpacked = 64 * 1024 * 1024;
    private const int MostPages = 5_000;
    /// <summary>Behind the last mark of the end there may be line ends and nothing else.</summary>
    private const int TailLength = 1024;
    /// <summary>Bytes of a dictionary that are looked at.</summary>
    private const int DictionaryLength = 4096;
    /// <summary>Tables of objects, and page trees, in one file; each holds some hundred objects.</summary>
    private const int MostTables = 20_000;

    /// <summary>What starts a script or a program, or plays what a document has no need of. Long enough never to stand in packed bytes by chance.</summary>
    private static readonly byte[][] Running = ["/JavaScript"u8.ToArray(), "/Launch"u8.ToArray(), "/RichMedia"u8.ToArray(), "/Rendition"u8.ToArray(), "/ImportData"u8.ToArray()];

    /// <summary>Ways of packing in which no program writes a table of objects, but in which one could be hidden.</summary>
    private static readonly string[] Hiding = ["LZW", "ASCII85", "/A85", "ASCIIHex", "/AHx", "RunLength", "/Predictor", "/Crypt"];

    public static MediaReading Read(byte[] bytes, CancellationToken ct = default)
    {
        var tail = bytes.AsSpan(Math.Max(0, bytes.Length - TailLength));
        var end = tail.LastIndexOf("%%EOF"u8);
        if (end < 0 || tail.LastIndexOf("startxref"u8) < 0) return MediaProblem.Damaged;
        if (tail[(end + 5)..].ContainsAnyExcept("\r\n\0 \t"u8) || EndsAsZip(bytes)) return MediaProblem.MixedTypes;

        var plain = Unescaped(bytes);
        if (Running.Any(word => Names(plain, word))) return MediaProblem.PdfRuns;
        if (Names(plain, "/Encrypt"u8)) return MediaProblem.PdfLocked;
        var tables = Count(bytes, "/ObjStm"u8);
        if (tables != Count(plain, "/ObjStm"u8)) return MediaProblem.PdfRuns; // written so that it is not seen
        if (tables > MostTables) return MediaProblem.Damaged;
        var (pages, left) = (PagesOf(plain), MostUnpacked);
        for (var at = IndexOf(bytes, "/ObjStm"u8, 0); at >= 0; at = IndexOf(bytes, "/ObjStm"u8, at + 7))
        {
            ct.ThrowIfCancellationRequested();
            var length = bytes.AsSpan(at, Math.Min(DictionaryLength, bytes.Length - at)).IndexOf("stream"u8);
            if (length < 0) return MediaProblem.PdfRuns; // no program writes so much between
            var (from, begin) = (Math.Max(0, at - DictionaryLength), at + length);
            var dictionary = Encoding.Latin1.GetString(bytes, from, begin - from);
            dictionary = dictionary[Math.Max(0, dictionary.LastIndexOf(" obj", StringComparison.Ordinal))..];
            if (Hiding.Any(way => dictionary.Contains(way, StringComparison.Ordinal))) return MediaProblem.PdfRuns;
            if (Inflate(bytes, begin + 6, left) is not { } table) return MediaProblem.Damaged;
            left -= table.Length;
            table = Unescaped(table);
            if (Running.Any(word => Names(table, word))) return MediaProblem.PdfRuns;
            pages = Math.Max(pages, PagesOf(table));
        }
        if (pages > MostPages) return MediaProblem.TooManyPages;
        return new CleanFile(bytes, ContentType, ".pdf") { Pages = pages > 0 ? pages : null };
    }

    /// <summary>The bytes unpacked, as far as they can be; null when they are more than that. The packed bytes say themselves where they end.</summary>
    private static byte[]? Inflate(byte[] bytes, int from, int most)
    {
        while (from < bytes.Length && bytes[from] is (byte)'\r' or (byte)'\n') from++;
        using var inflated = new ZLibStream(new MemoryStream(bytes, from, bytes.Length - from, writable: false), CompressionMode.Decompress);
        using var result = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = inflated.Read(buffer)) > 0;)
            {
                if (result.Length + read > most) return null;
                result.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException) { /* not packed: then it was searched as it stands */ }
        return result.ToArray();
    }

    /// <summary>Names may be written with any letter as <c>#4A</c>.</summary>
    private static byte[] Unescaped(byte[] bytes)
    {
        if (!bytes.Contains((byte)'#')) return bytes;
        var (plain, length) = (new byte[bytes.Length], 0);
        for (var at = 0; at < bytes.Length; at++)
            if (bytes[at] == '#' && at + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[at + 1]) && char.IsAsciiHexDigit((char)bytes[at + 2]))
            {
                plain[length++] = Convert.ToByte($"{(char)bytes[at + 1]}{(char)bytes[at + 2]}", 16);
                at += 2;
            }
            else plain[length++] = bytes[at];
        return plain[..length];
    }

    /// <summary>Whether the bytes have this name, and not only a longer one that begins like it.</summary>
    private static bool Names(byte[] bytes, ReadOnlySpan<byte> name)
    {
        for (var at = IndexOf(bytes, name, 0); at >= 0; at = IndexOf(bytes, name, at + name.Length))
            if (at + name.Length == bytes.Length || !char.IsAsciiLetterOrDigit((char)bytes[at + name.Length])) return true;
        return false;
    }

    private static int Count(byte[] bytes, ReadOnlySpan<byte> word)
    {
        var count = 0;
        for (var at = IndexOf(bytes, word, 0); at >= 0; at = IndexOf(bytes, word, at + word.Length)) count++;
        return count;
    }

    /// <summary>The largest count that a node of the page tree says; 0 when none does.</summary>
    private static int PagesOf(byte[] bytes)
    {
        var (most, left) = (0, MostTables);
        for (var at = IndexOf(bytes, "/Pages"u8, 0); at >= 0 && left-- > 0; at = IndexOf(bytes, "/Pages"u8, at + 6))
        {
            if (!TypeWord().IsMatch(Encoding.Latin1.GetString(bytes, Math.Max(0, at - 16), Math.Min(at, 16)))) continue;
            var from = Math.Max(0, at - DictionaryLength);
            var text = Encoding.Latin1.GetString(bytes, from, Math.Min(bytes.Length - from, at - from + DictionaryLength));
            var word = at - from;
            // The dictionary round the word: the count stands before or behind it.
            var open = Math.Max(0, text.LastIndexOf("<<", word, StringComparison.Ordinal));
            var close = text.IndexOf(">>", word, StringComparison.Ordinal);
            var count = PageCount().Match(text[open..(close < 0 ? text.Length : close)]);
            if (count.Success && int.TryParse(count.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var pages)) most = Math.Max(most, pages);
        }
        return most;
    }

    /// <summary>Whether a ZIP archive ends where the file ends: its last record says how long the comment behind it is.</summary>
    private static bool EndsAsZip(byte[] bytes)
    {
        var from = Math.Max(0, bytes.Length - 22 - ushort.MaxValue);
        for (var at = bytes.Length - 22; at >= from; at--)
            if (bytes[at] == 'P' && bytes.AsSpan(at).StartsWith("PK\u0005\u0006"u8) && at + 22 + bytes[at + 20] + (bytes[at + 21] << 8) == bytes.Length) return true;
        return false;
    }

    private static int IndexOf(byte[] bytes, ReadOnlySpan<byte> word, int from)
    {
        var at = bytes.AsSpan(from).IndexOf(word);
        return at < 0 ? -1 : from + at;
    }

    [GeneratedRegex(@"/Type\s*$")]
    private static partial Regex TypeWord();

    [GeneratedRegex(@"/Count\s+(\d{1,9})")]
    private static partial Regex PageCount();
}
