using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Rota;

/// <summary>
/// The rota of a district: what stands, a plan for months to come, changes by hand with reasons, months towns cannot
/// take or would like.
/// </summary>
internal sealed class KeepRota(ProjectsDb db, UnitDirectory units, ActingScope me, TimeProvider clock)
{
    public const int MostMonths = 36;

    public async Task<RotaYear> Year(int year, CancellationToken cancel)
    {
        var district = await District(cancel);
        var tree = await units.Tree(cancel);
        var all = await db
            .Turns.AsNoTracking()
            .Where(t => t.DistrictId == district.Id)
            .OrderBy(t => t.Month)
            .ToListAsync(cancel);
        var given = await db
            .RotaMembers.AsNoTracking()
            .Where(m => m.DistrictId == district.Id)
            .ToDictionaryAsync(m => m.TownId, m => m.Given, cancel);
        // How many projects a town could bring is no secret: they are in the public library.
        var shared = await db
            .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(p => db.LibraryEntries.Any(e => e.ProjectId == p.Id && e.TakenOutAt == null))
            .Select(p => p.UnitPath)
            .ToListAsync(cancel);
        DateOnly first = new(year, 1, 1),
            last = new(year, 12, 31),
            now = clock.Today().First();
        var turns = all.Where(t => t.Month >= first && t.Month <= last).ToList();
        var ids = turns.Select(t => t.ProjectId).OfType<long>().ToList();
        return new(
            year,
            district,
            turns,
            [
                .. Towns(tree, district)
                    .Select(town => (town, had: all.Where(t => t.TownId == town.Id).ToList()))
                    .Select(t => new TownTurns(
                        t.town,
                        t.had.Count(x => x.Had(now)),
                        t.had.Count(x => x.Counts(now)) + given.GetValueOrDefault(t.town.Id),
                        t.had.LastOrDefault(x => x.Had(now))?.Month,
                        t.had.FirstOrDefault(x => x.Month >= now && !x.Had(now))?.Month,
                        shared.Count(path => path.StartsWith(t.town.Path, StringComparison.Ordinal))
                    )),
            ],
            await db
                .RotaAsks.AsNoTracking()
                .Where(a => a.DistrictId == district.Id && a.Month >= first && a.Month <= last)
                .OrderBy(a => a.Month)
                .ThenBy(a => a.TownId)
                .ToListAsync(cancel),
            await db
                .Swaps.AsNoTracking()
                .Where(s => s.DistrictId == district.Id)
                .OrderByDescending(s => s.Id)
                .Take(20)
                .ToListAsync(cancel),
            await db
                .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .AsNoTracking()
                .Where(p => ids.Contains(p.Id))
                .ToDictionaryAsync(p => p.Id, cancel)
        );
    }

    /// <summary>What would be planned; nothing is kept yet.</summary>
    /// <param name="anew">
    /// Months to come that were planned, not changed by hand and without a project, are planned again.
    /// </param>
    public async Task<IReadOnlyList<RotaSlot>> Propose(
        DateOnly from,
        int months,
        int seed,
        bool anew,
        CancellationToken cancel
    ) => RotaMaker.Make((await Lay(from, months, seed, anew, cancel)).Rota);

    public async Task<int> Save(DateOnly from, int months, int seed, bool anew, CancellationToken cancel)
    {
        try
        {
            return await db.InTransaction(
                async () =>
                {
                    var (task, district, turns, given) = await Lay(from, months, seed, anew, cancel);
                    int changed = 0;
                    var moved = new List<long>();
                    foreach (
                        var slot in RotaMaker.Make(task).Where(s => s is { Town: not null, Why: not TurnWhy.Kept })
                    )
                    {
                        var month = Months.Month(slot.Month);
                        var turn = turns.FirstOrDefault(t => t.Month == month);
                        if (turn is null)
                            db.Turns.Add(
                                turn = new()
                                {
                                    Id = Ids.Next(clock),
                                    DistrictId = district.Id,
                                    Month = month,
                                }
                            );
                        if (turn.TownId != slot.Town)
                        {
                            changed++;
                            moved.Add(turn.Id);
                        }

                        turn.Give(slot.Town!.Value);
                        (turn.Why, turn.Waited, turn.OtherTownId, turn.OtherMonth, turn.Note) = (
                            slot.Why,
                            slot.Waited,
                            slot.Other,
                            slot.OtherMonth is { } other ? Months.Month(other) : null,
                            null
                        );
                    }

                    var known = await db.RotaMembers.Select(m => m.TownId).ToListAsync(cancel);
                    db.RotaMembers.AddRange(
                        task.Towns.Where(t => !known.Contains(t.Id))
                            .Select(t => new RotaMember
                            {
                                TownId = t.Id,
                                DistrictId = district.Id,
                                Given = given.GetValueOrDefault(t.Id),
                                Since = from.First(),
                            })
                    );
                    await CloseSwaps(moved, cancel);
                    db.Record(
                        "rota.planned",
                        $"rota:{district.Code}",
                        after: new
                        {
                            from,
                            months,
                            seed,
                            changed,
                        }
                    );
                    await db.SaveChangesAsync(cancel);
                    return changed;
                },
                cancel
            );
        }
        catch (DbUpdateException problem) when (!Outage.Is(problem))
        {
            db.Discard();
            throw new RuleBroken("rule.changed-meanwhile");
        }
    }

    /// <summary>Gives a month to a town by hand: a turn of earlier years, or a change, with reasons.</summary>
    public Task Set(DateOnly month, int townId, string reason, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                if (string.IsNullOrWhiteSpace(reason))
                    throw new RuleBroken("projects.reasons-needed") { Field = "Reason" };
                var district = await District(cancel);
                var tree = await units.Tree(cancel);
                if (
                    tree.Find(townId) is not { Kind: UnitKind.Town } town
                    || !town.Path.StartsWith(district.Path, StringComparison.Ordinal)
                )
                    throw new RuleBroken("projects.rota.town-needed") { Field = "TownId" };
                month = month.First();
                var turn = await db.Turns.SingleOrDefaultAsync(
                    t => t.DistrictId == district.Id && t.Month == month,
                    cancel
                );
                int? before = turn?.TownId;
                if (turn is null)
                    db.Turns.Add(
                        turn = new()
                        {
                            Id = Ids.Next(clock),
                            DistrictId = district.Id,
                            Month = month,
                        }
                    );
                else if (
                    before != townId
                    && await Hold([turn.Id], cancel)
                    && (await HeldIn([turn.Id], cancel)).Count > 0
                )
                    throw new RuleBroken("projects.rota.held", month.Key(), tree.Name(turn.TownId)) { Field = "Month" };
                turn.Give(townId);
                turn.Before = month < clock.Today().First();
                (turn.Why, turn.Note, turn.Waited, turn.OtherTownId, turn.OtherMonth) = (
                    TurnWhy.ByHand,
                    reason.Trim(),
                    null,
                    null,
                    null
                );
                if (before != townId)
                    await CloseSwaps([turn.Id], cancel);
                db.Record(
                    "rota.set",
                    $"rota:{district.Code}:{month.Key()}",
                    new { Town = before },
                    new { Town = townId, reason }
                );
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <summary>The district the account belongs to.</summary>
    internal async Task<Unit> District(CancellationToken cancel)
    {
        var tree = await units.Tree(cancel);
        var own = me.Current.UnitId is { } id ? tree.Find(id) : null;
        return (
                own is null ? tree.All.FirstOrDefault(u => u is { Kind: UnitKind.District, State: UnitState.Active })
                : own.Kind == UnitKind.District ? own
                : tree.Ancestors(own).FirstOrDefault(u => u.Kind == UnitKind.District)
            ) ?? throw new RuleBroken("projects.rota.no-district");
    }

    /// <summary>A town within what the account may act for; another one is not there.</summary>
    internal async Task<Unit> Own(int townId, CancellationToken cancel) =>
        (await units.Tree(cancel)).Find(townId) is { Kind: UnitKind.Town } town
        && town.Path.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal)
            ? town
            : throw new NotFound();

    internal async Task CloseSwaps(IReadOnlyList<long> turns, CancellationToken cancel)
    {
        foreach (
            var swap in await db
                .Swaps.Where(s =>
                    s.State == SwapState.Asked && (turns.Contains(s.TurnId) || turns.Contains(s.OtherTurnId))
                )
                .ToListAsync(cancel)
        )
        {
            swap.State = SwapState.Withdrawn;
            db.Record(
                "rota.swap-closed",
                $"rota:swap:{swap.Id}",
                new { State = SwapState.Asked },
                new { swap.State, why = "the month went to another town" }
            );
        }
    }

    /// <summary>
    /// Holds the turns until the transaction has ended, so that no centre reports while a month changes hands.
    /// </summary>
    internal async Task<bool> Hold(IReadOnlyList<long> turns, CancellationToken cancel) =>
        await db.Turns.Where(t => turns.Contains(t.Id)).Hold(t => t.EndTold, cancel) > 0;

    /// <summary>
    /// Of these turns those in which a centre held something: theirs is the month, whoever plans again.
    /// </summary>
    internal async Task<IReadOnlySet<long>> HeldIn(IReadOnlyList<long> turns, CancellationToken cancel) =>
        // Centres of the whole district count, whoever asks.
        (
            await db
                .CentreEvents.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .Where(e => turns.Contains(e.TurnId) && e.State == CentreState.Held)
                .Select(e => e.TurnId)
                .Distinct()
                .ToListAsync(cancel)
        ).ToHashSet();

    internal static IEnumerable<Unit> Towns(UnitTree tree, Unit district) =>
        tree.Under(district.Path).Where(u => u is { Kind: UnitKind.Town, State: UnitState.Active });

    private async Task<(RotaTask Rota, Unit District, List<RotaTurn> Turns, Dictionary<int, int> Given)> Lay(
        DateOnly from,
        int months,
        int seed,
        bool anew,
        CancellationToken cancel
    )
    {
        if (months is < 1 or > MostMonths)
            throw new RuleBroken("projects.rota.months", MostMonths) { Field = "Months" };
        from = from.First();
        if (from < clock.Today().First())
            throw new RuleBroken("projects.rota.past") { Field = "From" };
        var district = await District(cancel);
        var tree = await units.Tree(cancel);
        var turns = await db.Turns.Where(t => t.DistrictId == district.Id).OrderBy(t => t.Month).ToListAsync(cancel);
        var given = await db
            .RotaMembers.AsNoTracking()
            .Where(m => m.DistrictId == district.Id)
            .ToDictionaryAsync(m => m.TownId, m => m.Given, cancel);
        int first = from.Number(),
            end = Math.Max(first + months - 1, turns.Count == 0 ? 0 : turns[^1].Month.Number());
        if (end - first >= 10 * MostMonths)
            throw new RuleBroken("projects.rota.months", MostMonths) { Field = "Months" };
        var now = clock.Today().First();
        var held = await HeldIn([.. turns.Where(t => t.Month >= from).Select(t => t.Id)], cancel);
        var asked = turns
            .Where(t => t.Month >= from)
            .Where(t =>
                !anew
                || t.Month <= now
                || held.Contains(t.Id)
                || t.Month.Number() >= first + months
                || t.ProjectId is not null
                || t.Why is TurnWhy.ByHand or TurnWhy.Swap
            )
            .ToDictionary(t => t.Month.Number(), t => t.TownId);
        var past = turns.Where(t => t.Month < from).ToList();
        // What a merged town had is remembered as the last turn of the town it went into: the same people are not asked
        // again at once.
        int? Last(Unit town) =>
            past.LastOrDefault(t =>
                    t.TownId == town.Id
                    || tree.Find(t.TownId) is { State: UnitState.Merged } gone && gone.MergedIntoId == town.Id
                )
                ?.Month.Number();
        var towns = Towns(tree, district).ToList();
        int Had(Unit town) => past.Count(t => t.TownId == town.Id && t.Counts(now));
        int fewest = towns
            .Where(t => given.ContainsKey(t.Id))
            .Select(t => Had(t) + given[t.Id])
            .DefaultIfEmpty(0)
            .Min();
        foreach (var town in towns.Where(t => !given.ContainsKey(t.Id)))
            given[town.Id] = Math.Max(0, fewest - Had(town));
        var asks = await db
            .RotaAsks.AsNoTracking()
            .Where(a => a.DistrictId == district.Id && a.Month >= from)
            .ToListAsync(cancel);
        // Months in between that nobody asked to plan stay empty: only those in the span and those that stand are told.
        var blocked = asks.Where(a => !a.Wish).Select(a => (a.TownId, a.Month.Number())).ToHashSet();
        for (int month = first + months; month <= end; month++)
            if (!asked.ContainsKey(month))
                blocked.UnionWith(towns.Select(t => (t.Id, month)));
        return (
            new(first, end - first + 1, [.. towns.Select(t => new RotaTown(t.Id, Had(t) + given[t.Id], Last(t)))], seed)
            {
                Blocked = blocked,
                Wishes = asks.Where(a => a.Wish).Select(a => (a.TownId, a.Month.Number())).ToHashSet(),
                Kept = asked,
            },
            district,
            turns,
            given
        );
    }
}
