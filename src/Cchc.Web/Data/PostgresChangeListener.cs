using Cchc.Core.Changes;
using Npgsql;

namespace Cchc.Web.Data;

/// <summary>Wakes this node's change feed as soon as another node has committed a change row (a trigger notifies).</summary>
public sealed class PostgresChangeListener(NpgsqlDataSource source, ChangeFeed feed, ILogger<PostgresChangeListener> log) : BackgroundService
{
    /// <summary>Channel of the trigger on the table <c>changes</c>.</summary>
    public const string Channel = "cchc_changes";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(stoppingToken);
                connection.Notification += (_, _) => feed.Wake();
                await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection)) await listen.ExecuteNonQueryAsync(stoppingToken);
                while (true) await connection.WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception error)
            {
                log.LogWarning(error, "Not listening for changes of other nodes; the feed polls. Trying again in {Delay}.", Pause);
                await Task.Delay(Pause, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }
}
