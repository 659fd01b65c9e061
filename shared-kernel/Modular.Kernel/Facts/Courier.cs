using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;

namespace Modular.Kernel.Facts;

/// <summary>
/// Carries facts from the outbox to their handlers, in order of telling, at least once. A handler that fails does not
/// hold back the others: the fact is tried again with growing pauses and parked, visibly, after eight tries.
/// </summary>
public sealed partial class Courier(
    IServiceScopeFactory scopes,
    IEnumerable<FactSubscription> subscriptions,
    TimeProvider clock,
    ILogger<Courier> log
) : BackgroundService
{
    public const int Tries = 8;
    private static readonly SemaphoreSlim Bell = new(0, 1);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ILookup<string, FactSubscription> _subscriptions = subscriptions.ToLookup(
        s => s.FactName,
        StringComparer.Ordinal
    );

    /// <summary>Something was told; look now rather than at the next round.</summary>
    internal static void Nudge()
    {
        try
        {
            if (Bell.CurrentCount == 0)
                Bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another thread rang at the same moment.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await CarryRound(stoppingToken) > 0) { }
            }
            catch (Exception error) when (!error.IsAskedBy(stoppingToken))
            {
                LogRound(error);
            }

            await Bell.WaitAsync(TimeSpan.FromSeconds(2), stoppingToken)
                .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <summary>
    /// Carries what is due and returns how many facts it took in hand. Also the way tests wait for work to settle. One
    /// round at a time: two would carry out of order, and handlers of one thing would meet.
    /// </summary>
    public async Task<int> CarryRound(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            return await CarryDue(cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _turn.Dispose();
    }

    private async Task<int> CarryDue(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<KernelDb>();
        var now = clock.GetUtcNow();
        var facts = await db
            .Outbox.Where(f => f.DeliveredAt == null && !f.Parked && (f.HeldUntil == null || f.HeldUntil < now))
            .OrderBy(f => f.Id)
            .Take(100)
            .AsNoTracking()
            .ToListAsync(cancel);
        foreach (var silent in facts.Where(f => !_subscriptions[f.Name].Any()).Select(f => f.Id).Chunk(100))
            await db
                .Outbox.Where(f => silent.Contains(f.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(f => f.DeliveredAt, now), cancel);
        foreach (var fact in facts.Where(f => _subscriptions[f.Name].Any()))
            await Carry(db, fact, cancel);
        return facts.Count;
    }

    private async Task Carry(KernelDb db, OutboxFact fact, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var hold = now.AddMinutes(2);
        // Compare-and-swap: of several hosts one carries it.
        int won = await db
            .Outbox.Where(f => f.Id == fact.Id && f.DeliveredAt == null && (f.HeldUntil == null || f.HeldUntil < now))
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.HeldUntil, hold), cancel);
        if (won == 0)
            return;
        string? error = null;
        foreach (var subscription in _subscriptions[fact.Name])
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<ActingScope>().ActAsSystem("facts");
                await subscription.Deliver(scope.ServiceProvider, fact, cancel);
            }
            catch (Exception problem) when (!problem.IsAskedBy(cancel))
            {
                string number = Rules.FaultNumber.New();
                LogFailed(problem, number, fact.Name, subscription.Handler, fact.Attempts + 1);
                error = Texts.Problems.Keep(problem, number);
            }
        }

        Data.FailPoint.Reach("courier.carried");
        now = clock.GetUtcNow();
        var again = now.AddSeconds(Math.Min(600, Math.Pow(2, fact.Attempts)));
        var row = db.Outbox.Where(f => f.Id == fact.Id);
        if (error is null)
            await row.ExecuteUpdateAsync(
                set => set.SetProperty(f => f.DeliveredAt, now).SetProperty(f => f.Error, (string?)null),
                cancel
            );
        else
        {
            // A long reason would be cut in the middle and could not be read back.
            string shown = error.Length <= 500 ? error : Texts.Problems.Keep(new InvalidOperationException(), "");
            await row.ExecuteUpdateAsync(
                set =>
                    set.SetProperty(f => f.Attempts, f => f.Attempts + 1)
                        .SetProperty(f => f.HeldUntil, again)
                        .SetProperty(f => f.Error, shown)
                        .SetProperty(f => f.Parked, f => f.Attempts + 1 >= Tries),
                cancel
            );
        }
    }

    [LoggerMessage(LogLevel.Error, "Carrying facts failed; trying again.")]
    private partial void LogRound(Exception error);

    [LoggerMessage(LogLevel.Warning, "{Number}: fact {Fact} was not taken by {Handler}, try {Attempt}.")]
    private partial void LogFailed(Exception error, string number, string fact, string handler, int attempt);
}
