using Cchc.Core;
using Cchc.Core.Content;
using Cchc.Core.Jobs;
using Cchc.Core.Media;
using Cchc.Modules.Feedback.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Cchc.Modules.Feedback.Scanning;

/// <summary>
/// Looks for malware in attachments after they are stored: nobody who sends waits for it, and what is sent is safe though the
/// scanner be away. Until then pages say that a file is not scanned; one in which something was found is given to nobody.
/// </summary>
public sealed class FeedbackScan(SiteDb db, ClamAv scanner, IMediaStore store, FeedbackNotices notices, TimeProvider clock, ILogger<FeedbackScan> log) : IJob, IDaily
{
    public const string Name = "feedback.scan";
    private static readonly ScanState[] Unknown = [ScanState.NotScanned, ScanState.Failed];

    public string Kind => Name;
    public bool IsSlow => true;

    /// <summary>Stages the scan of files whose rows are added in the same transaction.</summary>
    public void Stage(IEnumerable<FeedbackFile> files)
    {
        if (!scanner.IsOn) return;
        foreach (var file in files) db.Add(new JobRow { Kind = Name, Key = KeyOf(file.Key), Payload = file.Key, DueUtc = clock.GetUtcNow().UtcDateTime });
    }

    public async Task RunAsync(JobRow job, CancellationToken ct)
    {
        // Erased meanwhile, or done by another node: nothing to do.
        if (await db.Set<FeedbackFile>().AsNoTracking().FirstOrDefaultAsync(file => file.Key == job.Payload && Unknown.Contains(file.Scan), ct) is not { } file) return;
        if (await store.OpenAsync(file.Path, ct) is not { } bytes) return;
        ScanAnswer answer;
        await using (bytes)
        {
            try { answer = await scanner.ScanAsync(bytes, ct); }
            catch (IOException)
            {
                await SetAsync(file, ScanState.Failed, ct);
                throw; // tried again, ever more seldom
            }
        }
        if (answer.Verdict != ScanVerdict.Clean) log.LogWarning("Attachment {File} of feedback {Item}: {Verdict}, {Words}.", file.Id, file.ItemId, answer.Verdict, answer.Words);
        if (answer.Verdict == ScanVerdict.Infected) await notices.StageInfectedAsync(file, ct);
        await using var change = await db.Database.BeginTransactionAsync(ct);
        await SetAsync(file, answer.Verdict switch { ScanVerdict.Clean => ScanState.Clean, ScanVerdict.Infected => ScanState.Infected, _ => ScanState.Failed }, ct);
        await db.SaveChangesAsync(ct);
        await change.CommitAsync(ct);
    }

    /// <summary>Files that came before a scanner was configured, or that it could not read then.</summary>
    public async Task RunDailyAsync(CancellationToken ct)
    {
        if (!scanner.IsOn) return;
        var known = await db.Set<JobRow>().Where(job => job.Kind == Name).Select(job => job.Payload).ToListAsync(ct);
        Stage((await db.Set<FeedbackFile>().AsNoTracking().Where(file => Unknown.Contains(file.Scan)).ToListAsync(ct)).Where(file => !known.Contains(file.Key)));
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException error) when (error.IsDuplicate()) { /* another node was first; the rest comes tomorrow */ }
    }

    private static string KeyOf(string file) => $"{Name}:{file}";

    private Task<int> SetAsync(FeedbackFile file, ScanState state, CancellationToken ct) => db.Set<FeedbackFile>().Where(row => row.Id == file.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.Scan, state), ct);
}
