using System.Security.Cryptography;
using Cchc.Core.Changes;
using Cchc.Core.Content;
using Cchc.Core.Jobs;
using Cchc.Core.People;
using Cchc.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Core.Media;

/// <summary>A file to be taken in.</summary>
/// <param name="Path">Wanted path, e.g. <c>2026/11/Ảnh một cửa.JPG</c>; made safe, and given the extension that the bytes deserve.</param>
public sealed record NewMedia(string Path)
{
    /// <summary>Name as it was uploaded; the last part of the path when empty.</summary>
    public string Name { get; init; } = "";
    /// <summary>Folder of the library in people's words, e.g. <c>Hội nghị/2026</c>; empty at the top.</summary>
    public string Folder { get; init; } = "";
    /// <summary>Whether a file of that path is replaced, as recipes want; else the path carries a part of the hash, so that two
    /// uploads of one name never meet.</summary>
    public bool Overwrite { get; init; }
}

/// <param name="File">The file as staged, or null when it was refused.</param>
/// <param name="Why">Why it was refused; null when it was not.</param>
public sealed record MediaResult(MediaFile? File, MediaProblem? Why = null)
{
    /// <summary>Why it was refused, in Vietnamese; empty when it was not.</summary>
    public string Problem => Why?.Words() ?? "";
}

/// <summary>
/// Takes files into the library: finds the type from the bytes, strips what must not be published, keeps name and size.
/// Everything here stages rows; the caller saves. A refused file leaves nothing behind.
/// </summary>
public sealed class MediaLibrary(SiteDb db, IMediaStore store, TimeProvider clock)
{
    /// <summary>Largest picture, PDF or office file taken, 25 MB.</summary>
    public const int MaxBytes = 25 * 1024 * 1024;
    /// <summary>Largest sound or film taken, 500 MB.</summary>
    public const long MaxFilmBytes = 500L * 1024 * 1024;

    /// <summary>What takes longer is refused. Bytes, pixels, parts and pages are bounded, so that an honest file takes a few seconds on a slow machine.</summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(60);
    /// <summary>A large picture takes some 250 MB while it is cleaned: two at a time, however many are sent.</summary>
    private static readonly SemaphoreSlim Cleaning = new(2, 2);

    /// <inheritdoc cref="StageAsync(NewMedia, Stream, Actor, CancellationToken)"/>
    public Task<MediaResult> StageAsync(string path, byte[] bytes, Actor actor, bool overwrite, CancellationToken ct) =>
        StageAsync(new NewMedia(path) { Overwrite = overwrite }, new MemoryStream(bytes, writable: false), actor, ct);

    /// <summary>Writes the bytes and stages the row; the caller saves. The same bytes under the same path change nothing.</summary>
    /// <param name="content">Seekable, e.g. a file on disk; read from its start, not changed and not closed.</param>
    /// <exception cref="MediaStoreException">The store is away.</exception>
    public async Task<MediaResult> StageAsync(NewMedia wanted, Stream content, Actor actor, CancellationToken ct)
    {
        var name = wanted.Name.Length > 0 ? wanted.Name : Path.GetFileName(wanted.Path);
        var reading = await ReadAsync(content, name, null, ct);
        if (reading.File is not { } clean) return new(null, reading.Problem);
        await using var bytes = clean.Content;
        var hash = await HashAsync(bytes, ct);
        var path = SafePath(wanted.Path, clean.Extension);
        if (!wanted.Overwrite) path = $"{path[..^clean.Extension.Length]}-{hash[..6]}{clean.Extension}";
        var row = await db.Set<MediaFile>().FirstOrDefaultAsync(file => file.Path == path, ct);
        if (row?.Hash == hash) return new(row);
        await store.WriteAsync(path, bytes, ct);
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        if (row is not null)
        {
            Take(row, clean, hash);
            Changed(row, actor, "media.replaced", $"Thay tệp {path}");
            await StageReadersAsync(path, ct);
            return new(row);
        }
        row = new()
        {
            Path = path, Name = Cut(name, 300), Folder = Cut(wanted.Folder, 200), ContentType = clean.ContentType, Bytes = bytes.Length, Hash = hash,
            UploadedUtc = nowUtc, UploadedBy = actor.Name, UploadedById = actor.UserId,
        };
        Take(row, clean, hash);
        db.Add(row);
        db.Add(MediaChange.Of(nowUtc, path));
        db.Add(actor.Did(nowUtc, "media.added", $"Thêm tệp {path}", "Media", SubjectOf(path)));
        return new(row);
    }

    /// <summary>
    /// Puts other bytes in the place of a file, which keeps its address, words and uses; the caller saves. A picture may come in
    /// another format, it is turned into that of the address; cuts and focus are forgotten when its shape differs.
    /// </summary>
    /// <param name="file">A tracked row.</param>
    /// <param name="content">As in <see cref="StageAsync(NewMedia, Stream, Actor, CancellationToken)"/>.</param>
    /// <param name="name">Name of the new file as it was uploaded.</param>
    /// <exception cref="MediaStoreException">The store is away.</exception>
    public async Task<MediaResult> ReplaceAsync(MediaFile file, Stream content, string name, Actor actor, CancellationToken ct)
    {
        var reading = await ReadAsync(content, name, file.ContentType, ct);
        if (reading.File is not { } clean) return new(null, reading.Problem);
        await using var bytes = clean.Content;
        var hash = await HashAsync(bytes, ct);
        if (hash == file.Hash) return new(file);
        await store.WriteAsync(file.Path, bytes, ct);
        if (file.Width * clean.Height != file.Height * clean.Width) (file.Crops, file.FocusX, file.FocusY) = ([], null, null);
        Tidy(file);
        Take(file, clean, hash);
        file.Name = Cut(Path.GetFileName(name), 300);
        Changed(file, actor, "media.replaced", $"Thay tệp {file.Path}");
        await StageReadersAsync(file.Path, ct);
        return new(file);
    }

    /// <summary>Takes a file out of the library; the caller saves. The bytes and all copies go after that, by a job.</summary>
    /// <param name="file">A tracked row.</param>
    public async Task DeleteAsync(MediaFile file, Actor actor, CancellationToken ct)
    {
        db.Remove(file);
        Tidy(file);
        Changed(file, actor, "media.deleted", $"Xóa tệp {file.Path}");
        await StageReadersAsync(file.Path, ct);
    }

    /// <summary>To be called after words, cuts or focus of a file were changed, before the save: gives the row and the addresses of
    /// its copies a new version, writes the audit row, and lets every page that may show it be made again.</summary>
    /// <param name="action">As in the audit trail, e.g. <c>media.changed</c>.</param>
    public void Changed(MediaFile file, Actor actor, string action, string summary)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        file.ChangedUtc = nowUtc;
        file.Revision++;
        db.Add(actor.Did(nowUtc, action, summary, "Media", SubjectOf(file.Path)));
        db.Add(MediaChange.Of(nowUtc, file.Path, Tag.Site));
    }

    /// <summary>A path of ASCII letters, digits, hyphens and slashes with the extension that the bytes deserve.</summary>
    public static string SafePath(string name, string extension)
    {
        var folders = name.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries).Select(part => Path.GetFileNameWithoutExtension(part)).Select(part => Vietnamese.Slug(part, 80)).Where(part => part.Length > 0);
        var path = string.Join('/', folders);
        return (path.Length == 0 ? ContentJson.NewId() : path.Length > 280 ? path[..280] : path) + extension;
    }

    /// <summary>Items that show the file are found by its words: they go through the search again when those are others.</summary>
    private async Task StageReadersAsync(string path, CancellationToken ct)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        foreach (var use in await db.Set<MediaUse>().AsNoTracking().Where(use => use.Path == path && use.IsPublic).ToListAsync(ct))
            db.Add(Change.Of(nowUtc, [Tag.Item(use.ContentItemId)], use.ContentType, use.ContentItemId));
    }

    /// <summary>Bytes and copies that no row names any more go by a job, in the transaction that makes them useless.</summary>
    private void Tidy(MediaFile file) => db.Add(new JobRow
    {
        Kind = TidyMedia.JobKind, Key = $"{TidyMedia.JobKind}/{ContentJson.NewId()}", Payload = $"{file.Hash} {file.Path}", DueUtc = clock.GetUtcNow().UtcDateTime,
    });

    private static void Take(MediaFile row, CleanFile clean, string hash)
    {
        (row.ContentType, row.Bytes, row.Hash) = (clean.ContentType, clean.Content.Length, hash);
        (row.Width, row.Height, row.Pages, row.Seconds) = (clean.Width, clean.Height, clean.Pages, clean.Seconds);
    }

    /// <summary>Recognises and cleans a file without taking it in. Two at a time, and none for longer than a minute.</summary>
    /// <inheritdoc cref="MediaReader.ReadAsync" path="/param"/>
    public static async Task<MediaReading> ReadAsync(Stream content, string name, string? replaces, CancellationToken ct)
    {
        await Cleaning.WaitAsync(ct);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(MostTime);
        try { return await Task.Run(() => MediaReader.ReadAsync(content, name, replaces, limit.Token), ct); }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested) { return MediaProblem.TooSlow; }
        finally { Cleaning.Release(); }
    }

    private static async Task<string> HashAsync(Stream bytes, CancellationToken ct)
    {
        bytes.Position = 0;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, ct));
    }

    private static string SubjectOf(string path) => path.Length > 64 ? path[^64..] : path;

    private static string Cut(string text, int length) => text.Length > length ? text[..length] : text;
}
