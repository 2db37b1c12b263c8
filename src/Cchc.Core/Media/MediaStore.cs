namespace Cchc.Core.Media;

/// <summary>Where the bytes of the library lie. Paths are checked by <see cref="MediaLibrary"/> before they come here.</summary>
public interface IMediaStore
{
    /// <summary>The bytes, seekable, or null when there are none.</summary>
    Task<Stream?> OpenAsync(string path, CancellationToken ct);
    /// <summary>Writes the whole file or nothing.</summary>
    Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken ct);
    Task DeleteAsync(string path, CancellationToken ct);
}

/// <summary>Files in a local folder.</summary>
public sealed class LocalMediaStore(string folder) : IMediaStore
{
    public Task<Stream?> OpenAsync(string path, CancellationToken ct)
    {
        var file = FileOf(path);
        return Task.FromResult<Stream?>(File.Exists(file) ? new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, useAsync: true) : null);
    }

    public async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        var file = FileOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var half = $"{file}.{Guid.NewGuid():N}.tmp";
        try
        {
            await using (var stream = new FileStream(half, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024, useAsync: true))
            {
                await stream.WriteAsync(bytes, ct);
                stream.Flush(flushToDisk: true);
            }
            File.Move(half, file, overwrite: true);
        }
        finally { File.Delete(half); }
    }

    public Task DeleteAsync(string path, CancellationToken ct)
    {
        File.Delete(FileOf(path));
        return Task.CompletedTask;
    }

    private string FileOf(string path) => Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));
}
