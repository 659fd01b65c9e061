using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Panel;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Contracts.Projects;
using Modular.Kernel.Calendar;
using Modular.Kernel.Modules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;

namespace Modular.Appraisal.Demo;

/// <summary>A round on the submitted projects, half scored.</summary>
internal sealed class AppraisalDemonstration(
    AppraisalDb db,
    RunRound run,
    DraftRound plan,
    DraftBallot draft,
    Recruit recruit,
    ScreenSignUps screen,
    RunBallot ballot,
    CastBallot cast,
    ComputeRound compute,
    Panels panels,
    UnitDirectory units,
    Words words,
    TimeProvider clock,
    IProjectQuestions? projects = null
) : IDemonstration
{
    public int Order => 30;

    public async Task Fill(CancellationToken cancel)
    {
        if (projects is null || await db.Rounds.AnyAsync(cancel))
            return;
        var waiting = (await projects.AwaitingReview("/", cancel)).Take(4).ToList();
        var panel = await panels.Evaluators(cancel);
        if (waiting.Count < 2 || panel.Count == 0)
            return;
        var district = (await units.Tree(cancel)).All.First(u => u.Kind == UnitKind.District);
        var criteria = words
            .Zh("rounds.criteria.usual")
            .Split('\n')
            .Select(l => l.Split('|'))
            .Select(p => new FormLine(
                p[0].Trim(),
                p.Length > 2 ? p[2].Trim() : null,
                int.Parse(p[1].Split('-')[0]),
                int.Parse(p[1].Split('-')[1])
            ))
            .ToList();
        // One submitted project stays free, to try a round of one's own with.
        long id = await plan.Draft(
            district.Id,
            new(
                words.Zh("rounds.demo.title"),
                "trimmed-mean",
                "{\"trim\":1}",
                75,
                clock.Today().AddDays(-3),
                clock.Today().AddDays(11),
                criteria,
                [.. waiting.SkipLast(1).Select(w => w.Id)],
                [.. panel.Select(p => p.Id)]
            ),
            cancel
        );
        var round = await db.Rounds.SingleAsync(r => r.Id == id, cancel);
        await run.Open(id, round.Version, cancel);
        var random = new Random(4);
        foreach (var (member, place) in panel.Select((p, i) => (p, i)).Where(p => p.i % 2 == 0))
        foreach (var subject in await db.Subjects.Where(s => s.RoundId == id).OrderBy(s => s.Code).ToListAsync(cancel))
            for (int c = 0; c < criteria.Count; c++)
                db.Scores.Add(
                    new()
                    {
                        RoundId = id,
                        AccountId = member.Id,
                        SubjectId = subject.SubjectId,
                        Criterion = c,
                        ValueMicro =
                            (criteria[c].Most - random.Next(criteria[c].Most / 3 + 1) - place % 3) * 1_000_000L,
                        At = clock.GetUtcNow(),
                    }
                );
        await db.SaveChangesAsync(cancel);
        await Ballots(district.Id, random, cancel);
    }

    /// <summary>One ballot that looks for raters, one whose result is out.</summary>
    private async Task Ballots(int district, Random random, CancellationToken cancel)
    {
        string[] subjects = words.Zh("ballots.demo.subjects").Split('|');
        List<FormLine> criteria = [new(words.Zh("ballots.demo.criterion"), null, 1, 5)];
        BallotPlan Plan(string title, int seats, DateOnly? until) =>
            new(
                words.Zh(title),
                "quarterly-rating",
                "{}",
                criteria,
                subjects,
                words.Zh("ballots.rules.usual"),
                seats,
                5,
                until
            );
        long calling = await draft.Draft(district, Plan("ballots.demo.calling", 30, clock.Today().AddDays(6)), cancel),
            done = await draft.Draft(district, Plan("ballots.demo.done", 0, null), cancel);
        await recruit.Call(
            calling,
            await Version(calling, cancel),
            cancel,
            new(words.Zh("ballots.demo.source"), clock.Today().AddDays(8), 3)
        );
        await SignUps(calling, cancel);
        // The key goes with this method: what it locked is opened below.
        string passphrase = Kernel.Access.KeepAccounts.NewPassword() + Kernel.Access.KeepAccounts.NewPassword();
        string[] remarks = words.Zh("ballots.demo.remarks").Split('|');
        await ballot.Open(done, await Version(done, cancel), passphrase, passphrase, 46, cancel);
        db.ChangeTracker.Clear();
        var codes = await ballot.HandOut(
            done,
            await Version(done, cancel),
            46,
            words.Zh("ballots.demo.reason"),
            cancel
        );
        db.ChangeTracker.Clear();
        foreach (string code in codes.Take(41))
            await cast.Cast(
                (await cast.Find(code, cancel))!,
                [
                    .. subjects.Select(
                        (_, s) =>
                            random.Next(9) < s ? (int?)null : Math.Clamp(5 - random.Next(1 + s) - random.Next(2), 1, 5)
                    ),
                ],
                [.. subjects.Select(_ => random.Next(5) == 0 ? remarks[random.Next(remarks.Length)] : null)],
                cancel
            );
        db.ChangeTracker.Clear();
        await ballot.Close(done, await Version(done, cancel), passphrase, cancel);
        db.ChangeTracker.Clear();
        await compute.Run(done, cancel);
        await run.Publish(
            done,
            await Version(done, cancel),
            await db
                .Subjects.Where(s => s.RoundId == done)
                .ToDictionaryAsync(s => s.SubjectId, _ => "satisfied", cancel),
            cancel
        );
    }

    /// <summary>Some on a list that was brought in, some who wait for their community.</summary>
    private async Task SignUps(long round, CancellationToken cancel)
    {
        var tree = await units.Tree(cancel);
        int[] communities =
        [
            .. Recruit
                .Communities(tree, await db.Rounds.AsNoTracking().SingleAsync(r => r.Id == round, cancel))
                .Take(3)
                .Select(u => u.Id),
        ];
        string[] names = words.Zh("ballots.demo.people").Split('|');
        string Phone(int person) => $"1380000{1000 + person}";
        await screen.Import(round, string.Join('\n', Enumerable.Range(0, names.Length / 2).Select(Phone)), cancel);
        for (int i = 0; i < names.Length; i++)
        {
            db.ChangeTracker.Clear();
            await recruit.SignUp(round, new(names[i], Phone(i), true, communities[i % communities.Length]), cancel);
        }

        db.ChangeTracker.Clear();
    }

    private Task<int> Version(long round, CancellationToken cancel) =>
        db.Rounds.AsNoTracking().Where(r => r.Id == round).Select(r => r.Version).SingleAsync(cancel);
}
