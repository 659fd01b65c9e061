using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Search;
using Modular.Kernel.Store;
using Modular.Language.Issues;
using Modular.Needs.Data;
using Modular.Needs.Domain;

namespace Modular.Needs.Handling;

/// <summary>
/// Likely duplicates of what is being typed or waits in the queue; only what the asking person may see.
/// </summary>
internal sealed class FindAlike(NeedsDb db, AlikeIndex index)
{
    /// <summary>
    /// Below it two texts hardly tell the same problem; chosen on real requests (docs/measurements.md).
    /// </summary>
    public const double Least = 0.3;
    private const int Looked = 200;

    public async Task<IReadOnlyList<AlikeNeed>> Find(
        string text,
        string? place,
        long? except,
        int most,
        CancellationToken cancel
    )
    {
        if (text.Trim().Length < 4)
            return [];
        var texts = await index.Current(cancel);
        var found = texts.Find($"{place}\n{text}", Looked, Least).Where(a => a.Id != except).ToList();
        if (found.Count == 0)
            return [];
        var ids = found.ConvertAll(a => a.Id);
        var rows = await db
            .Needs.AsNoTracking()
            .Where(n => ids.Contains(n.Id) && n.State != NeedState.Merged && n.State != NeedState.Declined)
            .Select(n => new
            {
                n.Id,
                n.Number,
                n.Title,
                n.State,
                n.ReceivedAt,
                n.UnitId,
            })
            .ToDictionaryAsync(n => n.Id, cancel);
        return
        [
            .. (
                from a in found
                where rows.ContainsKey(a.Id)
                let n = rows[a.Id]
                select new AlikeNeed(
                    n.Id,
                    n.Number,
                    n.Title,
                    n.State,
                    n.ReceivedAt.LocalDate(),
                    n.UnitId,
                    (int)Math.Round(a.Score * 100),
                    a.Place
                )
            ).Take(most),
        ];
    }
}

/// <param name="Score">0 to 100.</param>
/// <param name="Place">Whether it speaks of the same place, of another, or it cannot be told.</param>
internal sealed record AlikeNeed(
    long Id,
    string Number,
    string Title,
    NeedState State,
    DateOnly ReceivedOn,
    int UnitId,
    int Score,
    PlaceOfTwo Place = PlaceOfTwo.Unknown
);

/// <summary>
/// The index of texts that may be told again: open needs and those answered lately, kept in memory by each host and
/// brought up to date when asked.
/// </summary>
internal sealed class AlikeIndex(IDbContextFactoryOf<NeedsDb> contexts, TimeProvider clock)
{
    private const int KeptDays = 120;
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(2);
    private readonly SemaphoreSlim _filling = new(1, 1);
    private readonly Likeness _texts = new();
    private long _last;
    private DateTimeOffset _looked;

    public async Task<Likeness> Current(CancellationToken cancel)
    {
        if (clock.GetUtcNow() - _looked < TimeSpan.FromSeconds(2) && _last > 0)
            return _texts;
        // While somebody else fills it, what is there already is good enough.
        if (!await _filling.WaitAsync(_last == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancel))
            return _texts;
        try
        {
            await using var db = contexts.Create();
            // Ids are made before their rows are saved: a row that came late has a smaller one. The index skips what it
            // knows.
            long from = _last - Ids.Span(Late);
            var since = clock.GetUtcNow().AddDays(-KeptDays);
            var fresh = db
                .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .AsNoTracking()
                .Where(n =>
                    n.Id > from
                    && n.ParentId == null
                    && (
                        n.ReceivedAt >= since
                        || n.State == NeedState.Registered
                        || n.State == NeedState.InHandling
                        || n.State == NeedState.Dispatched
                    )
                );
            await foreach (
                var n in fresh
                    .OrderBy(n => n.Id)
                    .Select(n => new
                    {
                        n.Id,
                        n.Title,
                        n.Text,
                        n.Place,
                    })
                    .AsAsyncEnumerable()
                    .WithCancellation(cancel)
            )
            {
                _texts.Add(n.Id, $"{n.Title}\n{n.Place}\n{n.Text}");
                _last = n.Id;
            }

            _looked = clock.GetUtcNow();
        }
        finally
        {
            _filling.Release();
        }

        return _texts;
    }
}
