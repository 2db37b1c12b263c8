using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Cchc.Tests.Hosting;
using Microsoft.Data.Sqlite;

namespace Cchc.Tests.Faults;

/// <summary>The site as a process of its own, which can be killed like one.</summary>
public sealed class SiteProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();

    private SiteProcess(Process process, string url)
    {
        (this.process, Url) = (process, url);
        process.OutputDataReceived += (_, line) => { lock (output) output.AppendLine(line.Data); };
        process.ErrorDataReceived += (_, line) => { lock (output) output.AppendLine(line.Data); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Url { get; }
    public string Output { get { lock (output) return output.ToString(); } }
    public bool HasExited => process.HasExited;

    /// <summary>Starts the site on a data folder; the caller waits for what it needs.</summary>
    /// <param name="largestFile">Files cannot grow beyond that many bytes, as on a full disk; null for no bound.</param>
    /// <param name="address">Where it listens, for a site that comes back; null for a free port.</param>
    public static SiteProcess Launch(string data, string recipes, long? largestFile = null, string? address = null)
    {
        var url = address ?? $"http://127.0.0.1:{FreePort()}";
        var program = $"exec dotnet '{Path.Combine(AppContext.BaseDirectory, "Cchc.Web.dll")}'";
        // bash counts in kilobytes; the signal is ignored so that a write fails as it does on a full disk.
        var command = largestFile is { } bytes ? $"trap '' XFSZ; ulimit -f {bytes / 1024}; {program}" : program;
        var start = new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["Urls"] = url;
        start.Environment["Site__DataPath"] = data;
        start.Environment["Setup__Recipes"] = recipes;
        start.Environment["Setup__AdminPassword"] = TestSite.AdminPassword;
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0"; // its large sparse file would meet the bound
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return new(Process.Start(start)!, url);
    }

    /// <summary>Starts the site and waits until it answers.</summary>
    public static async Task<SiteProcess> StartAsync(string data, string recipes, long? largestFile = null, string? address = null)
    {
        var site = Launch(data, recipes, largestFile, address);
        using var client = new HttpClient();
        await Eventually.Is(async () =>
        {
            if (site.HasExited) throw new InvalidOperationException(site.Output);
            try { return (await client.GetAsync(new Uri(site.Url + "/readyz"))).IsSuccessStatusCode; }
            catch (HttpRequestException) { return false; }
        }, TimeSpan.FromMinutes(2), "the site answers");
        return site;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>Waits until the process ends by itself.</summary>
    public async Task<int> ExitCodeAsync()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public SiteClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }, new Uri(Url));

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>A data folder that goes with its test, and its database read from outside.</summary>
public sealed class FaultFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cchc-fault-").FullName;

    /// <summary>The first column of all rows, or nothing when the database or table is not there yet.</summary>
    public List<string> Ask(string sql)
    {
        var file = System.IO.Path.Combine(Path, "site.db");
        if (!File.Exists(file)) return [];
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            var rows = new List<string>();
            while (reader.Read()) rows.Add(reader.IsDBNull(0) ? "" : reader.GetString(0));
            return rows;
        }
        catch (SqliteException) { return []; }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
