namespace Cchc.Modules.Contest.Results;

/// <summary>A few computed values in memory, each computed once however many ask at the same time.</summary>
/// <param name="most">More than that, and the one asked for longest ago goes.</param>
/// <param name="age">How old a value may be.</param>
public sealed class Kept<TKey, T>(int most, TimeSpan age, TimeProvider clock) where TKey : notnull
{
    private readonly Lock gate = new();
    /// <summary>The one asked for last stands first.</summary>
    private readonly List<(TKey Key, DateTime SinceUtc, Task<T> Value)> values = [];

    public Task<T> GetAsync(TKey key, Func<Task<T>> compute, CancellationToken ct)
    {
        lock (gate)
        {
            var nowUtc = clock.GetUtcNow().UtcDateTime;
            // A clock that was set back must not keep a value for years.
            values.RemoveAll(one => one.Value.IsFaulted || nowUtc - one.SinceUtc > age || one.SinceUtc > nowUtc);
            var at = values.FindIndex(one => key.Equals(one.Key));
            var found = at >= 0 ? values[at] : (key, nowUtc, Task.Run(compute, CancellationToken.None));
            if (at >= 0) values.RemoveAt(at);
            values.Insert(0, found);
            if (values.Count > most) values.RemoveAt(most);
            return found.Item3.WaitAsync(ct);
        }
    }
}
