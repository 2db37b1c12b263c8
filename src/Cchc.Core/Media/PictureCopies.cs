using System.Collections.Concurrent;

namespace Cchc.Core.Media;

/// <summary>A size in which pictures are handed out.</summary>
/// <param name="Name">As it stands in the address, e.g. <c>640</c>.</param>
/// <param name="Height">Null keeps the shape of the picture; else it is cut to fit.</param>
public sealed record PictureCopySize(string Name, int Width, int? Height, bool Jpeg)
{
    /// <summary>What follows the original's path in the address.</summary>
    public string Extension => Jpeg ? ".jpg" : ".webp";
    public string ContentType => Jpeg ? "image/jpeg" : "image/webp";
}

/// <summary>The sizes that exist: an address with any other is 404, so that nobody can make the server draw for ever.</summary>
public static class PictureSizes
{
    /// <summary>Widths of the <c>srcset</c>.</summary>
    public static readonly IReadOnlyList<PictureCopySize> Widths = [.. new[] { 320, 480, 640, 960, 1280, 1920 }.Select(width => new PictureCopySize($"{width}", width, null, false))];
    /// <summary>The picture of a shared link (Open Graph), 1200 × 630.</summary>
    public static readonly PictureCopySize Share = new("chia-se", 1200, 630, true);

    public static PictureCopySize? Find(string name) => name == Share.Name ? Share : Widths.FirstOrDefault(size => size.Name == name);

    /// <summary>Address of a copy.</summary>
    public static string Url(PictureCopySize size, string path) => $"/anh/{size.Name}/{path}{size.Extension}";
}

/// <summary>Makes a copy when it is first asked for and keeps it beside the library. Many who ask at once cause one drawing, and
/// at most two drawings go on at a time.</summary>
public sealed class PictureCopies(IMediaStore store) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task>> running = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim atOnce = new(2, 2);

    /// <summary>The copy, or null when the original is missing or cannot be drawn.</summary>
    public async Task<Stream?> GetAsync(MediaFile file, PictureCopySize size, CancellationToken ct)
    {
        var path = $".copies/{size.Name}/{file.Hash}{size.Extension}";
        if (await store.OpenAsync(path, ct) is { } ready) return ready;
        var making = running.GetOrAdd(path, _ => new(() => MakeAsync(file, size, path)));
        try { await making.Value.WaitAsync(ct); }
        finally { if (making.Value.IsCompleted) running.TryRemove(path, out _); }
        return await store.OpenAsync(path, ct);
    }

    private async Task MakeAsync(MediaFile file, PictureCopySize size, string path)
    {
        await atOnce.WaitAsync();
        try
        {
            if (await store.OpenAsync(file.Path, CancellationToken.None) is not { } original) return;
            await using (original)
            {
                using var bytes = new MemoryStream();
                await original.CopyToAsync(bytes);
                if (await Task.Run(() => PictureFile.Resize(bytes.ToArray(), size.Width, size.Height, size.Jpeg)) is { } copy)
                    await store.WriteAsync(path, copy, CancellationToken.None);
            }
        }
        finally { atOnce.Release(); }
    }

    public void Dispose() => atOnce.Dispose();
}
