using Cchc.Core.Content;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cchc.Core.Jobs;

/// <summary>What is done once a day, registered with <c>AddDaily</c>. Run twice, or on two nodes at once, its effect is the same.</summary>
public interface IDaily
{
    Task RunDailyAsync(CancellationToken ct);
}

/// <summary>Does everything that is done once a day. Each run plans the next in a row of its own, whose key lets only one be planned.</summary>
public sealed class DailyJob(SiteDb db, IEnumerable<IDaily> all, TimeProvider clock, ILogger<DailyJob> log) : IJob
{
    public const string Name = "site.daily";

    public string Kind => Name;
    public bool IsSlow => true;

    public async Task RunAsync(JobRow job, CancellationToken ct)
    {
        foreach (var one in all)
        {
            try { await one.RunDailyAsync(ct); }
            catch (Exception error) when (error is not OperationCanceledException) { log.LogError(error, "{Work} failed; it is tried again tomorrow.", one.GetType().Name); }
            db.ChangeTracker.Clear();
        }
        await PlanAsync(db, clock.GetUtcNow().UtcDateTime.AddDays(1), ct);
    }

    /// <summary>Plans the run of that day unless it is planned.</summary>
    public static async Task PlanAsync(SiteDb db, DateTime dueUtc, CancellationToken ct)
    {
        var key = FormattableString.Invariant($"{Name}:{dueUtc:yyyy-MM-dd}");
        if (await db.Set<JobRow>().AnyAsync(job => job.Key == key, ct)) return;
        db.Add(new JobRow { Kind = Name, Key = key, DueUtc = dueUtc });
        try { await db.SaveChangesAsync(ct); }
        catch (DbUpdateException error) when (error.IsDuplicate()) { db.ChangeTracker.Clear(); } // another node was first
    }
}

/// <summary>Sees to it at the start that a run is planned: the first of a site, and after rows were lost.</summary>
public sealed class DailyJobStart(IServiceScopeFactory scopes, TimeProvider clock, ILogger<DailyJobStart> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<SiteDb>();
            if (!await db.Set<JobRow>().AnyAsync(job => job.Kind == DailyJob.Name, stoppingToken)) await DailyJob.PlanAsync(db, clock.GetUtcNow().UtcDateTime, stoppingToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogWarning(error, "The daily run could not be planned; the next start tries again.");
        }
    }
}
