using System.Runtime.CompilerServices;

namespace Cchc.Core.Media;

/// <summary>Where the bytes of the library lie. Paths are checked by <see cref="MediaLibrary"/> before they come here.</summary>
/// <exception cref="MediaStoreException">From every member: the store cannot be reached or cannot write now.</exception>
public interface IMediaStore
{
    /// <summary>The bytes, seekable and to be read asynchronously, or null when there are none.</summary>
    Task<Stream?> OpenAsync(string path, CancellationToken ct);
    /// <summary>Writes the whole file or nothing.</summary>
    /// <param name="bytes">Seekable; written from its start.</param>
    Task WriteAsync(string path, Stream bytes, CancellationToken ct);
    /// <summary>Deletes the file; nothing happens when there is none.</summary>
    Task DeleteAsync(string path, CancellationToken ct);
    /// <summary>Paths of the files under a folder, e.g. <c>.copies/1f3a…/</c>, in no order.</summary>
    IAsyncEnumerable<string> ListAsync(string folder, CancellationToken ct);
}

/// <summary>The store is away, full or read-only: not a bug, and it may be well again in a minute.</summary>
public sealed class MediaStoreException(string message, Exception inner) : Exception(message, inner);

/// <summary>Files in a local folder.</summary>
public sealed class LocalMediaStore(string root) : IMediaStore
{
    /// <summary>End of the name of a file that is not whole yet.</summary>
    private const string Half = ".tmp";

    public Task<Stream?> OpenAsync(string path, CancellationToken ct)
    {
        try { return Task.FromResult<Stream?>(new FileStream(FileOf(path), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, useAsync: true)); }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException) { return Task.FromResult<Stream?>(null); }
        catch (Exception error) when (IsAway(error)) { throw Away(error); }
    }

    public async Task WriteAsync(string path, Stream bytes, CancellationToken ct)
    {
        var file = FileOf(path);
        var half = $"{file}.{Guid.NewGuid():N}{Half}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            bytes.Position = 0;
            await using (var stream = new FileStream(half, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024, useAsync: true))
            {
                await bytes.CopyToAsync(stream, ct);
                stream.Flush(flushToDisk: true);
            }
            File.Move(half, file, overwrite: true);
        }
        catch (Exception error) when (IsAway(error)) { throw Away(error); }
        finally { if (File.Exists(half)) File.Delete(half); }
    }

    public Task DeleteAsync(string path, CancellationToken ct)
    {
        try { File.Delete(FileOf(path)); }
        catch (DirectoryNotFoundException) { /* nothing there */ }
        catch (Exception error) when (IsAway(error)) { throw Away(error); }
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<string> ListAsync(string folder, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask; // files of a local folder are listed without waiting
        var top = FileOf(folder);
        if (!Directory.Exists(top)) yield break;
        foreach (var file in Directory.EnumerateFiles(top, "*", SearchOption.AllDirectories))
        {
            ct.ThrowIfCancellationRequested();
            if (!file.EndsWith(Half, StringComparison.Ordinal)) yield return Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/');
        }
    }

    private string FileOf(string path) => Path.Combine(root, path.Replace('/', Path.DirectorySeparatorChar));

    private static bool IsAway(Exception error) => error is IOException or UnauthorizedAccessException;

    private static MediaStoreException Away(Exception error) => new("The media folder cannot be read or written now.", error);
}
