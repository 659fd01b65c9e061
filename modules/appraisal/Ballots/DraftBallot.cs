using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Contracts.Needs;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;

namespace Modular.Appraisal.Ballots;

/// <summary>Makes a round by anonymous ballot.</summary>
internal sealed class DraftBallot(AppraisalDb db, PluginCatalogue plugins, UnitDirectory units, TimeProvider clock)
{
    public const int MostSubjects = 40,
        MostSteps = 20,
        LeastVoters = 3;

    /// <summary>The number of grades is that of the paper, whatever stands in the method's form.</summary>
    private static string Parameters(string method, BallotPlan plan)
    {
        if (method != Grades.Median)
            return plan.Parameters;
        var json = (JsonObject)JsonNode.Parse(plan.Parameters)!;
        json["grades"] = plan.Criteria.Max(c => c.Most - c.Least) + 1;
        return json.ToJsonString();
    }

    public async Task<long> Draft(int unitId, BallotPlan plan, CancellationToken cancel)
    {
        var unit = (await units.Tree(cancel)).Find(unitId) ?? throw new NotFound();
        if (string.IsNullOrWhiteSpace(plan.Title))
            throw new RuleBroken("rounds.title-needed") { Field = "Title" };
        if (plan.Criteria.Count is 0 or > 10)
            throw new RuleBroken("rounds.criteria-needed") { Field = "Criteria" };
        if (plan.Criteria.FirstOrDefault(c => c.Most <= c.Least || c.Most - c.Least > MostSteps) is { } wrong)
            throw new RuleBroken("ballots.scale", wrong.Name, MostSteps) { Field = "Criteria" };
        if (plan.Criteria.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new RuleBroken("rounds.criterion-twice", twice.Key) { Field = "Criteria" };
        var subjects = plan.Subjects.Select(s => s.Trim()).Where(s => s.Length > 0).Distinct().ToList();
        if (subjects.Count + plan.Needs.Count is 0 or > MostSubjects || subjects.Exists(s => s.Length > 80))
            throw new RuleBroken("ballots.subjects", MostSubjects) { Field = "Subjects" };
        if (string.IsNullOrWhiteSpace(plan.Rules))
            throw new RuleBroken("ballots.rules-words") { Field = "Rules" };
        if (plan.Minimum is < LeastVoters or > 1000)
            throw new RuleBroken("ballots.minimum", LeastVoters) { Field = "Minimum" };
        if (plan.Seats != 0 && plan.Seats < plan.Minimum)
            throw new RuleBroken("ballots.seats", plan.Minimum) { Field = "Seats" };
        if (plan.SignUpUntil < clock.Today())
            throw new RuleBroken("ballots.until-past") { Field = "SignUpUntil" };
        if (plan.ClosesOn < clock.Today() || plan.ClosesOn <= plan.SignUpUntil)
            throw new RuleBroken("ballots.closes-wrong") { Field = "ClosesOn" };
        var method = await plugins.Get(PluginKind.Method, plan.MethodId, cancel);
        if (
            plan.Follows is { } before
            && !await db.Rounds.AnyAsync(r => r.Id == before && r.Kind == RoundKind.Ballot, cancel)
        )
            throw new NotFound();
        var round = new Round
        {
            Id = Ids.Next(clock),
            Kind = RoundKind.Ballot,
            Title = plan.Title.Trim(),
            UnitId = unit.Id,
            UnitPath = unit.Path,
            MethodId = method.Description.Id,
            Parameters = Parameters(method.Description.Id, plan),
            PassMicro = (long)Math.Round(plan.Pass * 1e6),
            FollowsId = plan.Follows,
            ClosesOn = plan.ClosesOn,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Rounds.Add(round);
        db.Criteria.AddRange(
            plan.Criteria.Select(
                (c, i) =>
                    new Criterion
                    {
                        RoundId = round.Id,
                        Place = i,
                        Name = c.Name,
                        Help = c.Help,
                        Least = c.Least,
                        Most = c.Most,
                    }
            )
        );
        db.Subjects.AddRange(
            subjects.Select(
                (s, i) =>
                    new Subject
                    {
                        RoundId = round.Id,
                        SubjectId = i + 1,
                        Kind = "service",
                        Code = $"S{i + 1:00}",
                        Title = s,
                        Summary = "",
                    }
            )
        );
        db.Subjects.AddRange(
            plan.Needs.DistinctBy(n => n.Id)
                .Select(
                    (n, i) =>
                        new Subject
                        {
                            RoundId = round.Id,
                            SubjectId = n.Id,
                            Kind = "need",
                            Code = $"S{subjects.Count + i + 1:00}",
                            Title = Kernel.Texts.Plain.Cut(n.Title, 80),
                            Summary = n.Number,
                            UnitId = n.UnitId,
                        }
                )
        );
        db.Boxes.Add(
            new()
            {
                RoundId = round.Id,
                Guarded = true,
                Inside = plan.Inside,
                Rules = plan.Rules.Trim(),
                Seats = plan.Seats,
                Minimum = plan.Minimum,
                SignUpUntil = plan.SignUpUntil,
            }
        );
        db.Record(
            "round.drafted",
            $"round:{round.Id}",
            after: new
            {
                round.Title,
                round.MethodId,
                Kind = "ballot",
                Subjects = subjects.Count + plan.Needs.Count,
            }
        );
        await db.SaveChangesAsync(cancel);
        return round.Id;
    }
}

/// <param name="Subjects">What is rated, a name each.</param>
internal sealed record BallotPlan(
    string Title,
    string MethodId,
    string Parameters,
    IReadOnlyList<FormLine> Criteria,
    IReadOnlyList<string> Subjects,
    string Rules,
    int Seats,
    int Minimum,
    DateOnly? SignUpUntil
)
{
    /// <summary>Finished needs that are rated: what does not satisfy goes back to be handled again.</summary>
    public IReadOnlyList<FinishedNeed> Needs { get; init; } = [];

    /// <summary>Last day of the vote, said before it opens: nobody closes it sooner, nothing is taken later.</summary>
    public DateOnly? ClosesOn { get; init; }

    /// <summary>The result is not for everybody.</summary>
    public bool Inside { get; init; }

    /// <summary>From this score a subject counts as satisfactory.</summary>
    public double Pass { get; init; }

    /// <summary>The round whose unsatisfactory subjects are rated again.</summary>
    public long? Follows { get; init; }
}
