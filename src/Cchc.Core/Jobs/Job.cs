using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cchc.Core.Jobs;

/// <summary>One piece of background work, added in the transaction that makes it necessary.</summary>
public sealed class JobRow
{
    public long Id { get; private set; }
    /// <summary>Name of the <see cref="IJob"/> that does it.</summary>
    public required string Kind { get; init; }
    /// <summary>Two rows with one key are one piece of work: the second cannot be added while the first is there.</summary>
    public required string Key { get; init; }
    public string Payload { get; init; } = "";
    public required DateTime DueUtc { get; set; }
    /// <summary>Until then a node works on it; after that another one may.</summary>
    public DateTime? TakenUntilUtc { get; set; }
    public int Attempts { get; set; }
    public string? Error { get; set; }
}

public sealed class JobTable : IEntityTypeConfiguration<JobRow>
{
    public void Configure(EntityTypeBuilder<JobRow> builder)
    {
        builder.ToTable("jobs");
        builder.Property(job => job.Kind).HasMaxLength(64);
        builder.Property(job => job.Key).HasMaxLength(200);
        builder.HasIndex(job => job.Key).IsUnique();
        builder.HasIndex(job => job.DueUtc);
    }
}

/// <summary>Does one kind of background work. It is called at least once per row, so its effect must be the same when called twice.</summary>
public interface IJob
{
    string Kind { get; }
    /// <summary>Whether it takes seconds of computing: then it goes in a lane of its own, so that mail and the like need not wait for it.</summary>
    bool IsSlow => false;
    Task RunAsync(JobRow job, CancellationToken ct);
}

/// <summary>
/// Takes due rows one at a time, by a conditional update that only one node can win, and deletes a row when its work is done.
/// A failed one is tried again after 10 s, 20 s, 40 s … at most an hour apart.
/// </summary>
public sealed class JobRunner(IServiceScopeFactory scopes, TimeProvider clock, ILogger<JobRunner> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>Does one due piece of work of either lane.</summary>
    /// <returns>Whether there was one.</returns>
    public Task<bool> RunOneAsync(CancellationToken ct) => RunOneAsync(null, ct);

    private async Task<bool> RunOneAsync(bool? slow, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var jobs = scope.ServiceProvider.GetRequiredService<SiteDb>().Set<JobRow>();
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var slowKinds = scope.ServiceProvider.GetServices<IJob>().Where(known => known.IsSlow).Select(known => known.Kind).ToList();
        var job = await jobs.AsNoTracking().Where(row => row.DueUtc <= nowUtc && (row.TakenUntilUtc == null || row.TakenUntilUtc < nowUtc))
            .Where(row => slow == null || slowKinds.Contains(row.Kind) == slow)
            .OrderBy(row => row.DueUtc).ThenBy(row => row.Id).FirstOrDefaultAsync(ct);
        if (job is null) return false;
        var until = nowUtc + Lease;
        var won = await jobs.Where(row => row.Id == job.Id && row.Attempts == job.Attempts && (row.TakenUntilUtc == null || row.TakenUntilUtc < nowUtc))
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.TakenUntilUtc, until).SetProperty(r => r.Attempts, r => r.Attempts + 1), ct);
        if (won == 0) return true;
        try
        {
            var handler = scope.ServiceProvider.GetServices<IJob>().FirstOrDefault(known => known.Kind == job.Kind)
                ?? throw new InvalidOperationException($"No module does jobs of kind {job.Kind}.");
            await handler.RunAsync(job, ct);
            await jobs.Where(row => row.Id == job.Id).ExecuteDeleteAsync(ct);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            var delay = TimeSpan.FromSeconds(Math.Min(3600, 10 * Math.Pow(2, job.Attempts)));
            log.LogError(error, "Job {Job} of kind {Kind} failed; trying again in {Delay}.", job.Id, job.Kind, delay);
            var again = nowUtc + delay;
            await jobs.Where(row => row.Id == job.Id).ExecuteUpdateAsync(row => row
                .SetProperty(r => r.DueUtc, again).SetProperty(r => r.TakenUntilUtc, (DateTime?)null).SetProperty(r => r.Error, error.Message), ct);
        }
        return true;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(GoAsync(slow: false, stoppingToken), GoAsync(slow: true, stoppingToken));

    private async Task GoAsync(bool slow, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try { while (await RunOneAsync(slow, stoppingToken)) { } }
                catch (Exception error) when (error is not OperationCanceledException) { log.LogError(error, "Looking for jobs failed; trying again in {Delay}.", LookEvery); }
            }
        }
        catch (OperationCanceledException) { /* the host stops */ }
    }
}
