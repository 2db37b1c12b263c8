using System.Diagnostics;

namespace Cchc.Tests.Hosting;

/// <summary>Waits for something that another thread or node brings about, by asking again and again.</summary>
public static class Eventually
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(15);

    /// <exception cref="TimeoutException">It did not come true in time.</exception>
    public static async Task Is(Func<Task<bool>> condition, TimeSpan within, string what)
    {
        var since = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(AskEvery);
        while (!await condition())
        {
            if (since.Elapsed > within) throw new TimeoutException($"Not within {within}: {what}");
            await timer.WaitForNextTickAsync();
        }
    }
}
