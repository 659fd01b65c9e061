using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Contracts.Projects;
using Modular.Kernel.Data;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;

namespace Modular.Appraisal.Panel;

/// <summary>
/// Makes a round judged by a panel, at the desk or on the spot: its form, its subjects, and who judges or may be drawn.
/// </summary>
internal sealed class DraftRound(
    AppraisalDb db,
    PluginCatalogue plugins,
    UnitDirectory units,
    Panels panels,
    SeatPanel seat,
    DrawPanel draw,
    TimeProvider clock,
    IProjectQuestions? projects = null
)
{
    public async Task<long> Draft(int unitId, RoundPlan plan, CancellationToken cancel)
    {
        var tree = await units.Tree(cancel);
        var unit = tree.Find(unitId) ?? throw new NotFound();
        if (string.IsNullOrWhiteSpace(plan.Title))
            throw new RuleBroken("rounds.title-needed") { Field = "Title" };
        if (plan.ClosesOn < plan.OpensOn)
            throw new RuleBroken("rounds.closes-before") { Field = "ClosesOn" };
        var method = await plugins.Get(PluginKind.Method, plan.MethodId, cancel);
        var round = new Round
        {
            Id = Ids.Next(clock),
            Kind = plan.Kind,
            Title = plan.Title.Trim(),
            UnitId = unit.Id,
            UnitPath = unit.Path,
            MethodId = method.Description.Id,
            Parameters = plan.Parameters,
            PassMicro = (long)Math.Round(plan.Pass * 1e6),
            OpensOn = plan.OpensOn,
            ClosesOn = plan.ClosesOn,
            Readers = plan.Readers,
            Discuss = plan.Discuss,
            CreatedAt = clock.GetUtcNow(),
        };
        var subjects = await Subjects(round.Id, plan, tree, db.ScopePath, cancel);
        var chosen = await Chosen(plan, cancel);
        db.Rounds.Add(round);
        db.Criteria.AddRange(Form(round, plan, subjects.Count));
        db.Subjects.AddRange(subjects);
        int conflicts = 0;
        if (plan.Draw == 0)
            conflicts = await seat.Seat(
                round,
                subjects,
                chosen.ConvertAll(p => new PanelMember
                {
                    RoundId = round.Id,
                    AccountId = p.Id,
                    Name = p.Name,
                }),
                cancel
            );
        else
            await draw.Announce(round, subjects, chosen, plan.Draw, plan.DrawBy, cancel);
        int judges = plan.Draw == 0 ? chosen.Count : plan.Draw;
        db.Record(
            "round.drafted",
            $"round:{round.Id}",
            after: new
            {
                round.Title,
                round.MethodId,
                Kind = round.Kind.ToString(),
                Subjects = subjects.Count,
                Panel = judges,
                Conflicts = conflicts,
            }
        );
        await db.SaveChangesAsync(cancel);
        return round.Id;
    }

    private async Task<List<Subject>> Subjects(
        long id,
        RoundPlan plan,
        UnitTree tree,
        string? scope,
        CancellationToken cancel
    )
    {
        var cards =
            plan.Projects.Count == 0 ? []
            : projects is null ? []
            : await projects.Cards(plan.Projects, cancel);
        if (cards.Count != plan.Projects.Count || cards.Any(c => !JudgedSubjects.Offered(c, plan.Kind, tree, scope)))
            throw new RuleBroken(plan.OnTheSpot ? "rounds.subject-not-running" : "rounds.subject-not-submitted")
            {
                Field = "Projects",
            };
        var subjects = cards
            .Select(c => new Subject
            {
                RoundId = id,
                SubjectId = c.Id,
                Kind = "project",
                Code = c.Number,
                Title = c.Title,
                Summary = c.Summary,
                UnitId = c.UnitId,
                People = c.Concerned.Count == 0 ? null : Plain.Cut(string.Join(',', c.Concerned), 200),
            })
            .ToList();
        foreach (int one in plan.Units.Distinct())
            subjects.Add(
                tree.Find(one) is { } found && found.Path.StartsWith(scope ?? "-", StringComparison.Ordinal)
                    ? Subject.Of(id, found, tree.Trail(found.Id))
                    : throw new NotFound()
            );
        var names = plan
            .Others.Select(o => o.Trim())
            .Where(o => o.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (names.Exists(n => n.Length > 80))
            throw new RuleBroken("rounds.others-long") { Field = "Others" };
        // A person put down by name judges nothing of their own.
        subjects.AddRange(names.Select((n, i) => Subject.Named(id, i, n, n)));
        return subjects.Count is 0 or > JudgedSubjects.Most
            ? throw new RuleBroken("rounds.subjects-needed", JudgedSubjects.Most) { Field = "Projects" }
            : subjects;
    }

    /// <summary>Those the plan names, in the order of their names.</summary>
    private async Task<List<(long Id, string Name)>> Chosen(RoundPlan plan, CancellationToken cancel)
    {
        if (plan.Panel.Count == 0)
            throw new RuleBroken("rounds.panel-needed") { Field = "Panel" };
        var evaluators = (await panels.Evaluators(cancel)).ToDictionary(e => e.Id);
        if (plan.Panel.Any(p => !evaluators.ContainsKey(p)))
            throw new RuleBroken("rounds.panel-unknown") { Field = "Panel" };
        return
        [
            .. plan
                .Panel.Distinct()
                .Select(p => evaluators[p])
                .OrderBy(p => p.Name, StringComparer.Ordinal)
                .ThenBy(p => p.Id),
        ];
    }

    private static List<Criterion> Form(Round round, RoundPlan plan, int subjects)
    {
        // Who ranks gives places; there is nothing else to fill in.
        if (round.MethodId == RoundScale.Ranking)
            return
            [
                new()
                {
                    RoundId = round.Id,
                    Place = 0,
                    Name = Texts.PlaceName,
                    Least = 1,
                    Most = Math.Max(2, subjects),
                },
            ];
        FormLine.Check(plan.Criteria);
        return
        [
            .. plan.Criteria.Select(
                (c, i) =>
                    new Criterion
                    {
                        RoundId = round.Id,
                        Place = i,
                        Name = c.Name,
                        Help = c.Help,
                        Least = c.Least,
                        Most = c.Most,
                        Anchors = c.Anchors,
                    }
            ),
        ];
    }
}

internal sealed record RoundPlan(
    string Title,
    string MethodId,
    string Parameters,
    double Pass,
    DateOnly? OpensOn,
    DateOnly? ClosesOn,
    IReadOnlyList<FormLine> Criteria,
    IReadOnlyList<long> Projects,
    IReadOnlyList<long> Panel
)
{
    public bool OnTheSpot { get; init; }

    public RoundKind Kind => OnTheSpot ? RoundKind.SiteVisit : RoundKind.Panel;
    public IReadOnlyList<int> Units { get; init; } = [];

    /// <summary>Anything else by name: members, staff, centres, services.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>Judges for each subject; 0 for all.</summary>
    public int Readers { get; init; }

    /// <summary>How many of <see cref="Panel"/> are drawn; 0 takes all.</summary>
    public int Draw { get; init; }

    /// <summary>By what they are drawn, where they are.</summary>
    public DrawPlan? DrawBy { get; init; }
    public bool Discuss { get; init; }
}
