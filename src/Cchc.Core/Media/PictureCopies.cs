using System.Collections.Concurrent;

namespace Cchc.Core.Media;

/// <summary>Makes a copy when it is first asked for and keeps it beside the library. Many who ask at once cause one drawing, and
/// at most two drawings go on at a time.</summary>
public sealed class PictureCopies(IMediaStore store) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task>> running = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim atOnce = new(2, 2);

    /// <summary>Where the copies of a picture lie.</summary>
    public static string FolderOf(string hash) => $".copies/{hash}/";

    /// <summary>The copy, or null when the original is missing or cannot be drawn.</summary>
    public async Task<Stream?> GetAsync(MediaFile file, PictureCopySize size, CancellationToken ct)
    {
        var path = $"{FolderOf(file.Hash)}{size.Name}.webp";
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
                if (await Task.Run(() => PictureFile.Resize(bytes.ToArray(), size.Width, size.Height, size == PictureSizes.Share)) is { } copy)
                    await store.WriteAsync(path, new MemoryStream(copy), CancellationToken.None);
            }
        }
        finally { atOnce.Release(); }
    }

    public void Dispose() => atOnce.Dispose();
}
