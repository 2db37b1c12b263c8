using Cchc.Core.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Core.Media;

/// <summary>Deletes bytes that no row names any more, and copies of bytes that are gone. What is used again meanwhile stays.</summary>
public sealed class TidyMedia(SiteDb db, IMediaStore store) : IJob
{
    public const string JobKind = "media.tidy";

    public string Kind => JobKind;

    /// <param name="job">Its payload is the hash of the bytes, a space, and their path.</param>
    public async Task RunAsync(JobRow job, CancellationToken ct)
    {
        var cut = job.Payload.IndexOf(' ', StringComparison.Ordinal);
        var (hash, path) = (job.Payload[..cut], job.Payload[(cut + 1)..]);
        if (!await db.Set<MediaFile>().AnyAsync(file => file.Path == path, ct)) await store.DeleteAsync(path, ct);
        if (await db.Set<MediaFile>().AnyAsync(file => file.Hash == hash, ct)) return;
        await foreach (var copy in store.ListAsync(PictureCopies.FolderOf(hash), ct)) await store.DeleteAsync(copy, ct);
    }
}
