using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Panel;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;

namespace Modular.Appraisal.Scoring;

/// <summary>
/// An evaluator's own sheet: only assigned rounds, only own scores, saved one by one as they are entered.
/// </summary>
internal sealed class ScoreSheet(AppraisalDb db, TimeProvider clock)
{
    /// <summary>Rounds the acting person sits on, whatever unit they belong to.</summary>
    public async Task<IReadOnlyList<(Round Round, bool HandedIn)>> Mine(CancellationToken cancel)
    {
        long me = db.Acting.AccountId ?? 0;
        var rounds = await db
            .Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(r =>
                r.State != RoundState.Draft
                && db.Panel.Any(p => p.RoundId == r.Id && p.AccountId == me && p.ReplacedById == null)
            )
            .OrderByDescending(r => r.Id)
            .Take(50)
            .ToListAsync(cancel);
        var done = (
            await db
                .Panel.Where(p => p.AccountId == me && p.HandedInAt != null)
                .Select(p => p.RoundId)
                .ToListAsync(cancel)
        ).ToHashSet();
        return [.. rounds.Select(r => (r, done.Contains(r.Id)))];
    }

    public async Task<SheetView> Show(long roundId, CancellationToken cancel)
    {
        var (round, seat) = await Seat(roundId, cancel);
        long me = seat.AccountId;
        var criteria = await db
            .Criteria.AsNoTracking()
            .Where(c => c.RoundId == roundId)
            .OrderBy(c => c.Place)
            .ToListAsync(cancel);
        var subjects = await Assigned(round, me).OrderBy(s => s.Code).ToListAsync(cancel);
        var scores = await db
            .Scores.AsNoTracking()
            .Where(s => s.RoundId == roundId && s.AccountId == me)
            .ToListAsync(cancel);
        var away = await db
            .Abstentions.AsNoTracking()
            .Where(a => a.RoundId == roundId && a.AccountId == me)
            .ToListAsync(cancel);
        var mine = subjects.Select(s => s.SubjectId).ToHashSet();
        away.RemoveAll(a => !mine.Contains(a.SubjectId));
        return new(
            round,
            criteria,
            subjects,
            scores
                .Where(s => mine.Contains(s.SubjectId))
                .ToDictionary(s => (s.SubjectId, s.Criterion), s => s.ValueMicro),
            away.ToDictionary(a => a.SubjectId, a => a.Reason),
            seat.HandedInAt
        )
        {
            Found = away.Where(a => a.Found is not null).Select(a => a.SubjectId).ToHashSet(),
            Opinions = await db
                .Opinions.AsNoTracking()
                .Where(o => o.RoundId == roundId && o.AccountId == me)
                .ToDictionaryAsync(o => o.SubjectId, cancel),
            Visits = await db
                .Visits.AsNoTracking()
                .Where(v => v.RoundId == roundId && v.AccountId == me)
                .ToDictionaryAsync(v => v.SubjectId, cancel),
            Photos = await db
                .VisitPhotos.AsNoTracking()
                .Where(v => v.RoundId == roundId && v.AccountId == me)
                .OrderBy(v => v.Id)
                .ToListAsync(cancel),
            Others = round is { Discuss: true, State: > RoundState.Open }
                ? await OthersGave(round, me, mine, cancel)
                : new Dictionary<long, IReadOnlyList<double>>(),
            Remarks = round is { Discuss: true, State: > RoundState.Open }
                ? (
                    await db
                        .Opinions.AsNoTracking()
                        .Where(o =>
                            o.RoundId == roundId && o.AccountId != me && o.Comment != null && mine.Contains(o.SubjectId)
                        )
                        .ToListAsync(cancel)
                )
                    .OrderBy(o => o.SubjectId)
                    .ThenBy(
                        o =>
                            Convert.ToHexString(
                                System.Security.Cryptography.SHA256.HashData([
                                    .. BitConverter.GetBytes(o.AccountId),
                                    .. BitConverter.GetBytes(o.SubjectId),
                                ])
                            ),
                        StringComparer.Ordinal
                    )
                    .Select(o => (subjects.First(s => s.SubjectId == o.SubjectId).Title, o.Comment!))
                    .ToList()
                : [],
        };
    }

    /// <summary>What a judge is to judge: what was assigned, or all.</summary>
    private IQueryable<Subject> Assigned(Round round, long account) =>
        db
            .Subjects.AsNoTracking()
            .Where(s =>
                s.RoundId == round.Id
                && (
                    round.Readers == 0
                    || db.Assignments.Any(a =>
                        a.RoundId == round.Id && a.AccountId == account && a.SubjectId == s.SubjectId
                    )
                )
            );

    private async Task<Dictionary<long, IReadOnlyList<double>>> OthersGave(
        Round round,
        long me,
        IReadOnlySet<long> mine,
        CancellationToken cancel
    )
    {
        var (rows, _) = await PanelInput.Of(db, round, whole: false, cancel);
        var codes = await db
            .Subjects.AsNoTracking()
            .Where(s => s.RoundId == round.Id)
            .ToDictionaryAsync(s => s.Code, s => s.SubjectId, cancel);
        string name = (await PanelInput.Raters(db, round.Id, cancel))[me];
        return rows.Where(r => r.Rater != name && mine.Contains(codes[r.Subject]))
            .GroupBy(r => codes[r.Subject])
            .ToDictionary(
                g => g.Key,
                g => (IReadOnlyList<double>)[.. g.GroupBy(r => r.Rater).Select(x => x.Average(r => r.Value)).Order()]
            );
    }

    /// <param name="field">
    /// Subject id and criterion place, <c>s{id}c{place}</c>; <c>k{id}</c> how sure one is, <c>m{id}</c> a remark.
    /// </param>
    /// <param name="value">Empty takes the score back.</param>
    public async Task Save(long roundId, string field, string? value, CancellationToken cancel)
    {
        try
        {
            await SaveOnce(roundId, field, value, cancel);
        }
        catch (Exception problem)
            when ((problem is DbUpdateException && !Outage.Is(problem))
                || problem is RuleBroken { Key: "rule.changed-meanwhile" }
            )
        {
            // The same score was saved at the same moment from elsewhere: it is there now, and the later entry counts.
            db.Discard();
            await SaveOnce(roundId, field, value, cancel);
        }
    }

    private Task SaveOnce(long roundId, string field, string? value, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var (round, seat) = await Held(roundId, cancel);
                if (field.Length > 1 && field[0] is 'k' or 'm')
                {
                    await SaveOpinion(round, seat, field, value, cancel);
                    return;
                }

                string[] parts = field.TrimStart('s').Split('c');
                if (
                    parts.Length != 2
                    || !long.TryParse(parts[0], CultureInfo.InvariantCulture, out long subject)
                    || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out int place)
                )
                    throw new NotFound();
                var criterion =
                    await db
                        .Criteria.AsNoTracking()
                        .SingleOrDefaultAsync(c => c.RoundId == roundId && c.Place == place, cancel)
                    ?? throw new NotFound();
                if (!await Assigned(round, seat.AccountId).AnyAsync(s => s.SubjectId == subject, cancel))
                    throw new NotFound();
                if (
                    await db.Abstentions.AnyAsync(
                        a => a.RoundId == roundId && a.AccountId == seat.AccountId && a.SubjectId == subject,
                        cancel
                    )
                )
                    throw new RuleBroken("rounds.abstained-already");
                var known = await db.Scores.SingleOrDefaultAsync(
                    s =>
                        s.RoundId == roundId
                        && s.AccountId == seat.AccountId
                        && s.SubjectId == subject
                        && s.Criterion == place,
                    cancel
                );
                if (string.IsNullOrWhiteSpace(value))
                {
                    if (known is not null)
                        db.Scores.Remove(known);
                }
                else
                {
                    if (
                        !decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
                        || number < criterion.Least
                        || number > criterion.Most
                        || (round.MethodId == RoundScale.Ranking && number != Math.Floor(number))
                    )
                        throw new RuleBroken("rounds.out-of-scale", criterion.Name, criterion.Least, criterion.Most);
                    if (known is null)
                        db.Scores.Add(
                            known = new()
                            {
                                RoundId = roundId,
                                AccountId = seat.AccountId,
                                SubjectId = subject,
                                Criterion = place,
                            }
                        );
                    (known.ValueMicro, known.At) = ((long)Math.Round(number * 1_000_000m), clock.GetUtcNow());
                }

                seat.HandedInAt = null;
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    private async Task SaveOpinion(Round round, PanelMember seat, string field, string? value, CancellationToken cancel)
    {
        if (
            !long.TryParse(field.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out long subject)
            || !await Assigned(round, seat.AccountId).AnyAsync(s => s.SubjectId == subject, cancel)
        )
            throw new NotFound();
        var known = await db.Opinions.SingleOrDefaultAsync(
            o => o.RoundId == round.Id && o.AccountId == seat.AccountId && o.SubjectId == subject,
            cancel
        );
        if (known is null)
            db.Opinions.Add(
                known = new()
                {
                    RoundId = round.Id,
                    AccountId = seat.AccountId,
                    SubjectId = subject,
                }
            );
        if (field[0] == 'k')
            known.Confidence = value is "1" or "2" or "3" ? value[0] - '0' : null;
        else
            known.Comment = string.IsNullOrWhiteSpace(value)
                ? null
                : Kernel.Texts.Plain.Cut(Kernel.Texts.Plain.Clean(value), 1000);
        seat.HandedInAt = null;
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>The acting judge's seat in a round that stays open until this transaction is over.</summary>
    internal async Task<(Round, PanelMember)> Held(long roundId, CancellationToken cancel)
    {
        await Seat(roundId, cancel);
        await RoundLock.StillOpen(db, roundId, "rounds.not-open", cancel);
        var (round, seat) = await Seat(roundId, cancel);
        MustBeOpen(round);
        return (round, seat);
    }

    /// <summary>Open, and within its days: nobody scores early or late though nobody pressed the button yet.</summary>
    private void MustBeOpen(Round round)
    {
        if (round.State != RoundState.Open || round.ClosesOn < clock.Today())
            throw new RuleBroken("rounds.not-open");
        if (round.OpensOn > clock.Today())
            throw new RuleBroken("rounds.not-yet-open", round.OpensOn);
    }

    public Task Abstain(long roundId, long subject, string? reason, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var (round, seat) = await Held(roundId, cancel);
                if (!await Assigned(round, seat.AccountId).AnyAsync(s => s.SubjectId == subject, cancel))
                    throw new NotFound();
                var known = await db.Abstentions.FindAsync([roundId, seat.AccountId, subject], cancel);
                if (known is { Found: not null })
                    throw new RuleBroken("rounds.conflict-stays");
                if (known is not null)
                    db.Abstentions.Remove(known);
                else
                {
                    if (string.IsNullOrWhiteSpace(reason))
                        throw new RuleBroken("rounds.abstain-reason") { Field = "Reason" };
                    db.Abstentions.Add(
                        new()
                        {
                            RoundId = roundId,
                            AccountId = seat.AccountId,
                            SubjectId = subject,
                            Reason = reason.Trim(),
                        }
                    );
                }

                db.Record(
                    known is null ? "round.abstained" : "round.abstention-ended",
                    $"round:{roundId}",
                    after: new { subject }
                );
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    public Task HandIn(long roundId, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                await Held(roundId, cancel);
                var view = await Show(roundId, cancel);
                if (view.Given < view.Wanted)
                    throw new RuleBroken("rounds.sheet-incomplete", view.Wanted - view.Given);
                var (_, seat) = await Seat(roundId, cancel);
                seat.HandedInAt = clock.GetUtcNow();
                db.Record("round.handed-in", $"round:{roundId}");
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    private async Task<(Round, PanelMember)> Seat(long roundId, CancellationToken cancel)
    {
        long me = db.Acting.AccountId ?? 0;
        var seat =
            await db.Panel.SingleOrDefaultAsync(
                p => p.RoundId == roundId && p.AccountId == me && p.ReplacedById == null,
                cancel
            ) ?? throw new NotFound();
        var round = await db
            .Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .SingleAsync(r => r.Id == roundId, cancel);
        return round.State == RoundState.Draft ? throw new NotFound() : (round, seat);
    }
}

internal sealed record SheetView(
    Round Round,
    IReadOnlyList<Criterion> Criteria,
    IReadOnlyList<Subject> Subjects,
    IReadOnlyDictionary<(long Subject, int Criterion), long> Scores,
    IReadOnlyDictionary<long, string> Abstained,
    DateTimeOffset? HandedIn
)
{
    /// <summary>Of those, what the system found: it stands until who runs the round lifts it.</summary>
    public IReadOnlySet<long> Found { get; init; } = new HashSet<long>();
    public IReadOnlyDictionary<long, Opinion> Opinions { get; init; } = new Dictionary<long, Opinion>();
    public IReadOnlyDictionary<long, Visit> Visits { get; init; } = new Dictionary<long, Visit>();
    public IReadOnlyList<VisitPhoto> Photos { get; init; } = [];

    /// <summary>
    /// After the close, where the round lets the panel talk: what each of the others gave in the mean, in per cent;
    /// nobody's name.
    /// </summary>
    public IReadOnlyDictionary<long, IReadOnlyList<double>> Others { get; init; } =
        new Dictionary<long, IReadOnlyList<double>>();
    public IReadOnlyList<(string Subject, string Text)> Remarks { get; init; } = [];
    public bool Places => Round.MethodId == RoundScale.Ranking;

    public int Wanted => (Subjects.Count - Abstained.Count) * Criteria.Count;

    public int Given => Scores.Count(s => !Abstained.ContainsKey(s.Key.Subject));
}
