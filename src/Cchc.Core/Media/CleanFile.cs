namespace Cchc.Core.Media;

/// <summary>A file that may be published.</summary>
/// <param name="Content">Seekable; the bytes as they are published.</param>
/// <param name="Extension">With its dot, as the content deserves.</param>
public sealed record CleanFile(Stream Content, string ContentType, string Extension)
{
    public CleanFile(byte[] bytes, string contentType, string extension) : this(new MemoryStream(bytes, writable: false), contentType, extension) { }

    /// <summary>In pixels; null when it is no picture.</summary>
    public int? Width { get; init; }
    public int? Height { get; init; }
    /// <summary>Pages of a document, or null when they are not known.</summary>
    public int? Pages { get; init; }
    /// <summary>Length of sound or film in whole seconds, or null when it is not known.</summary>
    public int? Seconds { get; init; }
}

/// <summary>What came of reading an upload: a file to publish, or why there is none.</summary>
public readonly record struct MediaReading(CleanFile? File, MediaProblem? Problem)
{
    public static implicit operator MediaReading(CleanFile file) => new(file, null);
    public static implicit operator MediaReading(MediaProblem problem) => new(null, problem);
}
