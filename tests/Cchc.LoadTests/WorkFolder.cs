using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Cchc.LoadTests;

/// <summary>A fresh folder for everything that a run writes; it goes when the run ends.</summary>
public sealed class WorkFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cchc-load-").FullName;

    public WorkFolder()
    {
        // PostgreSQL and nginx may run as another user and must be able to come in.
        File.SetUnixFileMode(Path, (UnixFileMode)0b111_101_101);
    }

    public string Folder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>Other programs on this machine.</summary>
public static class Machine
{
    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote to standard output.</returns>
    /// <exception cref="LoadTestException">It is missing, or ended with another code than 0.</exception>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using var process = Start(start);
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new LoadTestException($"{program} ended with {process.ExitCode}:\n{await error}{output}");
    }

    public static Process Start(ProcessStartInfo start)
    {
        try { return Process.Start(start)!; }
        catch (System.ComponentModel.Win32Exception) { throw new LoadTestException($"{start.FileName} is missing. On Debian: apt-get install nginx wrk postgresql"); }
    }

    /// <summary>A port of the loopback interface that nobody uses now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static string Repository()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Cchc.Web.sln"))) return at.FullName;
        throw new LoadTestException("Run this from a clone of the repository.");
    }

    /// <summary>Processor, cores, system, for the head of a report.</summary>
    public static string Describe()
    {
        var cpu = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "?";
        return $"{cpu}, {Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, load average {Load()}";
    }

    /// <summary>Load average of the last minute.</summary>
    public static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];
}
