using System.Security.Cryptography;
using Cchc.Core.Content;
using Cchc.Core.People;
using Cchc.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Core.Media;

/// <param name="File">The file as staged, or null when it was refused.</param>
/// <param name="Problem">Why it was refused, in Vietnamese.</param>
public sealed record MediaResult(MediaFile? File, string Problem = "");

/// <summary>Takes files into the library: finds the type from the bytes, strips what must not be published, keeps name and size.</summary>
public sealed class MediaLibrary(SiteDb db, IMediaStore store, TimeProvider clock)
{
    /// <summary>Largest file taken, 25 MB.</summary>
    public const int MaxBytes = 25 * 1024 * 1024;

    /// <summary>A large picture takes some 250 MB while it is cleaned: two at a time, however many are sent.</summary>
    private static readonly SemaphoreSlim Cleaning = new(2, 2);

    /// <summary>Writes the bytes and stages the row; the caller saves. The same bytes under the same path change nothing.</summary>
    /// <param name="name">Wanted path, e.g. <c>2026/11/Ảnh một cửa.JPG</c>; made safe here.</param>
    /// <param name="overwrite">Whether a file of that path is replaced; else the new one gets a number.</param>
    public async Task<MediaResult> StageAsync(string name, byte[] bytes, Actor actor, bool overwrite, CancellationToken ct)
    {
        if (bytes.Length == 0) return new(null, "Tệp rỗng.");
        if (bytes.Length > MaxBytes) return new(null, $"Tệp lớn hơn {MaxBytes / 1024 / 1024} MB.");
        if (await CleanAsync(bytes, ct) is not { } clean) return new(null, "Không nhận ra đây là ảnh JPEG, PNG, WebP, SVG hay tệp PDF. Tệp có thể hỏng hoặc mang sai tên.");
        var path = SafePath(name, clean.Extension);
        var hash = Convert.ToHexStringLower(SHA256.HashData(clean.Bytes));
        var row = await db.Set<MediaFile>().FirstOrDefaultAsync(file => file.Path == path, ct);
        if (row is not null && !overwrite && row.Hash != hash)
        {
            path = SafePath($"{Path.ChangeExtension(path, null)}-{hash[..8]}", clean.Extension);
            row = await db.Set<MediaFile>().FirstOrDefaultAsync(file => file.Path == path, ct);
        }
        if (row?.Hash != hash) await store.WriteAsync(path, clean.Bytes, ct);
        if (row is null)
        {
            db.Add(row = new()
            {
                Path = path, ContentType = clean.ContentType, Bytes = clean.Bytes.Length, Hash = hash,
                UploadedUtc = clock.GetUtcNow().UtcDateTime, UploadedBy = actor.Name,
            });
            db.Add(actor.Did(row.UploadedUtc, "media.added", $"Thêm tệp {path}", "Media", path.Length > 64 ? path[^64..] : path));
        }
        (row.ContentType, row.Bytes, row.Hash, row.Width, row.Height) = (clean.ContentType, clean.Bytes.Length, hash, clean.Width, clean.Height);
        return new(row);
    }

    private static async Task<CleanFile?> CleanAsync(byte[] bytes, CancellationToken ct)
    {
        await Cleaning.WaitAsync(ct);
        try { return PictureFile.Clean(bytes); }
        finally { Cleaning.Release(); }
    }

    /// <summary>A path of ASCII letters, digits, hyphens and slashes with the extension that the bytes deserve.</summary>
    public static string SafePath(string name, string extension)
    {
        var folders = name.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries).Select(part => Path.GetFileNameWithoutExtension(part)).Select(part => Vietnamese.Slug(part, 80)).Where(part => part.Length > 0);
        var path = string.Join('/', folders);
        return (path.Length == 0 ? ContentJson.NewId() : path.Length > 280 ? path[..280] : path) + extension;
    }
}
