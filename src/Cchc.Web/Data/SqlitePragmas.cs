using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Cchc.Web.Data;

/// <summary>
/// Write-ahead log, so that readers never wait for a writer; full synchronisation, so that what was acknowledged is on disk;
/// a writer waits for its turn instead of failing. Said once to each connection to the file: the pool hands the same one out
/// for thousands of queries.
/// </summary>
public sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Sql = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=15000; PRAGMA cache_size=-16000; PRAGMA mmap_size=268435456;";
    private static readonly object Told = new();
    private readonly ConditionalWeakTable<sqlite3, object> ready = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Tell(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Tell(connection); // SQLite has no asynchronous calls: waiting would only cost
        return Task.CompletedTask;
    }

    /// <summary>A context keeps its connection until it goes itself: opening one registers a dozen functions, which costs more than a query.</summary>
    public override InterceptionResult ConnectionClosing(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();

    public override ValueTask<InterceptionResult> ConnectionClosingAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => new(InterceptionResult.Suppress());

    private void Tell(DbConnection connection)
    {
        if (connection is not SqliteConnection { Handle: { } handle } || ready.TryGetValue(handle, out _)) return;
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.ExecuteNonQuery();
        ready.AddOrUpdate(handle, Told);
    }
}
