using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;

namespace Modular.Appraisal.TwoWay;

/// <summary>A party's own sheet. Nobody but the party sees what stands in it until the round is closed.</summary>
internal sealed class ScoreEachOther(AppraisalDb db, TimeProvider clock)
{
    private IQueryable<Round> Rounds =>
        db.Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking().Where(r => r.Kind == RoundKind.TwoWay);

    /// <summary>Rounds in which the unit one acts for has a sheet to fill in.</summary>
    public async Task<IReadOnlyList<(Round Round, Party Me)>> Mine(CancellationToken cancel)
    {
        int unit = db.Acting.UnitId ?? 0;
        var mine = await db
            .Parties.AsNoTracking()
            .Where(p => p.UnitId == unit)
            .OrderByDescending(p => p.RoundId)
            .Take(50)
            .ToListAsync(cancel);
        var ids = mine.ConvertAll(p => p.RoundId);
        var rounds = await Rounds
            .Where(r => ids.Contains(r.Id) && r.State != RoundState.Draft)
            .ToDictionaryAsync(r => r.Id, cancel);
        return [.. mine.Where(p => rounds.ContainsKey(p.RoundId)).Select(p => (rounds[p.RoundId], p))];
    }

    public Task<Party?> ByUnit(long round, CancellationToken cancel)
    {
        int unit = db.Acting.UnitId ?? 0;
        return db.Parties.AsNoTracking().SingleOrDefaultAsync(p => p.RoundId == round && p.UnitId == unit, cancel);
    }

    public async Task<Party?> ByCode(string code, CancellationToken cancel)
    {
        string ticket = Convert.ToHexStringLower(SecretCode.Hash(code));
        return await db.Parties.AsNoTracking().SingleOrDefaultAsync(p => p.Ticket == ticket, cancel);
    }

    public async Task<PartySheet> Show(Party? me, CancellationToken cancel)
    {
        if (me is null)
            throw new NotFound();
        var round = await Rounds.SingleAsync(r => r.Id == me.RoundId, cancel);
        if (round.State == RoundState.Draft)
            throw new NotFound();
        return new(
            round,
            me,
            await db
                .Parties.AsNoTracking()
                .Where(p => p.RoundId == round.Id && p.Side != me.Side)
                .OrderBy(p => p.Number)
                .ToListAsync(cancel),
            await db
                .Criteria.AsNoTracking()
                .Where(c => c.RoundId == round.Id && c.Side == me.Side)
                .OrderBy(c => c.Place)
                .ToListAsync(cancel),
            await db
                .PartyScores.AsNoTracking()
                .Where(s => s.RoundId == round.Id && s.From == me.Number)
                .ToDictionaryAsync(s => (s.To, s.Criterion), s => s.ValueMicro, cancel)
        );
    }

    /// <summary>The method's parameter <c>complete</c>: no result while any pair is missing.</summary>
    private static bool WantsAll(Round round)
    {
        using var parameters = JsonDocument.Parse(round.Parameters);
        return !parameters.RootElement.TryGetProperty("complete", out var complete)
            || complete.ValueKind != JsonValueKind.False;
    }

    public static string Field(Party to, Criterion line) =>
        $"p{to.Number.ToString(CultureInfo.InvariantCulture)}c{line.Place.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Saves what is given, by <see cref="Field"/>; an empty figure is taken back. All or nothing.</summary>
    /// <param name="handIn">Also hands it in: then nothing may be missing where the round wants every pair.</param>
    /// <exception cref="RuleBroken">
    /// A mark is out of its scale: nothing is saved. Or something is missing to hand it in: all that was given is
    /// saved.
    /// </exception>
    public async Task Save(
        Party? party,
        IReadOnlyDictionary<string, string?> given,
        bool handIn,
        CancellationToken cancel
    )
    {
        int missing = await db.InTransaction(() => Keep(party, given, handIn, cancel), cancel);
        if (missing > 0)
            throw new RuleBroken("rounds.sheet-incomplete", missing);
    }

    /// <returns>How many marks are missing, where that keeps it from being handed in.</returns>
    private async Task<int> Keep(
        Party? party,
        IReadOnlyDictionary<string, string?> given,
        bool handIn,
        CancellationToken cancel
    )
    {
        var sheet = await Show(party, cancel);
        var (round, me) = (sheet.Round, sheet.Me);
        if (round.State != RoundState.Open || round.ClosesOn < clock.Today())
            throw new RuleBroken("rounds.not-open");
        if (round.OpensOn > clock.Today())
            throw new RuleBroken("rounds.not-yet-open", round.OpensOn);
        await RoundLock.StillOpen(db, round.Id, "rounds.not-open", cancel);
        // Whoever saves first holds the party's row: two people of one unit do not cross.
        await db
            .Parties.Where(p => p.RoundId == round.Id && p.Number == me.Number)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.HandedInAt, (DateTimeOffset?)null), cancel);
        var known = await db
            .PartyScores.Where(s => s.RoundId == round.Id && s.From == me.Number)
            .ToDictionaryAsync(s => (s.To, s.Criterion), cancel);
        int left = 0;
        foreach (var to in sheet.Others)
        foreach (var line in sheet.Lines)
        {
            bool there = known.TryGetValue((to.Number, line.Place), out var row);
            if (!given.TryGetValue(Field(to, line), out string? text))
            {
                if (!there)
                    left++;
                continue;
            }

            if (string.IsNullOrWhiteSpace(text))
            {
                if (there)
                    db.PartyScores.Remove(row!);
                left++;
                continue;
            }

            if (
                !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
                || number < line.Least
                || number > line.Most
            )
                throw new RuleBroken("twoway.out-of-scale", to.Name, line.Name, line.Least, line.Most);
            if (!there)
                db.PartyScores.Add(
                    row = new()
                    {
                        RoundId = round.Id,
                        From = me.Number,
                        To = to.Number,
                        Criterion = line.Place,
                    }
                );
            row!.ValueMicro = (long)Math.Round(number * 1_000_000m);
        }

        bool whole = left == 0 || (left < sheet.Wanted && !WantsAll(round));
        if (handIn && whole)
            db.Record("round.handed-in", $"round:{round.Id}", after: new { Party = me.Code });
        await db.SaveChangesAsync(cancel);
        if (!handIn || !whole)
            return handIn ? left : 0;
        DateTimeOffset? at = clock.GetUtcNow();
        await db
            .Parties.Where(p => p.RoundId == round.Id && p.Number == me.Number)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.HandedInAt, at), cancel);
        return 0;
    }
}

/// <param name="Others">Whom this party scores, by the lines of its own side.</param>
internal sealed record PartySheet(
    Round Round,
    Party Me,
    IReadOnlyList<Party> Others,
    IReadOnlyList<Criterion> Lines,
    IReadOnlyDictionary<(int To, int Line), long> Scores
)
{
    public int Wanted => Others.Count * Lines.Count;
}
