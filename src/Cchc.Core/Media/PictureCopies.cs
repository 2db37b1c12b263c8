using System.Collections.Concurrent;
using Cchc.Core.Content;
using Cchc.Core.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Core.Media;

/// <param name="Content">Seekable, to be closed.</param>
/// <param name="IsLast">Whether no smaller one is on its way for this reader: then it may be kept for ever.</param>
public sealed record PictureCopy(Stream Content, PictureFormat Format, bool IsLast);

/// <summary>
/// Hands out copies of pictures and keeps them beside the library. WebP and JPEG are made when they are first asked for: many who
/// ask at once cause one drawing, and at most two drawings go on at a time. The first one also orders the rest of its shape, AVIF
/// among them, from a job: a reader never waits for that.
/// </summary>
public sealed class PictureCopies(IMediaStore store, IServiceScopeFactory scopes, TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task>> running = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim atOnce = new(2, 2);

    /// <summary>Where the copies of a picture lie.</summary>
    public static string FolderOf(string hash) => $".copies/{hash}/";

    /// <summary>The best copy that is there or can be made at once, or null when the original is missing or cannot be drawn.</summary>
    /// <param name="file">A picture.</param>
    /// <param name="takes">Formats that the reader takes beside JPEG.</param>
    /// <exception cref="MediaStoreException">The store is away.</exception>
    public async Task<PictureCopy?> GetAsync(MediaFile file, PictureCopySize size, IReadOnlyCollection<PictureFormat> takes, CancellationToken ct)
    {
        var isShared = size == PictureSizes.Share; // those who show shared links know JPEG only
        var takesAvif = !isShared && takes.Contains(PictureFormat.Avif);
        if (takesAvif && await store.OpenAsync(PathOf(file, size, PictureFormat.Avif), ct) is { } best) return new(best, PictureFormat.Avif, true);
        var format = !isShared && takes.Contains(PictureFormat.WebP) ? PictureFormat.WebP : PictureFormat.Jpeg;
        var path = PathOf(file, size, format);
        if (await store.OpenAsync(path, ct) is { } ready) return new(ready, format, !takesAvif);
        var making = running.GetOrAdd(path, _ => new(() => MakeAsync(file, size, format, path)));
        try { await making.Value.WaitAsync(ct); }
        finally { if (making.Value.IsCompleted) running.TryRemove(new(path, making)); }
        return await store.OpenAsync(path, ct) is { } made ? new(made, format, !takesAvif) : null;
    }

    /// <summary>Makes what is missing of one shape in AVIF and WebP; the picture is decoded once.</summary>
    /// <exception cref="MediaStoreException">The store is away.</exception>
    public async Task FillAsync(MediaFile file, PictureRatio? ratio, CancellationToken ct)
    {
        var missing = new List<(int Width, PictureFormat Format)>();
        foreach (var width in PictureSizes.Widths)
            foreach (var format in new[] { PictureFormat.Avif, PictureFormat.WebP })
                if (!await IsThereAsync(PathOf(file, PictureSizes.Of(width, ratio), format), ct)) missing.Add((width, format));
        if (missing.Count == 0 || await OriginalAsync(file, ct) is not { } bytes) return;
        var copies = await Task.Run(() => PictureFile.Draw(bytes, ratio, CutOf(file, ratio), missing), ct);
        foreach (var ((width, format), copy) in missing.Zip(copies ?? []))
            await store.WriteAsync(PathOf(file, PictureSizes.Of(width, ratio), format), new MemoryStream(copy), ct);
    }

    private async Task MakeAsync(MediaFile file, PictureCopySize size, PictureFormat format, string path)
    {
        await atOnce.WaitAsync();
        try
        {
            // Whoever looked just before the last drawing ended comes here just after.
            if (await IsThereAsync(path, CancellationToken.None)) return;
            if (await OriginalAsync(file, CancellationToken.None) is not { } bytes) return;
            if (await Task.Run(() => PictureFile.Draw(bytes, size.Ratio, CutOf(file, size.Ratio), [(size.Width, format)])) is not [var copy]) return;
            // Ordered before the copy is there: whoever finds a copy may trust that its kin was ordered.
            if (size != PictureSizes.Share) await OrderAsync(file, size.Ratio);
            await store.WriteAsync(path, new MemoryStream(copy), CancellationToken.None);
        }
        finally { atOnce.Release(); }
    }

    private async Task OrderAsync(MediaFile file, PictureRatio? ratio)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SiteDb>();
        db.Add(new JobRow
        {
            Kind = FillPictureCopies.JobKind, Key = $"{FillPictureCopies.JobKind}/{file.Hash}/{ratio?.Name}", Payload = $"{ratio?.Name} {file.Path}", DueUtc = clock.GetUtcNow().UtcDateTime,
        });
        try { await db.SaveChangesAsync(); }
        catch (DbUpdateException error) when (error.IsDuplicate()) { /* another width or another node has ordered it */ }
    }

    private async Task<bool> IsThereAsync(string path, CancellationToken ct)
    {
        await using var stream = await store.OpenAsync(path, ct);
        return stream is not null;
    }

    private async Task<byte[]?> OriginalAsync(MediaFile file, CancellationToken ct)
    {
        await using var original = await store.OpenAsync(file.Path, ct);
        if (original is null) return null;
        var bytes = new byte[original.Length];
        await original.ReadExactlyAsync(bytes, ct);
        return bytes;
    }

    private static PictureCut? CutOf(MediaFile file, PictureRatio? ratio) =>
        ratio is null || file.Width is not { } width || file.Height is not { } height ? null : PictureCut.Of(width, height, ratio, file.FocusX, file.FocusY, file.Crops);

    /// <summary>Another file, cut or focus has another path, so a copy is never out of date.</summary>
    private static string PathOf(MediaFile file, PictureCopySize size, PictureFormat format) =>
        $"{FolderOf(file.Hash)}{size.Name}{(CutOf(file, size.Ratio) is { } cut ? $"-{cut.Key}" : "")}{ExtensionOf(format)}";

    private static string ExtensionOf(PictureFormat format) => format switch { PictureFormat.Avif => ".avif", PictureFormat.WebP => ".webp", _ => ".jpg" };

    public void Dispose() => atOnce.Dispose();
}

/// <summary>Makes the copies of one shape that nobody should wait for. Its payload is the ratio's name, a space, and the path of the file.</summary>
public sealed class FillPictureCopies(SiteDb db, PictureCopies copies) : IJob
{
    public const string JobKind = "media.copies";

    public string Kind => JobKind;
    public bool IsSlow => true;

    public async Task RunAsync(JobRow job, CancellationToken ct)
    {
        var cut = job.Payload.IndexOf(' ', StringComparison.Ordinal);
        var path = job.Payload[(cut + 1)..];
        if (await db.Set<MediaFile>().AsNoTracking().FirstOrDefaultAsync(file => file.Path == path, ct) is { } file)
            await copies.FillAsync(file, PictureRatio.Find(job.Payload[..cut]), ct);
    }
}
