using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Access;
using Modular.Kernel.Rules;
using Modular.Kernel.Statistics;
using Modular.Kernel.Texts;

namespace Modular.Appraisal.Panel;

/// <summary>
/// Sits a panel down: who must not judge what, and who judges what where not everybody judges everything.
/// </summary>
internal sealed class SeatPanel(AppraisalDb db, ConflictOfInterest conflicts, Words words)
{
    /// <summary>Adds the rows; saving is the caller's.</summary>
    /// <returns>How many conflicts there are.</returns>
    /// <exception cref="RuleBroken">A subject has too few left who may judge it.</exception>
    public async Task<int> Seat(
        Round round,
        IReadOnlyList<Subject> subjects,
        IReadOnlyList<PanelMember> panel,
        CancellationToken cancel
    )
    {
        db.Panel.AddRange(panel);
        var barred = await Barred(subjects, [.. panel.Select(p => p.AccountId)], cancel);
        db.Abstentions.AddRange(Abstention.Of(round.Id, barred, words));
        ShareOut(round, subjects, panel, barred);
        return barred.Count;
    }

    /// <exception cref="RuleBroken">
    /// So many of the pool must not judge a subject that a draw could leave it with too few.
    /// </exception>
    public async Task Check(
        Round round,
        IReadOnlyList<Subject> subjects,
        IReadOnlyList<long> pool,
        int seats,
        CancellationToken cancel
    )
    {
        CheckReaders(round, seats);
        var barred = (await Barred(subjects, pool, cancel)).DistinctBy(f => (f.AccountId, f.JudgedId)).ToList();
        int wanted = round.Readers == 0 ? 1 : round.Readers;
        foreach (var subject in subjects)
            if (seats - barred.Count(f => f.JudgedId == subject.SubjectId) < wanted)
                throw new RuleBroken("rounds.draw-conflicts", subject.Title) { Field = "Draw" };
    }

    private Task<IReadOnlyList<ConflictFound>> Barred(
        IReadOnlyList<Subject> subjects,
        IReadOnlyList<long> accounts,
        CancellationToken cancel
    ) => conflicts.Between(accounts, [.. subjects.Select(JudgedSubjects.AsJudged)], cancel);

    private static void CheckReaders(Round round, int panel)
    {
        if (round.Readers < 0 || round.Readers > panel)
            throw new RuleBroken("rounds.readers-many", panel) { Field = "Readers" };
    }

    private void ShareOut(
        Round round,
        IReadOnlyList<Subject> subjects,
        IReadOnlyList<PanelMember> panel,
        IReadOnlyList<ConflictFound> barred
    )
    {
        var pairs = barred.Select(b => (b.JudgedId, b.AccountId)).ToHashSet();
        bool Barred(int s, int j) => pairs.Contains((subjects[s].SubjectId, panel[j].AccountId));
        CheckReaders(round, panel.Count);
        if (round.Readers == 0 || round.Readers == panel.Count)
        {
            round.Readers = 0;
            for (int s = 0; s < subjects.Count; s++)
                if (Enumerable.Range(0, panel.Count).All(j => Barred(s, j)))
                    throw new RuleBroken("rounds.nobody-left", subjects[s].Title, 1) { Field = "Panel" };
            return;
        }

        // Without a public draw the order comes from the round itself: nobody picks who reads what.
        var order = PublicDraw.Run(round.DrawKey ?? $"{round.Id}", panel.Count, panel.Count).Select(n => n - 1);
        var (readers, few) = BalancedReading.Share(subjects.Count, panel.Count, round.Readers, Barred, [.. order]);
        if (readers is null)
            throw new RuleBroken("rounds.nobody-left", subjects[few].Title, round.Readers) { Field = "Readers" };
        db.Assignments.AddRange(
            readers.SelectMany(
                (judges, s) =>
                    judges.Select(j => new Assignment
                    {
                        RoundId = round.Id,
                        AccountId = panel[j].AccountId,
                        SubjectId = subjects[s].SubjectId,
                    })
            )
        );
    }
}
