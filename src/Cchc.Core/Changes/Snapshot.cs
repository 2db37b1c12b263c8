using Microsoft.Extensions.DependencyInjection;

namespace Cchc.Core.Changes;

/// <summary>
/// A small set of rows that nearly every page needs (settings, chuyên mục, units), kept in memory and read again after a
/// change with one of its tags. Many readers at once cause one read.
/// </summary>
/// <typeparam name="T">An immutable value: readers share it.</typeparam>
public abstract class Snapshot<T>(IServiceScopeFactory scopes, params string[] tags) : IChangeListener where T : class
{
    private Task<T>? current;

    /// <summary>Reads the value from the database.</summary>
    protected abstract Task<T> LoadAsync(SiteDb db, CancellationToken ct);

    /// <summary>The value as of the last change that this node has seen.</summary>
    public async ValueTask<T> GetAsync(CancellationToken ct = default)
    {
        var task = Volatile.Read(ref current);
        if (task is null || task.IsFaulted || task.IsCanceled)
        {
            var fresh = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            var seen = Interlocked.CompareExchange(ref current, fresh.Task, task);
            if (ReferenceEquals(seen, task))
            {
                try { fresh.SetResult(await ReadAsync(CancellationToken.None)); }
                catch (Exception error)
                {
                    _ = Interlocked.CompareExchange(ref current, null, fresh.Task);
                    fresh.SetException(error);
                    _ = fresh.Task.Exception; // observed: no other reader may be waiting for it
                    throw;
                }
                return await fresh.Task;
            }
            task = seen ?? Volatile.Read(ref current) ?? fresh.Task;
        }
        return await task.WaitAsync(ct);
    }

    /// <summary>Forgets the value, so that the next reader reads the database.</summary>
    public void Forget() => Volatile.Write(ref current, null);

    public Task OnChangesAsync(IReadOnlyList<Change> changes, CancellationToken ct)
    {
        if (changes.Any(change => change.TagList.Any(tag => tags.Contains(tag, StringComparer.Ordinal)))) Forget();
        return Task.CompletedTask;
    }

    private async Task<T> ReadAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await LoadAsync(scope.ServiceProvider.GetRequiredService<SiteDb>(), ct);
    }
}
