using System.Diagnostics;
using System.Net;

namespace Cchc.LoadTests;

/// <summary>The published site as a process of its own, on a free port of the loopback interface.</summary>
public sealed class SiteProcess : IAsyncDisposable
{
    /// <summary>Password of the administrator in the databases that a run makes and throws away.</summary>
    public const string Password = "mot-cua-lien-thong-2026";

    private readonly Process process;
    private readonly Queue<string> lastLines = new();

    private SiteProcess(Process process, string url) => (this.process, Url) = (process, url);

    public string Url { get; }
    /// <summary>From the start of the process to the first 200 of the home page.</summary>
    public TimeSpan FirstPage { get; private set; }
    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None }) { Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Publishes the site as the container does.</summary>
    public static async Task<string> PublishAsync(WorkFolder work)
    {
        var folder = work.Folder("site");
        await Machine.RunAsync("dotnet", ["publish", Path.Combine(Machine.Repository(), "src/Cchc.Web"), "-c", "Release", "-r", "linux-x64", "--self-contained", "false",
            "-p:PublishReadyToRun=true", "-p:NuGetLockFilePath=obj/publish.lock.json", "-nodeReuse:false", "-v", "q", "-o", folder]);
        return folder;
    }

    /// <summary>Environment of a site on that data folder and database.</summary>
    public static Dictionary<string, string> Environment(string data, string? postgres) => new()
    {
        ["Site__DataPath"] = data,
        ["Setup__AdminPassword"] = Password,
        ["ProofOfWork__UnsolvedPerAddress"] = "1000000", // everybody comes from one address
        ["DOTNET_EnableDiagnostics"] = "0",
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Database__Provider"] = postgres is null ? "Sqlite" : "PostgreSQL",
        ["Database__ConnectionString"] = postgres ?? $"Data Source={Path.Combine(data, "site.db")};Foreign Keys=True;Default Timeout=15",
    };

    /// <summary>Starts the site and waits for its home page.</summary>
    /// <exception cref="LoadTestException">There is no home page within two minutes.</exception>
    public static async Task<SiteProcess> StartAsync(string folder, IReadOnlyDictionary<string, string> environment)
    {
        var url = $"http://127.0.0.1:{Machine.FreePort()}";
        var start = new ProcessStartInfo(Path.Combine(folder, "Cchc.Web")) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        start.Environment["Urls"] = url;
        var watch = Stopwatch.StartNew();
        var site = new SiteProcess(Machine.Start(start), url);
        site.process.OutputDataReceived += (_, line) => site.Remember(line.Data);
        site.process.ErrorDataReceived += (_, line) => site.Remember(line.Data);
        site.process.BeginOutputReadLine();
        site.process.BeginErrorReadLine();
        while (watch.Elapsed < TimeSpan.FromMinutes(2) && !site.process.HasExited)
        {
            try
            {
                using var answer = await site.Client.GetAsync(new Uri(url));
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    site.FirstPage = watch.Elapsed;
                    return site;
                }
                await Task.Delay(200);
            }
            catch (HttpRequestException) { await Task.Delay(10); }
        }
        var said = site.Said;
        await site.DisposeAsync();
        throw new LoadTestException($"The site did not answer its home page with 200.\n{said}");
    }

    /// <summary>Ends the process as a power cut would: no handler of it runs.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>CPU time that the process has used, user and system together.</summary>
    public TimeSpan Cpu
    {
        get
        {
            // Fields 14 and 15 of /proc/<pid>/stat, counted after the name, which may contain blanks; 100 ticks a second.
            var stat = File.ReadAllText($"/proc/{process.Id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return TimeSpan.FromMilliseconds((long.Parse(fields[11]) + long.Parse(fields[12])) * 10);
        }
    }

    /// <summary>CPU time of all threads that live, to the nanosecond; for single requests, where <see cref="Cpu"/> is too coarse.</summary>
    public double CpuMilliseconds => Directory.EnumerateDirectories($"/proc/{process.Id}/task").Sum(task =>
    {
        try { return double.Parse(File.ReadAllText(Path.Combine(task, "schedstat")).Split(' ')[0]) / 1e6; }
        catch (IOException) { return 0; } // the thread has just ended
    });

    /// <summary>Resident memory now, in MiB.</summary>
    public int Memory => Status("VmRSS");
    /// <summary>The most resident memory so far, in MiB.</summary>
    public int MostMemory => Status("VmHWM");

    /// <summary>Waits until the process is idle, so that work after a start is not counted as the work of a page.</summary>
    public async Task SettleAsync()
    {
        for (var calm = 0; calm < 3;)
        {
            var before = Cpu;
            await Task.Delay(1000);
            calm = (Cpu - before).TotalMilliseconds < 50 ? calm + 1 : 0;
        }
    }

    /// <summary>The body as sent, for the encoding asked for.</summary>
    /// <exception cref="LoadTestException">The answer is not 200 or has another encoding.</exception>
    public async Task<byte[]> GetAsync(string path, string encoding = "identity")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Url + path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        using var answer = await Client.SendAsync(request);
        var got = answer.Content.Headers.ContentEncoding.FirstOrDefault() ?? "identity";
        if (answer.StatusCode != HttpStatusCode.OK || got != encoding) throw new LoadTestException($"GET {path} ({encoding}) answered {(int)answer.StatusCode} in {got}.\n{Said}");
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>A line of the site's log that contains these words; waits for it.</summary>
    /// <exception cref="LoadTestException">It does not come within half a minute.</exception>
    public async Task<string> SaysAsync(string words)
    {
        for (var attempt = 0; attempt < 300; attempt++)
        {
            lock (lastLines)
                if (lastLines.LastOrDefault(line => line.Contains(words, StringComparison.Ordinal)) is { } found) return found;
            await Task.Delay(100);
        }
        throw new LoadTestException($"The site did not say “{words}”.\n{Said}");
    }

    private bool ended;

    private string Said { get { lock (lastLines) return string.Join('\n', lastLines); } }

    private void Remember(string? line)
    {
        if (line is null) return;
        lock (lastLines)
        {
            lastLines.Enqueue(line);
            if (lastLines.Count > 30) lastLines.Dequeue();
        }
    }

    private int Status(string name) => int.Parse(File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith(name + ":", StringComparison.Ordinal))
        .Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;

    /// <summary>Ends the site as its service manager would; once more does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (ended) return;
        ended = true;
        Client.Dispose();
        if (!process.HasExited)
        {
            using var term = Process.Start("kill", ["-TERM", process.Id.ToString()]);
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(15)));
            if (!process.HasExited) process.Kill();
        }
        process.Dispose();
    }
}
