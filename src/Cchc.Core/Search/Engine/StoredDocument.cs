using Lucene.Net.Util;

namespace Cchc.Core.Search.Engine;

/// <summary>What a hit shows, as one stored value: all but body and files, which only snippets read.</summary>
internal static class StoredDocument
{
    /// <summary>The same document with all texts cleaned, so that what is stored, read into words and shown is one string.</summary>
    public static SearchDocument Clean(SearchDocument document) => document with
    {
        Title = SearchText.Clean(document.Title),
        Summary = SearchText.Clean(document.Summary),
        Body = SearchText.Clean(document.Body),
        Files = [.. document.Files.Select(file => file with { Text = SearchText.Clean(file.Text) })],
        Number = SearchText.Clean(document.Number),
        Kind = SearchText.Clean(document.Kind),
        Tags = [.. document.Tags.Select(SearchText.Clean).Distinct()],
    };

    public static byte[] Write(SearchDocument document)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(document.Id);
        writer.Write(document.ContentType);
        writer.Write(document.Url);
        writer.Write(document.Title);
        writer.Write(document.Summary);
        writer.Write(document.Number);
        writer.Write(document.Kind);
        writer.Write(document.PublishedUtc.Ticks);
        writer.Write(document.IsDated);
        writer.Write(document.Unit ?? "");
        Write(writer, document.Sections);
        Write(writer, document.Tags);
        writer.Flush();
        return bytes.ToArray();
    }

    public static SearchDocument Read(BytesRef stored)
    {
        using var bytes = new MemoryStream(stored.Bytes, stored.Offset, stored.Length);
        using var reader = new BinaryReader(bytes);
        return new()
        {
            Id = reader.ReadString(),
            ContentType = reader.ReadString(),
            Url = reader.ReadString(),
            Title = reader.ReadString(),
            Summary = reader.ReadString(),
            Number = reader.ReadString(),
            Kind = reader.ReadString(),
            PublishedUtc = new(reader.ReadInt64(), DateTimeKind.Utc),
            IsDated = reader.ReadBoolean(),
            Unit = reader.ReadString() is { Length: > 0 } unit ? unit : null,
            Sections = Read(reader),
            Tags = Read(reader),
        };
    }

    private static void Write(BinaryWriter writer, IReadOnlyList<string> list)
    {
        writer.Write7BitEncodedInt(list.Count);
        foreach (var text in list) writer.Write(text);
    }

    private static string[] Read(BinaryReader reader)
    {
        var list = new string[reader.Read7BitEncodedInt()];
        for (var i = 0; i < list.Length; i++) list[i] = reader.ReadString();
        return list;
    }
}
