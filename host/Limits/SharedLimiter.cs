using System.Threading.RateLimiting;
using Modular.Kernel.Data;
using Modular.Kernel.Operations;

namespace Modular.Host.Limits;

/// <summary>
/// So many within a minute on all hosts together. What this host alone has let through too often is refused without
/// asking the database, which a flood must not reach. Leave for a tenth of the limit is fetched at once: what a host
/// has fetched and not used is the others' loss within that minute, and the database is asked a tenth as often.
/// </summary>
internal sealed class SharedLimiter(SharedCount count, string what, string who, int most) : RateLimiter
{
    private static readonly RateLimitLease Yes = new Lease(true);
    private static readonly RateLimitLease No = new Lease(false);

    private long _minute;
    private long _usedUp;
    private int _fetched;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly FixedWindowRateLimiter _here = new(new() { PermitLimit = most, Window = TimeSpan.FromMinutes(1) });

    private int AtOnce => Math.Max(1, most / 10);

    public override TimeSpan? IdleDuration => _here.IdleDuration;

    public override RateLimiterStatistics? GetStatistics() => _here.GetStatistics();

    /// <summary>Never at once: the framework then asks the way that may wait for the database.</summary>
    protected override RateLimitLease AttemptAcquireCore(int permitCount) => No;

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(
        int permitCount,
        CancellationToken cancellationToken
    )
    {
        using var here = _here.AttemptAcquire(permitCount);
        if (!here.IsAcquired)
            return No;
        try
        {
            return await Take(cancellationToken) ? Yes : No;
        }
        catch (Exception problem) when (Outage.Is(problem))
        {
            // While the database is away its page says so; the count of this host stands.
            return Yes;
        }
    }

    /// <summary>
    /// From what was fetched for this minute, or by fetching more: one at a time, since many that come at once and each
    /// fetch leave for ten would use up what is all of theirs.
    /// </summary>
    private async Task<bool> Take(CancellationToken cancel)
    {
        if (Left() is { } known)
            return known;
        await _turn.WaitAsync(cancel);
        try
        {
            return Left() ?? await Fetch(cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <returns>Null where it has to be fetched.</returns>
    private bool? Left()
    {
        lock (_here)
        {
            long now = count.Now;
            // Used up by all together: nobody asks again before the next minute.
            if (_usedUp == now)
                return false;
            if (_minute != now || _fetched == 0)
                return null;
            _fetched--;
            return true;
        }
    }

    private async Task<bool> Fetch(CancellationToken cancel)
    {
        var (asked, minute) = await count.Add(what, who, AtOnce, cancel);
        int granted = Math.Min(AtOnce, most - (asked - AtOnce));
        lock (_here)
        {
            if (granted < 1)
            {
                _usedUp = minute;
                return false;
            }

            if (_minute != minute)
                (_minute, _fetched) = (minute, 0);
            _fetched += granted - 1;
        }

        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _here.Dispose();
        _turn.Dispose();
    }

    private sealed class Lease(bool acquired) : RateLimitLease
    {
        public override bool IsAcquired => acquired;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
