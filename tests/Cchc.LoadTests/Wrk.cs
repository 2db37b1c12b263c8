using System.Text.RegularExpressions;

namespace Cchc.LoadTests;

/// <param name="Errors">Answers other than 2xx and 3xx, and failed connections.</param>
public sealed record WrkResult(double PerSecond, double P50Ms, double P99Ms, long Requests, long Errors);

/// <summary>Debian's wrk, one thread, so that a small machine has a core left for what is measured.</summary>
public static partial class Wrk
{
    public static async Task<WrkResult> RunAsync(string url, int connections, int seconds, params IEnumerable<string> headers)
    {
        var output = await Machine.RunAsync("wrk", ["-t1", $"-c{connections}", $"-d{seconds}s", "--latency", "--timeout", "30s", .. headers.SelectMany(header => new[] { "-H", header }), url]);
        var socket = SocketErrors().Match(output);
        return new(
            double.Parse(PerSecond().Match(output).Groups[1].Value),
            Milliseconds(Percentile50().Match(output)), Milliseconds(Percentile99().Match(output)),
            long.Parse(Requests().Match(output).Groups[1].Value),
            (Bad().Match(output) is { Success: true } bad ? long.Parse(bad.Groups[1].Value) : 0)
            + (socket.Success ? socket.Groups.Values.Skip(1).Sum(group => long.Parse(group.Value)) : 0));
    }

    private static double Milliseconds(Match match) => double.Parse(match.Groups[1].Value) * match.Groups[2].Value switch { "us" => 0.001, "ms" => 1, "s" => 1000, _ => 60_000 };

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")] private static partial Regex PerSecond();
    [GeneratedRegex(@"\s50%\s+([\d.]+)(us|ms|s|m)")] private static partial Regex Percentile50();
    [GeneratedRegex(@"\s99%\s+([\d.]+)(us|ms|s|m)")] private static partial Regex Percentile99();
    [GeneratedRegex(@"(\d+) requests in")] private static partial Regex Requests();
    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)")] private static partial Regex Bad();
    [GeneratedRegex(@"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)")] private static partial Regex SocketErrors();
}
