using System.Collections.Concurrent;

namespace Modular.Kernel.Ui;

/// <summary>What a form sent some minutes ago was answered with; kept by this process only.</summary>
public sealed class OnceMemory(TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, TaskCompletionSource<Sent?> Done)> _sent = new(
        StringComparer.Ordinal
    );
    private long _swept;

    internal sealed record Sent(string Url, IReadOnlyDictionary<string, object?> Said);

    /// <returns>
    /// Whether this is the first, which has to do the work; the others wait for <paramref name="others"/>.
    /// </returns>
    internal bool Begin(string key, out Task<Sent?> others)
    {
        Sweep();
        var mine = (
            clock.GetUtcNow(),
            new TaskCompletionSource<Sent?>(TaskCreationOptions.RunContinuationsAsynchronously)
        );
        var known = _sent.GetOrAdd(key, mine);
        others = known.Done.Task;
        return known.Done == mine.Item2;
    }

    /// <param name="sent">Null where nothing was done: the next one tries.</param>
    internal void End(string key, Sent? sent)
    {
        if (!_sent.TryGetValue(key, out var entry))
            return;
        if (sent is null)
            _sent.TryRemove(key, out _);
        entry.Done.TrySetResult(sent);
    }

    private void Sweep()
    {
        var now = clock.GetUtcNow();
        long last = Interlocked.Read(ref _swept);
        if (
            now.UtcTicks - last < TimeSpan.TicksPerMinute
            || Interlocked.CompareExchange(ref _swept, now.UtcTicks, last) != last
        )
            return;
        foreach (var (key, entry) in _sent)
            if (now - entry.At > Kept && entry.Done.Task.IsCompleted)
                _sent.TryRemove(key, out _);
    }
}
