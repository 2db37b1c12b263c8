using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cchc.Core.Content;

/// <summary>Looks once a second for planned publications that are due: one query on an index, on every node.</summary>
public sealed class ContentScheduler(IServiceScopeFactory scopes, ILogger<ContentScheduler> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await using var scope = scopes.CreateAsyncScope();
                    await scope.ServiceProvider.GetRequiredService<ContentStore>().RunDueAsync(stoppingToken);
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    log.LogError(error, "Running the publication schedule failed; trying again in {Delay}.", LookEvery);
                }
            }
        }
        catch (OperationCanceledException) { /* the host stops */ }
    }
}
