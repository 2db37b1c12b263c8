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
        await PrivateFiles.TidyAsync(store, FeedbackFiles.Folder, known, old, ct);
    }
}
