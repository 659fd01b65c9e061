namespace Modular.Kernel.Plugins;

/// <summary>
/// When a plugin that failed for a passing reason is asked again: by the next look, then after one, two, four minutes
/// and
/// so on, never more rarely than hourly. Kept in memory: a start of the host asks all of them again.
/// </summary>
internal sealed class PluginRetries
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1),
        Longest = TimeSpan.FromHours(1);
    private readonly Dictionary<string, (DateTimeOffset Next, TimeSpan Wait)> _waiting = new(StringComparer.Ordinal);

    public bool Due(string hash, DateTimeOffset now) =>
        !_waiting.TryGetValue(hash, out var waiting) || now >= waiting.Next;

    public void Failed(string hash, DateTimeOffset now)
    {
        bool again = _waiting.TryGetValue(hash, out var before);
        var wait = again ? TimeSpan.FromTicks(Math.Min(2 * before.Wait.Ticks, Longest.Ticks)) : TimeSpan.Zero;
        if (again && wait == TimeSpan.Zero)
            wait = First;
        _waiting[hash] = (now + wait, wait);
    }

    public void Forget(string hash) => _waiting.Remove(hash);
}
