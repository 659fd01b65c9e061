using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Ledger;
using Modular.Appraisal.Panel;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Appraisal.Survey;
using Modular.Appraisal.TwoWay;
using Modular.Contracts.Projects;
using Modular.Kernel.Calendar;
using Modular.Kernel.Modules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;

namespace Modular.Appraisal.Demo;

/// <summary>
/// One round of each further kind: two sides with a published result, a questionnaire open and one answered, a site
/// visit, a ledger.
/// </summary>
internal sealed class KindsDemonstration(
    AppraisalDb db,
    DraftTwoWay twoWay,
    RunTwoWay runTwoWay,
    DraftSurvey survey,
    RunSurvey runSurvey,
    AnswerSurvey answer,
    DraftRound plan,
    RunRound run,
    KeepLedger ledger,
    ComputeRound compute,
    Panels panels,
    UnitDirectory units,
    Words words,
    TimeProvider clock,
    IProjectQuestions? projects = null
) : IDemonstration
{
    public int Order => 31;

    public async Task Fill(CancellationToken cancel)
    {
        if (await db.Rounds.AnyAsync(r => r.Kind == RoundKind.TwoWay, cancel))
            return;
        var tree = await units.Tree(cancel);
        var random = new Random(9);
        int district = tree.All.First(u => u.Kind == UnitKind.District).Id;
        List<int> communities = [.. tree.All.Where(u => u.Kind == UnitKind.Community).Select(u => u.Id)],
            partners = [.. tree.All.Where(u => u.Kind == UnitKind.PartnerUnit).Select(u => u.Id)];
        if (communities.Count >= 3 && partners.Count >= 3)
        {
            await Published(
                await TwoSides(district, "twoway.demo.done", communities, partners, random, cancel),
                cancel
            );
            db.ChangeTracker.Clear();
            long open = await Draft(district, "twoway.demo.open", communities, partners, cancel);
            await runTwoWay.Open(open, await Version(open, cancel), cancel);
        }

        await Surveys(district, random, cancel);
        await Visit(district, cancel);
        db.ChangeTracker.Clear();
        string[] names = words.Zh("ledger.demo.names").Split('|'),
            reasons = words.Zh("ledger.demo.reasons").Split('|');
        long points = await ledger.Draft(
            district,
            words.Zh("ledger.demo.title"),
            [],
            names,
            [20, 50, 90, 140, 200],
            cancel
        );
        foreach (var subject in await db.Subjects.Where(s => s.RoundId == points).ToListAsync(cancel))
            for (int i = 0; i < 4; i++)
                await ledger.Add(
                    points,
                    subject.SubjectId,
                    5 * (1 + random.Next(6)),
                    reasons[random.Next(reasons.Length)],
                    clock.Today().AddDays(-random.Next(60)),
                    0,
                    cancel
                );
    }

    private Task<long> Draft(
        int district,
        string title,
        List<int> communities,
        List<int> partners,
        CancellationToken cancel
    ) =>
        twoWay.Draft(
            district,
            new(
                words.Zh(title),
                communities,
                partners,
                [],
                Lines("twoway.form-a.usual"),
                Lines("twoway.form-b.usual"),
                new Dictionary<string, double>(StringComparer.Ordinal),
                100,
                60,
                true,
                null,
                clock.Today().AddDays(12)
            ),
            cancel
        );

    private async Task<long> TwoSides(
        int district,
        string title,
        List<int> communities,
        List<int> partners,
        Random random,
        CancellationToken cancel
    )
    {
        long id = await Draft(district, title, communities, partners, cancel);
        await runTwoWay.Open(id, await Version(id, cancel), cancel);
        db.ChangeTracker.Clear();
        var parties = await db.Parties.Where(p => p.RoundId == id).ToListAsync(cancel);
        var lines = await db.Criteria.AsNoTracking().Where(c => c.RoundId == id).ToListAsync(cancel);
        var worth = parties.ToDictionary(p => p.Number, _ => random.Next(12));
        var mild = parties.ToDictionary(p => p.Number, _ => random.Next(8));
        foreach (var from in parties)
        {
            foreach (var to in parties.Where(p => p.Side != from.Side))
            foreach (var line in lines.Where(l => l.Side == from.Side))
                db.PartyScores.Add(
                    new()
                    {
                        RoundId = id,
                        From = from.Number,
                        To = to.Number,
                        Criterion = line.Place,
                        ValueMicro = (74 + worth[to.Number] + mild[from.Number] + random.Next(6)) * 1_000_000L,
                    }
                );
            from.HandedInAt = clock.GetUtcNow();
        }

        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        await runTwoWay.Close(id, await Version(id, cancel), cancel);
        return id;
    }

    private async Task Published(long id, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await compute.Run(id, cancel);
        db.ChangeTracker.Clear();
        var (round, result) = (
            await db.Rounds.AsNoTracking().SingleAsync(r => r.Id == id, cancel),
            await db.Results.AsNoTracking().SingleAsync(r => r.RoundId == id, cancel)
        );
        var scores = System
            .Text.Json.JsonSerializer.Deserialize<Kernel.Plugins.Computation>(
                result.Body,
                Kernel.Plugins.RunnerJson.Options
            )!
            .Subjects.ToDictionary(s => s.Subject, s => s.Score, StringComparer.Ordinal);
        await run.Publish(
            id,
            round.Version,
            (await db.Subjects.AsNoTracking().Where(s => s.RoundId == id).ToListAsync(cancel)).ToDictionary(
                s => s.SubjectId,
                s => Outcomes.Proposed(round, s, scores.GetValueOrDefault(s.Code))
            ),
            cancel
        );
    }

    private async Task Surveys(int district, Random random, CancellationToken cancel)
    {
        string[] usual = words.Zh("survey.usual").Split('\n');
        List<QuestionPlan> questions =
        [
            new(QuestionKind.Scale, usual[0], usual[1].Split('|'), 1, 5, true, null, null),
            new(QuestionKind.Choice, usual[2], usual[3].Split('|'), 0, 0, true, null, null),
            new(
                QuestionKind.Matrix,
                words.Zh("survey.demo.matrix").Split('|')[0],
                words.Zh("survey.demo.matrix").Split('|')[1..],
                1,
                5,
                false,
                null,
                null
            ),
            new(QuestionKind.Text, usual[4], [], 0, 0, false, null, null),
        ];
        SurveyPlan Plan(string title) =>
            new(
                words.Zh(title),
                words.Zh("survey.intro.usual"),
                SurveyDoor.Link,
                5,
                questions,
                [],
                [],
                null,
                clock.Today().AddDays(20)
            );
        long open = await survey.Draft(district, Plan("survey.demo.open"), cancel),
            done = await survey.Draft(district, Plan("survey.demo.done"), cancel);
        foreach (long id in new[] { open, done })
            await run.Open(id, await Version(id, cancel), cancel);
        var view = (await answer.Find(done, cancel))!;
        string[] remarks = words.Zh("ballots.demo.remarks").Split('|');
        for (int i = 0; i < 47; i++)
        {
            var given = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["q0"] = $"{Math.Clamp(5 - random.Next(3) + random.Next(2), 1, 5)}",
                ["q1"] = $"{random.Next(5)}",
                ["q3"] = random.Next(4) == 0 ? remarks[random.Next(remarks.Length)] : "",
            };
            for (int row = 0; row < 3; row++)
                given[$"q2r{row}"] = $"{Math.Clamp(5 - random.Next(2 + row), 1, 5)}";
            await answer.Save(
                view,
                view.Subjects[0].SubjectId,
                AnswerSurvey.NewKey(),
                name => given.TryGetValue(name, out string? value) ? [value] : [],
                paper: i % 9 == 0,
                cancel
            );
        }

        db.ChangeTracker.Clear();
        await runSurvey.Close(done, await Version(done, cancel), cancel);
        await Published(done, cancel);
        db.ChangeTracker.Clear();
    }

    private async Task Visit(int district, CancellationToken cancel)
    {
        var panel = await panels.Evaluators(cancel);
        var going = projects is null ? [] : await projects.InStages("/", ProjectStage.Going, cancel);
        if (panel.Count == 0 || going.Count == 0)
            return;
        long id = await plan.Draft(
            district,
            new(
                words.Zh("visits.demo.title"),
                "weighted-mean",
                "{}",
                70,
                null,
                clock.Today().AddDays(9),
                Lines("visits.criteria.usual"),
                [.. going.Take(3).Select(p => p.Id)],
                [.. panel.Take(2).Select(p => p.Id)]
            )
            {
                OnTheSpot = true,
            },
            cancel
        );
        await run.Open(id, await Version(id, cancel), cancel);
    }

    private List<FormLine> Lines(string key) => Pages.Rounds.NewModel.Lines(words.Zh(key));

    private Task<int> Version(long round, CancellationToken cancel) =>
        db.Rounds.AsNoTracking().Where(r => r.Id == round).Select(r => r.Version).SingleAsync(cancel);
}
