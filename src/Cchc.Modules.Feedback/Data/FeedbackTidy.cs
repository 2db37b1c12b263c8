using System.Globalization;
using Cchc.Core;
using Cchc.Core.Jobs;
using Cchc.Core.Media;
using Microsoft.EntityFrameworkCore;

namespace Cchc.Modules.Feedback.Data;

/// <summary>Removes files that were attached to a form which nobody sent: they have lain for two days and no row names them.</summary>
public sealed class FeedbackTidy(SiteDb db, IMediaStore store, TimeProvider clock) : IDaily
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(2);

    public async Task RunDailyAsync(CancellationToken ct)
    {
        var old = clock.GetUtcNow().UtcDateTime - KeptFor;
        var known = (await db.Set<FeedbackFile>().AsNoTracking().Select(file => file.Path).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        await foreach (var path in store.ListAsync(FeedbackFiles.Folder, ct))
            if (!known.Contains(path) && DayOf(path) < old) await store.DeleteAsync(path, ct);
    }

    /// <summary>The day in ".gop-y/2026/11/26/…".</summary>
    private static DateTime? DayOf(string path) =>
        DateTime.TryParseExact(string.Join('/', path.Split('/').Skip(1).Take(3)), "yyyy/MM/dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day) ? day : null;
}
