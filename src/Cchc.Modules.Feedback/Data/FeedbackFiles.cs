using System.Security.Cryptography;
using Cchc.Core.Media;

namespace Cchc.Modules.Feedback.Data;

/// <summary>A file as somebody sends it.</summary>
/// <param name="Content">Seekable; read from its start.</param>
public sealed record NewFile(string Name, Stream Content);

/// <summary>What came of taking files: rows whose bytes are written, or why one is refused, in Vietnamese.</summary>
public sealed record TakenFiles(IReadOnlyList<FeedbackFile> Files, string Problem = "");

/// <summary>
/// Attachments: recognised by their bytes, never by their name, cleaned as the library cleans, and kept in the media store under
/// names of their own. No row of the library names them, so no address of the library leads to them.
/// </summary>
public sealed class FeedbackFiles(IMediaStore store, TimeProvider clock)
{
    public const int MostFiles = 5;
    public const long MostBytes = 10 * 1024 * 1024;
    /// <summary>Folder of the media store.</summary>
    public const string Folder = ".gop-y/";
    public const string Kinds = "ảnh JPEG, PNG, WebP; tài liệu PDF, DOCX; âm thanh MP3, M4A; video MP4";
    private static readonly string[] Taken = ["image/jpeg", "image/png", "image/webp", "application/pdf", OfficeFile.Word, SoundFile.ContentType, FilmFile.Sound, FilmFile.Film];

    /// <summary>Checks all files, then writes all; when one is refused nothing stays.</summary>
    /// <exception cref="MediaStoreException">The store is away or full; nothing stays.</exception>
    public async Task<TakenFiles> TakeAsync(IReadOnlyList<NewFile> files, bool fromSender, bool isPublic, CancellationToken ct)
    {
        if (files.Count > MostFiles) return new([], $"Chỉ gửi được tối đa {MostFiles} tệp.");
        var clean = new List<(NewFile File, CleanFile Clean)>();
        try
        {
            foreach (var file in files)
            {
                var name = Path.GetFileName(file.Name);
                if (file.Content.Length > MostBytes) return new([], $"{name}: tệp lớn hơn {MostBytes / 1024 / 1024} MB. Hãy giảm kích thước hoặc chia nhỏ.");
                var reading = await MediaLibrary.ReadAsync(file.Content, name, null, ct);
                if (reading.Problem == MediaProblem.UnknownType || reading.File is { } other && !Taken.Contains(other.ContentType)) return new([], $"{name}: loại tệp này không gửi được. Kênh này nhận {Kinds}.");
                if (reading.File is not { } ready) return new([], $"{name}: {reading.Problem!.Value.Words()}");
                clean.Add((file, ready));
            }
            return new(await WriteAsync(clean, fromSender, isPublic, ct));
        }
        finally { foreach (var (_, ready) in clean) await ready.Content.DisposeAsync(); }
    }

    /// <summary>Deletes bytes whose rows were not saved, or are gone.</summary>
    public async Task DeleteAsync(IEnumerable<FeedbackFile> files)
    {
        foreach (var file in files) await store.DeleteAsync(file.Path, CancellationToken.None);
    }

    private async Task<List<FeedbackFile>> WriteAsync(IReadOnlyList<(NewFile File, CleanFile Clean)> files, bool fromSender, bool isPublic, CancellationToken ct)
    {
        var written = new List<FeedbackFile>();
        try
        {
            foreach (var (file, clean) in files)
            {
                var nowUtc = clock.GetUtcNow().UtcDateTime;
                clean.Content.Position = 0;
                var row = new FeedbackFile
                {
                    Key = PrivateFiles.NewKey(), Name = PrivateFiles.NameOf(file.Name, clean.Extension), Path = PrivateFiles.NewPath(Folder, clean.Extension, nowUtc),
                    ContentType = clean.ContentType, Bytes = clean.Content.Length, Hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(clean.Content, ct)), UploadedUtc = nowUtc, FromSender = fromSender, IsPublic = isPublic,
                };
                written.Add(row);
                await store.WriteAsync(row.Path, clean.Content, ct);
            }
        }
        catch
        {
            try { await DeleteAsync(written); }
            catch (MediaStoreException) { /* the store is away: what is half written has no row, and the daily work removes it */ }
            throw;
        }
        return written;
    }
}
