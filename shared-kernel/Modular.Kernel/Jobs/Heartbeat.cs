using Modular.Kernel.Rules;

namespace Modular.Kernel.Jobs;

/// <summary>Says every some seconds that a run is alive, until it is disposed of.</summary>
internal sealed class Heartbeat : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly Task _beating;

    /// <param name="beat">Renews the lease.</param>
    /// <param name="missed">
    /// Told when it could not: the database may be away, and be back before the lease ends. If not, another takes over.
    /// </param>
    public Heartbeat(TimeSpan every, Func<CancellationToken, Task> beat, Action<Exception> missed) =>
        _beating = Beat(every, beat, missed);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _beating;
        _over.Dispose();
    }

    private async Task Beat(TimeSpan every, Func<CancellationToken, Task> beat, Action<Exception> missed)
    {
        using var timer = new PeriodicTimer(every);
        try
        {
            while (await timer.WaitForNextTickAsync(_over.Token))
            {
                try
                {
                    await beat(_over.Token);
                }
                catch (Exception problem) when (!problem.IsAskedBy(_over.Token))
                {
                    missed(problem);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The work has ended.
        }
    }
}
