using System.Diagnostics;
using Npgsql;

namespace Cchc.Tests.Hosting;

/// <summary>
/// One real PostgreSQL server for the whole run, from Debian's packages, on a Unix socket in a folder of its own. It refuses to
/// run as root, so a root user starts it as <c>postgres</c>. Nothing is synchronised to disk: the data lives as long as the run.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresCluster>> Shared = new(StartAsync);
    private readonly string folder;
    private readonly Process server;
    private int databases;

    private PostgresCluster(string folder, Process server) => (this.folder, this.server) = (folder, server);

    /// <summary>The server, started when it is first asked for.</summary>
    public static Task<PostgresCluster> GetAsync() => Shared.Value;

    /// <summary>Stops the server if this run has started it.</summary>
    public static async ValueTask StopAsync()
    {
        if (Shared.IsValueCreated && Shared.Value.IsCompletedSuccessfully) await (await Shared.Value).DisposeAsync();
    }

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = folder, Username = "postgres", Database = database, MaxPoolSize = 20, IncludeErrorDetail = true, Timeout = 30,
    }.ToString();

    /// <summary>A new database, empty or copied from a template.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateAsync(string? template = null)
    {
        var name = $"site_{Interlocked.Increment(ref databases)}";
        if (template is not null) await Eventually.Is(async () => await CountAsync(template) == 0, TimeSpan.FromSeconds(30), $"nobody uses {template}");
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template ?? "template0"} ENCODING 'UTF8'");
        return ConnectionString(name);
    }

    /// <summary>Sessions of a database: one with any cannot be copied.</summary>
    private async Task<long> CountAsync(string database)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = $1", connection) { Parameters = { new() { Value = database } } };
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresCluster> StartAsync()
    {
        var bin = Directory.EnumerateDirectories("/usr/lib/postgresql").OrderByDescending(path => int.Parse(Path.GetFileName(path)))
            .Select(path => Path.Combine(path, "bin")).First(path => File.Exists(Path.Combine(path, "initdb")));
        var folder = Directory.CreateTempSubdirectory("cchc-pg-").FullName;
        if (IsRoot) await RunAsync("chown", "postgres", folder);
        var data = Path.Combine(folder, "data");
        await RunAsync(AsPostgres(Path.Combine(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"));
        var server = Start(AsPostgres(Path.Combine(bin, "postgres"), "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off",
            "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=400", "-c", "shared_buffers=256MB", "-c", "autovacuum=off"));
        var cluster = new PostgresCluster(folder, server);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Kill();
        await Eventually.Is(async () =>
        {
            if (server.HasExited) throw new InvalidOperationException($"PostgreSQL ended with code {server.ExitCode}.");
            try { await cluster.ExecuteAsync("SELECT 1"); return true; }
            catch (NpgsqlException) { return false; }
        }, TimeSpan.FromSeconds(60), "PostgreSQL answers");
        return cluster;
    }

    private static bool IsRoot => Environment.UserName == "root";

    private static string[] AsPostgres(params string[] command) =>
        IsRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", .. command] : command;

    private static Process Start(params string[] command)
    {
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        foreach (var word in command[1..]) start.ArgumentList.Add(word);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task RunAsync(params string[] command)
    {
        using var process = Start(command);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', command)} ended with code {process.ExitCode}.");
    }

    private void Kill()
    {
        try { if (!server.HasExited) server.Kill(); }
        catch (InvalidOperationException) { /* it has gone by itself */ }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        Kill();
        await server.WaitForExitAsync();
        server.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>Ends what the whole run shares.</summary>
public sealed class RunEnd : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await PostgresCluster.StopAsync();
        SiteTemplates.Delete();
    }
}
