using System.Security.Cryptography;
using Cchc.Core;
using Cchc.Core.Jobs;
using Cchc.Core.Media;
using Cchc.Modules.Contest.Data;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Contest.Taking;

/// <summary>Files handed in with essays, one for each: recognised by their bytes, cleaned as the library cleans, kept where only judges and the writer get them.</summary>
public sealed class EssayFiles(SiteDb db, IMediaStore store, TakeRound take, TimeProvider clock) : IDaily
{
    public const long MostBytes = 5 * 1024 * 1024;
    public const string Kinds = "PDF, DOCX, JPEG, PNG, WebP";
    /// <summary>Folder of the media store.</summary>
    private const string Folder = ".bai-thi/";
    private static readonly string[] Taken = ["image/jpeg", "image/png", "image/webp", "application/pdf", OfficeFile.Word];
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(2);

    /// <summary>Keeps a file in place of the one before.</summary>
    /// <param name="content">Seekable; read from its start.</param>
    /// <returns>What became of it, and why it was refused, in Vietnamese.</returns>
    /// <exception cref="MediaStoreException">The store is away or full; the file before stays.</exception>
    public async Task<(TakeOutcome Outcome, string? Problem)> KeepAsync(Attempt attempt, int position, string sentName, Stream content, CancellationToken ct)
    {
        var name = Path.GetFileName(sentName);
        if (content.Length > MostBytes) return (TakeOutcome.NotOnPaper, $"{name}: tệp lớn hơn {MostBytes / 1024 / 1024} MB nên chưa được nhận. Bài viết đã được lưu.");
        var reading = await MediaLibrary.ReadAsync(content, name, null, ct);
        if (reading.Problem == MediaProblem.UnknownType || reading.File is { } other && !Taken.Contains(other.ContentType)) return (TakeOutcome.NotOnPaper, $"{name}: loại tệp này không nộp được, chỉ nhận {Kinds}. Bài viết đã được lưu.");
        if (reading.File is not { } clean) return (TakeOutcome.NotOnPaper, $"{name}: {reading.Problem!.Value.Words()} Bài viết đã được lưu.");
        await using var bytes = clean.Content;
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        bytes.Position = 0;
        var file = new EssayFile
        {
            AttemptId = attempt.Id, Position = position, Name = PrivateFiles.NameOf(name, clean.Extension), Path = PrivateFiles.NewPath(Folder, clean.Extension, nowUtc),
            Bytes = bytes.Length, Hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, ct)), SavedUtc = nowUtc,
        };
        await store.WriteAsync(file.Path, bytes, ct);
        var (outcome, before) = await take.SaveFileAsync(attempt, position, file, ct);
        if (outcome != TakeOutcome.Saved) await store.DeleteAsync(file.Path, CancellationToken.None);
        else if (before is not null) await store.DeleteAsync(before, CancellationToken.None);
        return (outcome, null);
    }

    public async Task<TakeOutcome> RemoveAsync(Attempt attempt, int position, CancellationToken ct)
    {
        var (outcome, before) = await take.SaveFileAsync(attempt, position, null, ct);
        if (outcome == TakeOutcome.Saved && before is not null) await store.DeleteAsync(before, CancellationToken.None);
        return outcome;
    }

    /// <summary>Removes bytes that no row names: of files that came too late or whose papers are forgotten.</summary>
    public async Task RunDailyAsync(CancellationToken ct)
    {
        var known = (await db.Set<EssayFile>().AsNoTracking().Select(file => file.Path).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        await PrivateFiles.TidyAsync(store, Folder, known, clock.GetUtcNow().UtcDateTime - KeptFor, ct);
    }
}
