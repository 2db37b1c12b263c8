namespace Cchc.Core.Search.Files;

/// <summary>How much is read of a file. What is beyond is not searched; nothing of it is an error.</summary>
public sealed record FileTextLimits
{
    public static readonly FileTextLimits Default = new();

    /// <summary>A report of 200 pages; search results show no more of a text than that.</summary>
    public int Characters { get; init; } = 400_000;
    public int Pages { get; init; } = 400;
    /// <summary>Wall-clock time for one file.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>Bytes that one part of a file may unpack to, fonts and pictures of a page among them. A file that asks for more is a bomb, and nothing of it is kept.</summary>
    public long UnpackedBytes { get; init; } = 64 * 1024 * 1024;
}
