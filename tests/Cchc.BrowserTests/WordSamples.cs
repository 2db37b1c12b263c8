using System.IO.Compression;
using System.Text;
using Cchc.Tests.Hosting;

namespace Cchc.BrowserTests;

/// <summary>The Word files and pasted texts of the tests, and files made wrong from them.</summary>
internal static class WordSamples
{
    public static readonly string Folder = Repository.PathOf("tests/Cchc.BrowserTests/Word");

    /// <summary>A sample, by its name.</summary>
    public static Task<byte[]> FileAsync(string name) => File.ReadAllBytesAsync(Path.Combine(Folder, name), TestContext.Current.CancellationToken);

    /// <inheritdoc cref="FileAsync"/>
    public static Task<string> TextAsync(string name) => File.ReadAllTextAsync(Path.Combine(Folder, name), TestContext.Current.CancellationToken);

    /// <summary>A file that cannot be read, by what is wrong with it.</summary>
    public static byte[] Bad(string file)
    {
        var good = File.ReadAllBytes(Path.Combine(Folder, "bai-bao.docx"));
        switch (file)
        {
            case "empty": return [];
            case "text": return "Đây là văn bản thường."u8.ToArray();
            case "picture": return [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0];
            case "old": return File.ReadAllBytes(Path.Combine(Folder, "kieu-cu.doc"));
            case "rtf": return "{\\rtf1\\ansi Van ban}"u8.ToArray();
            case "locked": return [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, .. new byte[1000], .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[1000]];
            case "cut": return good[..(good.Length / 2)];
            case "scrambled":
                for (var at = 60; at < 400; at++) good[at] ^= 0x5a;
                return good;
            case "spreadsheet": return Changed("bai-bao.docx", (name, bytes) => name == "[Content_Types].xml" ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("wordprocessingml", "spreadsheetml")) : bytes);
            case "no XML": return Changed("bai-bao.docx", (name, bytes) => name == "word/document.xml" ? "<w:document <<< không phải XML"u8.ToArray() : bytes);
            case "bomb": return Changed("bai-bao.docx", (name, bytes) => name == "word/document.xml" ? [.. bytes, .. new byte[40_000_000]] : bytes);
            case "lying bomb":
                var bomb = Changed("bai-bao.docx", (name, bytes) => name == "word/document.xml" ? [.. bytes, .. new byte[20_000_000]] : bytes);
                var name = "word/document.xml"u8.ToArray();
                // in the directory at the end: the size once unpacked stands 22 bytes before the name
                for (var at = bomb.Length - name.Length; at > 46; at--)
                    if (bomb.AsSpan(at, name.Length).SequenceEqual(name) && bomb.AsSpan(at - 46, 4).SequenceEqual("PK\u0001\u0002"u8)) { BitConverter.TryWriteBytes(bomb.AsSpan(at - 22), 5000); break; }
                return bomb;
            case "crowd":
                using (var stream = new MemoryStream())
                {
                    using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
                        for (var at = 0; at < 2100; at++) zip.CreateEntry($"word/{at}.xml");
                    return stream.ToArray();
                }
            case "large": return [.. good, .. new byte[31 * 1024 * 1024]];
            default: throw new ArgumentOutOfRangeException(nameof(file), file, null);
        }
    }

    /// <summary>A sample with one of its parts made another.</summary>
    public static byte[] Changed(string sample, Func<string, byte[], byte[]> change)
    {
        using var stream = new MemoryStream();
        using (var from = ZipFile.OpenRead(Path.Combine(Folder, sample)))
        using (var into = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var entry in from.Entries)
            {
                using var part = new MemoryStream();
                using (var content = entry.Open()) content.CopyTo(part);
                using var made = into.CreateEntry(entry.FullName).Open();
                made.Write(change(entry.FullName, part.ToArray()));
            }
        return stream.ToArray();
    }

    /// <summary>A small picture; another number gives another file.</summary>
    public static byte[] PictureBytes(byte number)
    {
        // the smallest sample picture of the Word file, with a comment that makes it a file of its own
        using var zip = ZipFile.OpenRead(Path.Combine(Folder, "bai-bao.docx"));
        using var content = new MemoryStream();
        using (var picture = zip.Entries.First(entry => entry.Name.EndsWith(".png", StringComparison.Ordinal)).Open()) picture.CopyTo(content);
        byte[] chunk = [.. "tEXtComment\0"u8, number];
        var end = content.ToArray()[..^12];
        return [.. end, 0, 0, 0, (byte)(chunk.Length - 4), .. chunk, .. BigEndian(Crc32(chunk)), .. content.ToArray()[^12..]];
    }

    private static byte[] BigEndian(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static uint Crc32(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
