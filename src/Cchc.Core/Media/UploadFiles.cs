namespace Cchc.Core.Media;

/// <summary>
/// Bytes of uploads under way, one file each, named by the upload. The length of the file is how far it has come. With several
/// nodes each upload stays on the node that its address leads to; when that one is lost, the client begins that file again.
/// </summary>
public sealed class UploadFiles(string folder)
{
    public string PathOf(string id) => Path.Combine(folder, id);

    /// <summary>Bytes that have arrived; 0 when there is no file.</summary>
    public long LengthOf(string id) => new FileInfo(PathOf(id)) is { Exists: true } file ? file.Length : 0;

    /// <summary>Opens the file to go on at its end, for nobody else meanwhile; null while somebody else has it.</summary>
    public FileStream? TryOpen(string id)
    {
        try { return new FileStream(PathOf(id), FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true); }
        catch (IOException) when (File.Exists(PathOf(id))) { return null; }
    }

    /// <summary>Opens the file to be read, for nobody else meanwhile; null while somebody else has it or when it is gone.</summary>
    public FileStream? TryRead(string id)
    {
        try { return new FileStream(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.None, 64 * 1024, useAsync: true); }
        catch (IOException) { return null; }
    }

    public void Delete(string id) => File.Delete(PathOf(id));

    /// <summary>Throws away what nobody has gone on with since then.</summary>
    public void DeleteOlderThan(DateTime utc)
    {
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
            if (file.LastWriteTimeUtc < utc) file.Delete();
    }
}
