using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Cchc.Tests.Hosting;

/// <summary>Counts the commands that one flow of execution sends to the database.</summary>
public sealed class SqlCounter : DbCommandInterceptor
{
    private static readonly AsyncLocal<List<string>?> Counting = new();

    /// <summary>The commands sent while the work ran.</summary>
    public async Task<IReadOnlyList<string>> CountAsync(Func<Task> work)
    {
        var commands = new List<string>();
        Counting.Value = commands;
        try { await work(); }
        finally { Counting.Value = null; }
        return commands;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Note(command);
        return new(result);
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Note(command);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Note(command);
        return new(result);
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        Note(command);
        return new(result);
    }

    private static void Note(DbCommand command)
    {
        if (Counting.Value is { } commands) lock (commands) commands.Add(command.CommandText);
    }
}

/// <summary>Throws after everything was written and before it is committed, as a process that dies there would.</summary>
public sealed class SaveBreaker : DbTransactionInterceptor
{
    private static readonly AsyncLocal<bool> Broken = new();

    /// <summary>Runs the work; its commit fails.</summary>
    public async Task BreakAsync(Func<Task> work)
    {
        Broken.Value = true;
        try { await work(); }
        finally { Broken.Value = false; }
    }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        Broken.Value ? throw new InvalidOperationException("The process died before the commit.") : new(result);

    public override InterceptionResult TransactionCommitting(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result) =>
        Broken.Value ? throw new InvalidOperationException("The process died before the commit.") : result;
}
