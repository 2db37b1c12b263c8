using System.Diagnostics;
using Npgsql;

namespace Cchc.LoadTests;

/// <summary>A PostgreSQL server of Debian's packages in a folder of its own, reached by a Unix socket; it writes to disk as in production.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly Process process;

    private PostgresServer(Process process, string socket) => (this.process, ConnectionString) = (process, $"Host={socket};Username=postgres;Database=postgres");

    public string ConnectionString { get; }

    public static async Task<PostgresServer> StartAsync(WorkFolder work)
    {
        var bin = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(path => Path.Combine(path, "bin")).LastOrDefault(path => File.Exists(Path.Combine(path, "initdb")))
            : null;
        if (bin is null) throw new LoadTestException("PostgreSQL is missing. On Debian: apt-get install postgresql");
        var (folder, root) = (work.Folder("pg"), System.Environment.UserName == "root");
        var data = Path.Combine(folder, "data");
        // PostgreSQL refuses to run as root.
        if (root) await Machine.RunAsync("chown", ["postgres", folder]);
        string[] AsUser(params string[] words) => root ? ["runuser", "-u", "postgres", "--", .. words] : words;
        var init = AsUser(Path.Combine(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        await Machine.RunAsync(init[0], init[1..]);
        var serve = AsUser(Path.Combine(bin, "postgres"), "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "shared_buffers=256MB");
        var server = new PostgresServer(Machine.Start(new ProcessStartInfo(serve[0], serve[1..]) { RedirectStandardError = true }), folder);
        server.process.ErrorDataReceived += (_, _) => { };
        server.process.BeginErrorReadLine();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await using var connection = new NpgsqlConnection(server.ConnectionString);
                await connection.OpenAsync();
                return server;
            }
            catch (NpgsqlException) when (attempt < 100) { await Task.Delay(100); }
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (!process.HasExited)
        {
            using var term = Process.Start("kill", ["-INT", process.Id.ToString()]);
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(15)));
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        process.Dispose();
    }
}
