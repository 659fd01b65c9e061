using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Rounds;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;

namespace Modular.Appraisal.Scoring;

internal sealed record SheetView(Round Round, IReadOnlyList<Criterion> Criteria, IReadOnlyList<Subject> Subjects, IReadOnlyDictionary<(long Subject, int Criterion), long> Scores, IReadOnlyDictionary<long, string> Abstained, DateTimeOffset? HandedIn)
{
    public int Wanted => (Subjects.Count - Abstained.Count) * Criteria.Count;

    public int Given => Scores.Count(s => !Abstained.ContainsKey(s.Key.Subject));
}

/// <summary>An evaluator's own sheet: only assigned rounds, only own scores, saved one by one as they are entered.</summary>
internal sealed class ScoreSheet(AppraisalDb db, TimeProvider clock)
{
    /// <summary>Rounds the acting person sits on, whatever unit they belong to.</summary>
    public Task<List<Round>> Mine(CancellationToken cancel)
    {
        long me = db.Acting.AccountId ?? 0;
        return db.Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking()
            .Where(r => r.State != RoundState.Draft && db.Panel.Any(p => p.RoundId == r.Id && p.AccountId == me)).OrderByDescending(r => r.Id).Take(50).ToListAsync(cancel);
    }

    public async Task<SheetView> Show(long roundId, CancellationToken cancel)
    {
        var (round, seat) = await Seat(roundId, cancel);
        var criteria = await db.Criteria.AsNoTracking().Where(c => c.RoundId == roundId).OrderBy(c => c.Place).ToListAsync(cancel);
        var subjects = await db.Subjects.AsNoTracking().Where(s => s.RoundId == roundId).OrderBy(s => s.Code).ToListAsync(cancel);
        var scores = await db.Scores.AsNoTracking().Where(s => s.RoundId == roundId && s.AccountId == seat.AccountId).ToListAsync(cancel);
        var away = await db.Abstentions.AsNoTracking().Where(a => a.RoundId == roundId && a.AccountId == seat.AccountId).ToDictionaryAsync(a => a.SubjectId, a => a.Reason, cancel);
        return new(round, criteria, subjects, scores.ToDictionary(s => (s.SubjectId, s.Criterion), s => s.ValueMicro), away, seat.HandedInAt);
    }

    /// <param name="field">Subject id and criterion place, <c>s{id}c{place}</c>.</param>
    /// <param name="value">Empty takes the score back.</param>
    public async Task Save(long roundId, string field, string? value, CancellationToken cancel)
    {
        try
        {
            await SaveOnce(roundId, field, value, cancel);
        }
        catch (Exception problem) when ((problem is DbUpdateException && !Outage.Is(problem)) || problem is RuleBroken { Key: "rule.changed-meanwhile" })
        {
            // The same score was saved at the same moment from elsewhere: it is there now, and the later entry counts.
            db.ChangeTracker.Clear();
            await SaveOnce(roundId, field, value, cancel);
        }
    }

    private async Task SaveOnce(long roundId, string field, string? value, CancellationToken cancel)
    {
        var (round, seat) = await Seat(roundId, cancel);
        if (round.State != RoundState.Open) throw new RuleBroken("rounds.not-open");
        string[] parts = field.TrimStart('s').Split('c');
        if (parts.Length != 2 || !long.TryParse(parts[0], CultureInfo.InvariantCulture, out long subject) || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out int place)) throw new NotFound();
        var criterion = await db.Criteria.AsNoTracking().SingleOrDefaultAsync(c => c.RoundId == roundId && c.Place == place, cancel) ?? throw new NotFound();
        if (!await db.Subjects.AnyAsync(s => s.RoundId == roundId && s.SubjectId == subject, cancel)) throw new NotFound();
        var known = await db.Scores.SingleOrDefaultAsync(s => s.RoundId == roundId && s.AccountId == seat.AccountId && s.SubjectId == subject && s.Criterion == place, cancel);
        if (string.IsNullOrWhiteSpace(value))
        {
            if (known is not null) db.Scores.Remove(known);
        }
        else
        {
            if (!decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) || number < criterion.Least || number > criterion.Most)
                throw new RuleBroken("rounds.out-of-scale", criterion.Name, criterion.Least, criterion.Most);
            if (known is null) db.Scores.Add(known = new() { RoundId = roundId, AccountId = seat.AccountId, SubjectId = subject, Criterion = place });
            (known.ValueMicro, known.At) = ((long)Math.Round(number * 1_000_000m), clock.GetUtcNow());
        }

        seat.HandedInAt = null;
        await db.SaveChangesAsync(cancel);
    }

    public async Task Abstain(long roundId, long subject, string? reason, CancellationToken cancel)
    {
        var (round, seat) = await Seat(roundId, cancel);
        if (round.State != RoundState.Open) throw new RuleBroken("rounds.not-open");
        if (!await db.Subjects.AnyAsync(s => s.RoundId == roundId && s.SubjectId == subject, cancel)) throw new NotFound();
        var known = await db.Abstentions.FindAsync([roundId, seat.AccountId, subject], cancel);
        if (known is not null) db.Abstentions.Remove(known);
        else
        {
            if (string.IsNullOrWhiteSpace(reason)) throw new RuleBroken("rounds.abstain-reason") { Field = "Reason" };
            db.Abstentions.Add(new() { RoundId = roundId, AccountId = seat.AccountId, SubjectId = subject, Reason = reason.Trim() });
        }

        db.Record(known is null ? "round.abstained" : "round.abstention-ended", $"round:{roundId}", after: new { subject });
        await db.SaveChangesAsync(cancel);
    }

    public async Task HandIn(long roundId, CancellationToken cancel)
    {
        var view = await Show(roundId, cancel);
        if (view.Round.State != RoundState.Open) throw new RuleBroken("rounds.not-open");
        if (view.Given < view.Wanted) throw new RuleBroken("rounds.sheet-incomplete", view.Wanted - view.Given);
        var (_, seat) = await Seat(roundId, cancel);
        seat.HandedInAt = clock.GetUtcNow();
        db.Record("round.handed-in", $"round:{roundId}");
        await db.SaveChangesAsync(cancel);
    }

    private async Task<(Round, PanelMember)> Seat(long roundId, CancellationToken cancel)
    {
        long me = db.Acting.AccountId ?? 0;
        var seat = await db.Panel.SingleOrDefaultAsync(p => p.RoundId == roundId && p.AccountId == me, cancel) ?? throw new NotFound();
        var round = await db.Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking().SingleAsync(r => r.Id == roundId, cancel);
        return round.State == RoundState.Draft ? throw new NotFound() : (round, seat);
    }
}
