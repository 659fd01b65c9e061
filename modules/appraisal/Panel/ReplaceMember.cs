using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Access;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;

namespace Modular.Appraisal.Panel;

/// <summary>
/// Changes to a panel while a round runs: somebody else steps in, a conflict the system saw is lifted with a reason, a
/// score is left out.
/// </summary>
internal sealed class ReplaceMember(AppraisalDb db, Panels panels, ConflictOfInterest conflicts, Words words)
{
    /// <summary>The one who steps in takes over what was assigned and begins with an empty sheet.</summary>
    public Task Replace(long id, int version, long leaves, long comes, string? reason, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var round = await MoveRound.Get(db, id, version, cancel);
                if (round.State is not (RoundState.Draft or RoundState.Open))
                    throw new RuleBroken("rounds.move-not-allowed");
                if (string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > 300)
                    throw new RuleBroken("rounds.replace-reason") { Field = "Reason" };
                var seat =
                    await db.Panel.SingleOrDefaultAsync(
                        p => p.RoundId == id && p.AccountId == leaves && p.ReplacedById == null,
                        cancel
                    ) ?? throw new NotFound();
                var subjects = await db.Subjects.AsNoTracking().Where(s => s.RoundId == id).ToListAsync(cancel);
                var taken = (
                    await db
                        .Assignments.AsNoTracking()
                        .Where(a => a.RoundId == id && a.AccountId == leaves)
                        .Select(a => a.SubjectId)
                        .ToListAsync(cancel)
                ).ToHashSet();
                (comes, string name, var barred, var passed) = await DrawPanel.Next(db, id, cancel)
                    is { Count: > 0 } next
                    ? await FirstFree(round, next, subjects, taken, cancel)
                    : await Free(round, comes, subjects, taken, cancel);
                (seat.ReplacedById, seat.ReplacedBecause) = (comes, reason.Trim());
                db.Panel.Add(
                    new()
                    {
                        RoundId = id,
                        AccountId = comes,
                        Name = name,
                    }
                );
                db.Assignments.AddRange(
                    taken.Select(s => new Assignment
                    {
                        RoundId = id,
                        AccountId = comes,
                        SubjectId = s,
                    })
                );
                db.Abstentions.AddRange(Abstention.Of(id, barred, words));
                round.Version++;
                db.NotifyPerson(
                    "rounds.assigned",
                    comes,
                    $"/scoring/{id}",
                    round.Title,
                    round.ClosesOn is { } on ? Words.ShortDate(on) : "-"
                );
                db.Record(
                    "round.member-replaced",
                    $"round:{id}",
                    after: new
                    {
                        Leaves = seat.Name,
                        Comes = name,
                        Reason = reason.Trim(),
                        Passed = passed,
                    }
                );
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <param name="Barred">What they must not judge.</param>
    /// <param name="Passed">Those the draw named before, who cannot.</param>
    private sealed record Comer(
        long Id,
        string Name,
        IReadOnlyList<ConflictFound> Barred,
        IReadOnlyList<string> Passed
    );

    /// <summary>Whoever is asked for.</summary>
    private async Task<Comer> Free(
        Round round,
        long comes,
        List<Subject> subjects,
        HashSet<long> taken,
        CancellationToken cancel
    )
    {
        var (_, name) = (await panels.Evaluators(cancel)).FirstOrDefault(e => e.Id == comes) is { Name: not null } found
            ? found
            : throw new RuleBroken("rounds.panel-unknown") { Field = "Comes" };
        if (await db.Panel.AnyAsync(p => p.RoundId == round.Id && p.AccountId == comes, cancel))
            throw new RuleBroken("rounds.replace-there") { Field = "Comes" };
        var barred = await conflicts.Between([comes], subjects.ConvertAll(JudgedSubjects.AsJudged), cancel);
        if (Bar(round, barred, taken) is { } bar)
            throw new RuleBroken(
                "rounds.replace-conflict",
                name,
                subjects.First(s => s.SubjectId == bar.JudgedId).Title
            )
            {
                Field = "Comes",
            };
        return new(comes, name, barred, []);
    }

    /// <summary>The next the draw goes on to who may judge what is taken over and is still an evaluator.</summary>
    private async Task<Comer> FirstFree(
        Round round,
        IReadOnlyList<PoolMember> next,
        List<Subject> subjects,
        HashSet<long> taken,
        CancellationToken cancel
    )
    {
        var passed = new List<string>();
        var still = (await panels.Evaluators(cancel)).Select(e => e.Id).ToHashSet();
        foreach (var one in next)
        {
            var barred = await conflicts.Between([one.AccountId], subjects.ConvertAll(JudgedSubjects.AsJudged), cancel);
            if (still.Contains(one.AccountId) && Bar(round, barred, taken) is null)
                return new(one.AccountId, one.Name, barred, passed);
            passed.Add(one.Name);
        }

        throw new RuleBroken("rounds.replace-none");
    }

    private static ConflictFound? Bar(Round round, IReadOnlyList<ConflictFound> barred, HashSet<long> taken) =>
        round.Readers > 0 ? barred.FirstOrDefault(f => taken.Contains(f.JudgedId)) : null;

    /// <summary>What the system took for a conflict and is none, with the reason why.</summary>
    public async Task Lift(long id, int version, long account, long subject, string? reason, CancellationToken cancel)
    {
        var round = await MoveRound.Get(db, id, version, cancel);
        if (round.State is not (RoundState.Draft or RoundState.Open))
            throw new RuleBroken("rounds.move-not-allowed");
        if (string.IsNullOrWhiteSpace(reason))
            throw new RuleBroken("rounds.lift-reason") { Field = "Reason" };
        var found =
            await db.Abstentions.SingleOrDefaultAsync(
                a => a.RoundId == id && a.AccountId == account && a.SubjectId == subject && a.Found != null,
                cancel
            ) ?? throw new NotFound();
        db.Abstentions.Remove(found);
        round.Version++;
        db.Record(
            "round.conflict-lifted",
            $"round:{id}",
            before: new
            {
                account,
                subject,
                found.Reason,
            },
            after: new { Reason = reason.Trim() }
        );
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>
    /// One rater's marks for one subject do not count: an unfair case. Both results are shown. Before the computation
    /// only.
    /// </summary>
    public async Task Exclude(
        long id,
        int version,
        long account,
        long subject,
        string? reason,
        DateOnly today,
        CancellationToken cancel
    )
    {
        var round = await MoveRound.Get(db, id, version, cancel);
        if (round.State != RoundState.Closed)
            throw new RuleBroken("rounds.exclude-closed");
        if (await db.Exclusions.FindAsync([id, account, subject], cancel) is { } known)
            db.Exclusions.Remove(known);
        else
        {
            if (string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > 500)
                throw new RuleBroken("rounds.exclude-reason") { Field = "Reason" };
            if (
                !await db.Scores.AnyAsync(
                    s => s.RoundId == id && s.AccountId == account && s.SubjectId == subject,
                    cancel
                )
            )
                throw new RuleBroken("rounds.exclude-none") { Field = "Pair" };
            db.Exclusions.Add(
                new()
                {
                    RoundId = id,
                    AccountId = account,
                    SubjectId = subject,
                    Reason = reason.Trim(),
                    By = db.Acting.Name,
                    On = today,
                }
            );
        }

        round.Version++;
        db.Record(
            "round.exclusion",
            $"round:{id}",
            after: new
            {
                account,
                subject,
                reason,
            }
        );
        await db.SaveChangesAsync(cancel);
    }
}
