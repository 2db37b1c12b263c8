namespace Cchc.Core.Media;

/// <summary>Recognises an upload by its bytes, never by its name, and hands out what may be published of it.</summary>
public static class MediaReader
{
    /// <param name="content">Seekable; read from its start.</param>
    /// <param name="name">Name as uploaded: a name that promises another kind of file is refused.</param>
    /// <param name="replaces">Content type of the file whose place it takes, or null.</param>
    public static async Task<MediaReading> ReadAsync(Stream content, string name, string? replaces, CancellationToken ct)
    {
        var bytes = new byte[content.Length];
        content.Position = 0;
        await content.ReadExactlyAsync(bytes, ct);
        return PictureFile.Clean(bytes) is { } clean ? clean : MediaProblem.UnknownType;
    }
}
