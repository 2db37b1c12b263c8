using System.Diagnostics;
using System.Text;

namespace Cchc.Tests.Hosting;

/// <summary>Debian's ClamAV daemon with one signature of our own, that of the test file: nothing is downloaded.</summary>
public sealed class Clamd : IAsyncDisposable
{
    private const string Program = "/usr/sbin/clamd";
    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(1);
    private readonly string folder = Directory.CreateTempSubdirectory("clamd-").FullName;
    private Process? process;

    public static bool IsInstalled => File.Exists(Program);
    public string Socket => Path.Combine(folder, "ctl");

    public static async Task<Clamd> StartAsync()
    {
        var daemon = new Clamd();
        var (database, settings) = (Directory.CreateDirectory(Path.Combine(daemon.folder, "db")).FullName, Path.Combine(daemon.folder, "clamd.conf"));
        await File.WriteAllTextAsync(Path.Combine(database, "test.ndb"), $"Test.Eicar:0:*:{Convert.ToHexStringLower(Encoding.ASCII.GetBytes(ClamServer.Eicar))}\n");
        await File.WriteAllTextAsync(settings, $"DatabaseDirectory {database}\nLocalSocket {daemon.Socket}\nForeground yes\n");
        daemon.process = Process.Start(new ProcessStartInfo(Program, ["-c", settings]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        daemon.process.OutputDataReceived += (_, _) => { };
        daemon.process.ErrorDataReceived += (_, _) => { };
        daemon.process.BeginOutputReadLine();
        daemon.process.BeginErrorReadLine();
        await Eventually.Is(() => Task.FromResult(File.Exists(daemon.Socket) || daemon.process.HasExited), StartsWithin, "clamd listens");
        return daemon;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
        process?.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
