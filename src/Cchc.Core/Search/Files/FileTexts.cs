using System.Collections.Concurrent;
using System.Text;
using Cchc.Core.Media;

namespace Cchc.Core.Search.Files;

/// <summary>
/// The texts of the library's files. Each is read once for the whole site and kept beside the library under the hash of its bytes, so that a rebuild or
/// another node need not read it again, and a replaced file is another one.
/// </summary>
public sealed class FileTexts(IMediaStore store) : IDisposable
{
    /// <summary>Changes when files are read otherwise than before: then all are read anew.</summary>
    private const string Format = "1";
    private readonly SemaphoreSlim oneAtATime = new(1, 1);
    /// <summary>What was read of files that took too long. It is not kept beyond this process: on a calmer day there may be more.</summary>
    private readonly ConcurrentDictionary<string, string> tooSlow = new(StringComparer.Ordinal);

    /// <summary>The text when it has been read before, else null. Costs one small file, never the reading.</summary>
    public async Task<string?> FindAsync(MediaFile file, CancellationToken ct)
    {
        if (tooSlow.TryGetValue(file.Hash, out var some)) return some;
        if (await store.OpenAsync(PathOf(file), ct) is not { } kept) return null;
        using var reader = new StreamReader(kept, Encoding.UTF8);
        return await reader.ReadToEndAsync(ct);
    }

    /// <summary>The text, read now if need be, one file at a time; "" for what has none.</summary>
    public async Task<string> ReadAsync(MediaFile file, CancellationToken ct)
    {
        await oneAtATime.WaitAsync(ct);
        try
        {
            if (await FindAsync(file, ct) is { } known) return known;
            if (await store.OpenAsync(file.Path, ct) is not { } original) return "";
            using var bytes = new MemoryStream();
            await using (original) await original.CopyToAsync(bytes, ct);
            var since = TimeProvider.System.GetTimestamp();
            var text = await Task.Run(() => FileText.Read(bytes.ToArray()), ct);
            if (TimeProvider.System.GetElapsedTime(since) > FileTextLimits.Default.Time) tooSlow[file.Hash] = text;
            else await store.WriteAsync(PathOf(file), new MemoryStream(Encoding.UTF8.GetBytes(text)), ct);
            return text;
        }
        finally { oneAtATime.Release(); }
    }

    public void Dispose() => oneAtATime.Dispose();

    private static string PathOf(MediaFile file) => $".texts/{Format}/{file.Hash}.txt";
}
