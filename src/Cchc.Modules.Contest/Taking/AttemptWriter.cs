using System.Threading.Channels;
using Cchc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cchc.Modules.Contest.Taking;

/// <summary>
/// Writes what participants do: entries, starts, answers, papers. What comes while one transaction is being written to disk goes
/// into the next one together, and each is acknowledged only after the commit: a disk that syncs 200 times a second carries
/// thousands of durable answers. Each piece of work must decide by conditions in its SQL and never raise an error for what can
/// be expected, as an error undoes the batch; then each is tried alone, so that only the bad one fails.
/// </summary>
public sealed class AttemptWriter(IServiceScopeFactory scopes, IConfiguration configuration, ILogger<AttemptWriter> log)
{
    /// <summary>Configuration key: how much goes into one transaction. With 1 each write waits for a sync of its own: for measuring what the grouping gains.</summary>
    public const string TogetherKey = "Contest:WrittenTogether";
    private const int DefaultTogether = 256;
    private readonly int mostTogether = Math.Max(1, configuration.GetValue(TogetherKey, DefaultTogether));
    /// <summary>More than this waiting means that the database is away: who comes now is told so at once.</summary>
    private const int MostWaiting = 20_000;
    private readonly Channel<Work> queue = Channel.CreateBounded<Work>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private int writing;

    /// <summary>Does a piece of work in the next transaction.</summary>
    /// <returns>Its result, once it is on disk.</returns>
    /// <exception cref="DbUpdateException">The database refused; nothing of this piece was written.</exception>
    public async Task<T> RunAsync<T>(Func<SiteDb, Task<T>> work, CancellationToken ct)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        T result = default!;
        var item = new Work(async db => result = await work(db), () => done.TrySetResult(result), error => done.TrySetException(error));
        if (!queue.Writer.TryWrite(item)) throw new TimeoutException("Too much is waiting to be written.");
        if (Interlocked.Exchange(ref writing, 1) == 0) _ = Task.Run(WriteAllAsync, CancellationToken.None);
        return await done.Task.WaitAsync(ct); // who goes away early leaves the work in the queue: it is written all the same
    }

    private async Task WriteAllAsync()
    {
        do
        {
            while (queue.Reader.TryPeek(out _))
            {
                var batch = new List<Work>();
                while (batch.Count < mostTogether && queue.Reader.TryRead(out var item)) batch.Add(item);
                await WriteAsync(batch);
            }
            Volatile.Write(ref writing, 0);
            // What came between the last look and this line has found the writer busy.
        } while (queue.Reader.TryPeek(out _) && Interlocked.Exchange(ref writing, 1) == 0);
    }

    private async Task WriteAsync(List<Work> batch)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<SiteDb>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            foreach (var item in batch) await item.Do(db);
            await transaction.CommitAsync();
        }
        catch (Exception error)
        {
            if (batch is [var alone])
            {
                log.LogError(error, "A piece of work of a contest was not written.");
                alone.Fail(error);
                return;
            }
            log.LogWarning(error, "A batch of {Count} was not written; each is tried alone.", batch.Count);
            foreach (var item in batch) await WriteAsync([item]);
            return;
        }
        foreach (var item in batch) item.Succeed();
    }

    private sealed record Work(Func<SiteDb, Task> Do, Action Succeed, Action<Exception> Fail);
}
