using Cchc.Core.Content;
using Cchc.Core.Jobs;
using Cchc.Core.People;
using Cchc.Core.Text;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Core.Media;

/// <summary>How a piece of an upload was taken.</summary>
public enum AppendOutcome
{
    /// <summary>It was written; the upload may be whole now.</summary>
    Taken,
    /// <summary>The connection broke; what had arrived until then was written.</summary>
    Broken,
    /// <summary>The piece does not begin where the upload has come to.</summary>
    WrongOffset,
    /// <summary>Another request is writing to this upload.</summary>
    Busy,
}

/// <summary>
/// Uploads that survive a lost connection and a restart of the site: the rules behind the tus endpoints. The row says what is
/// to come, the file how far it has come, so nothing needs to be written down per piece.
/// </summary>
public sealed class ResumableUploads(SiteDb db, UploadFiles files, MediaLibrary library, TimeProvider clock)
{
    /// <summary>How long an unfinished upload is kept, and the answer to a finished one.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(3);
    /// <summary>Unfinished uploads of one person at a time.</summary>
    public const int MostAtOnce = 100;
    /// <summary>Bytes that one person's unfinished uploads may come to, 8 GB: one account must not fill the disk.</summary>
    public const long MostBytesAtOnce = 8L * 1024 * 1024 * 1024;
    private const int Piece = 128 * 1024;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Begins an upload.</summary>
    /// <returns>The upload, or why it is refused, in Vietnamese.</returns>
    public async Task<(MediaUpload? Upload, string Problem)> CreateAsync(string name, string folder, long length, Actor actor, CancellationToken ct)
    {
        var (owner, nowUtc) = (actor.UserId!.Value, Now);
        var open = db.Set<MediaUpload>().Where(upload => upload.OwnerId == owner && upload.ExpiresUtc > nowUtc && upload.FileId == null && upload.Problem == "");
        if (await open.CountAsync(ct) >= MostAtOnce) return (null, $"Bạn đang có {MostAtOnce} tệp tải dở. Hãy đợi các tệp đó xong hoặc bỏ bớt.");
        if (await open.SumAsync(upload => upload.Length, ct) + length > MostBytesAtOnce) return (null, "Các tệp bạn đang tải dở đã quá lớn. Hãy đợi chúng xong hoặc bỏ bớt.");
        var upload = new MediaUpload
        {
            Id = ContentJson.NewId(), OwnerId = owner, Name = name, Folder = folder, Length = length, StartedUtc = nowUtc, ExpiresUtc = nowUtc + Kept,
        };
        db.Add(upload);
        db.Add(new JobRow { Kind = ForgetUpload.Name, Key = $"{ForgetUpload.Name}:{upload.Id}", Payload = upload.Id, DueUtc = upload.ExpiresUtc });
        await db.SaveChangesAsync(ct);
        return (upload, "");
    }

    /// <summary>The upload of that person, also an expired one; null when it is nobody's or another's.</summary>
    public Task<MediaUpload?> FindAsync(string id, int owner, CancellationToken ct) =>
        db.Set<MediaUpload>().FirstOrDefaultAsync(upload => upload.Id == id && upload.OwnerId == owner, ct);

    /// <summary>Unfinished uploads of a person, oldest first, with how far each has come.</summary>
    public async Task<IReadOnlyList<(MediaUpload Upload, long Offset)>> UnfinishedAsync(int owner, CancellationToken ct)
    {
        var nowUtc = Now;
        var rows = await db.Set<MediaUpload>().AsNoTracking().Where(upload => upload.OwnerId == owner && upload.ExpiresUtc > nowUtc && upload.FileId == null && upload.Problem == "")
            .OrderBy(upload => upload.StartedUtc).ThenBy(upload => upload.Id).Take(MostAtOnce).ToListAsync(ct);
        return rows.ConvertAll(upload => (upload, OffsetOf(upload)));
    }

    public bool IsExpired(MediaUpload upload) => upload.ExpiresUtc <= Now;

    /// <summary>Bytes that have arrived.</summary>
    public long OffsetOf(MediaUpload upload) => IsSettled(upload) ? upload.Length : files.LengthOf(upload.Id);

    /// <summary>Whether the file lies in the library or was refused.</summary>
    public static bool IsSettled(MediaUpload upload) => upload.FileId is not null || upload.Problem.Length > 0;

    /// <summary>Writes a piece. When the upload is whole, the file goes into the library.</summary>
    /// <param name="offset">Where the sender believes the upload to be.</param>
    public async Task<(AppendOutcome Outcome, long Offset)> AppendAsync(MediaUpload upload, long offset, Stream body, Actor actor, CancellationToken ct)
    {
        if (IsSettled(upload)) return (offset == upload.Length ? AppendOutcome.Taken : AppendOutcome.WrongOffset, upload.Length);
        var file = files.TryOpen(upload.Id);
        if (file is null) return (AppendOutcome.Busy, offset);
        await using (file)
        {
            if (file.Length != offset) return (AppendOutcome.WrongOffset, file.Length);
            var whole = await CopyAsync(body, file, upload.Length - offset, ct);
            file.Flush(flushToDisk: true);
            if (!whole) return (AppendOutcome.Broken, file.Length);
            if (file.Length < upload.Length) return (AppendOutcome.Taken, file.Length);
        }
        await SettleAsync(upload, actor, CancellationToken.None);
        return (AppendOutcome.Taken, upload.Length);
    }

    /// <summary>Takes a whole upload into the library: at the last piece, or later when the site was stopped in between. Done twice it
    /// finds the file of the first time.</summary>
    public async Task SettleAsync(MediaUpload upload, Actor actor, CancellationToken ct)
    {
        if (IsSettled(upload) || files.LengthOf(upload.Id) < upload.Length || files.TryRead(upload.Id) is not { } content) return;
        await using (content)
        {
            var wanted = new NewMedia(MediaUploads.PathIn(BusinessTime.Today(clock), upload.Name)) { Name = upload.Name, Folder = upload.Folder };
            MediaResult result;
            for (var again = false; ; again = true)
            {
                result = await library.StageAsync(wanted, content, actor, ct);
                try { await db.SaveChangesAsync(ct); break; }
                catch (DbUpdateException error) when (error.IsDuplicate() && !again) { db.ChangeTracker.Clear(); } // the same file was sent twice at once
            }
            db.Update(upload);
            (upload.FileId, upload.Problem) = (result.File?.Id, result.Problem);
            await db.SaveChangesAsync(ct);
        }
        files.Delete(upload.Id);
    }

    /// <summary>Throws an upload away. What came of a whole one stays in the library.</summary>
    public async Task AbandonAsync(MediaUpload upload, CancellationToken ct)
    {
        await db.Set<MediaUpload>().Where(row => row.Id == upload.Id).ExecuteDeleteAsync(ct);
        files.Delete(upload.Id);
    }

    /// <summary>Copies at most so many bytes.</summary>
    /// <returns>False when the sender went away; what had come is written.</returns>
    private static async Task<bool> CopyAsync(Stream body, FileStream file, long most, CancellationToken ct)
    {
        var buffer = new byte[Piece];
        while (most > 0)
        {
            int read;
            try { read = await body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, most)), ct); }
            catch (Exception error) when (error is IOException or OperationCanceledException) { return false; }
            if (read == 0) break;
            await file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
            most -= read;
        }
        return true;
    }
}

/// <summary>Forgets one upload when its time is over, and with it files of this node that belong to none.</summary>
public sealed class ForgetUpload(SiteDb db, UploadFiles files, TimeProvider clock) : IJob
{
    public const string Name = "media.forget-upload";

    public string Kind => Name;

    public async Task RunAsync(JobRow job, CancellationToken ct)
    {
        await db.Set<MediaUpload>().Where(upload => upload.Id == job.Payload).ExecuteDeleteAsync(ct);
        files.Delete(job.Payload);
        files.DeleteOlderThan(clock.GetUtcNow().UtcDateTime - ResumableUploads.Kept);
    }
}
