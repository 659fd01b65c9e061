using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Data;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;

namespace Modular.Appraisal.TwoWay;

/// <summary>Makes a round in which two sides score each other.</summary>
internal sealed class DraftTwoWay(AppraisalDb db, PluginCatalogue plugins, UnitDirectory units, TimeProvider clock)
{
    public const int MostParties = 400,
        MostFields = 4000;

    public async Task<long> Draft(int unitId, TwoWayPlan plan, CancellationToken cancel)
    {
        var tree = await units.Tree(cancel);
        var unit = tree.Find(unitId) ?? throw new NotFound();
        if (string.IsNullOrWhiteSpace(plan.Title))
            throw new RuleBroken("rounds.title-needed") { Field = "Title" };
        if (plan.ClosesOn < plan.OpensOn)
            throw new RuleBroken("rounds.closes-before") { Field = "ClosesOn" };
        FormLine.Check(plan.FormA);
        FormLine.Check(plan.FormB);
        // One name means one line with the method; the same words on both forms would be taken for one.
        if (
            plan
                .FormA.Select(c => c.Name)
                .Concat(plan.Items.Keys)
                .Intersect(plan.FormB.Select(c => c.Name), StringComparer.Ordinal)
                .FirstOrDefault() is
            { } both
        )
            throw new RuleBroken("twoway.same-line", both) { Field = "FormB" };
        if (plan.Mutual < 0 || plan.Items.Values.Any(w => w < 0) || plan.Mutual + plan.Items.Values.Sum() <= 0)
            throw new RuleBroken("twoway.weights") { Field = "Mutual" };
        var method = await plugins.Get(PluginKind.Method, "two-way", cancel);
        var parameters = new JsonObject { ["mutual"] = plan.Mutual, ["complete"] = plan.Complete };
        var weights = plan
            .FormA.Concat(plan.FormB)
            .Where(l => l.Weight is not null)
            .ToDictionary(l => l.Name, l => l.Weight!.Value, StringComparer.Ordinal);
        if (plan.FormA.All(l => l.Weight == 0) || plan.FormB.All(l => l.Weight == 0))
            throw new RuleBroken("twoway.weights") { Field = "FormA" };
        if (weights.Count > 0)
            parameters["weights"] = JsonSerializer.SerializeToNode(weights);
        if (plan.Items.Count > 0)
            parameters["objective"] = JsonSerializer.SerializeToNode(plan.Items);
        var round = new Round
        {
            Id = Ids.Next(clock),
            Kind = RoundKind.TwoWay,
            Title = plan.Title.Trim(),
            UnitId = unit.Id,
            UnitPath = unit.Path,
            MethodId = method.Description.Id,
            Parameters = parameters.ToJsonString(),
            PassMicro = (long)Math.Round(plan.Pass * 1e6),
            OpensOn = plan.OpensOn,
            ClosesOn = plan.ClosesOn,
            CreatedAt = clock.GetUtcNow(),
        };
        var parties = Parties(round.Id, plan, tree);
        db.Rounds.Add(round);
        db.Criteria.AddRange(
            plan.FormA.Select(c => (Line: c, Side: "a"))
                .Concat(plan.FormB.Select(c => (Line: c, Side: "b")))
                .Select(
                    (c, i) =>
                        new Criterion
                        {
                            RoundId = round.Id,
                            Place = i,
                            Side = c.Side,
                            Name = c.Line.Name,
                            Help = c.Line.Help,
                            Least = c.Line.Least,
                            Most = c.Line.Most,
                            Anchors = c.Line.Anchors,
                        }
                )
        );
        db.Parties.AddRange(parties);
        db.Subjects.AddRange(
            parties.Select(p => new Subject
            {
                RoundId = round.Id,
                SubjectId = p.UnitId ?? Subject.NamedFrom + p.Number,
                Kind = p.UnitId is null ? "named" : "unit",
                Code = p.Code,
                Title = p.Name,
                Summary = "",
                UnitId = p.UnitId,
            })
        );
        db.Record(
            "round.drafted",
            $"round:{round.Id}",
            after: new
            {
                round.Title,
                Kind = "two-way",
                A = plan.SideA.Count,
                B = parties.Count - plan.SideA.Count,
            }
        );
        await db.SaveChangesAsync(cancel);
        return round.Id;
    }

    private List<Party> Parties(long round, TwoWayPlan plan, UnitTree tree)
    {
        var (a, b) = (plan.SideA.Distinct().ToList(), plan.SideB.Distinct().ToList());
        var members = plan
            .Members.Select(m => m.Trim())
            .Where(m => m.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (a.Count < 2)
            throw new RuleBroken("twoway.side-small") { Field = "SideA" };
        if (b.Count + members.Count < 2)
            throw new RuleBroken("twoway.side-small") { Field = "SideB" };
        if (a.Intersect(b).Any())
            throw new RuleBroken("twoway.both-sides", tree.Name(a.Intersect(b).First())) { Field = "SideB" };
        if (a.Count + b.Count + members.Count > MostParties)
            throw new RuleBroken("twoway.many", MostParties) { Field = "SideB" };
        if (members.Exists(m => m.Length > 80))
            throw new RuleBroken("rounds.others-long") { Field = "Members" };
        var parties = new List<Party>();
        foreach (var (id, side) in a.Select(id => (id, "a")).Concat(b.Select(id => (id, "b"))))
        {
            // Partner units may hang anywhere in the tree; communities only within what one answers for.
            if (
                tree.Find(id) is not { State: UnitState.Active } unit
                || (side == "a" && !unit.Path.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal))
            )
                throw new NotFound();
            parties.Add(
                new()
                {
                    RoundId = round,
                    Number = parties.Count + 1,
                    Side = side,
                    UnitId = id,
                    Code = unit.Code,
                    Name = unit.Name,
                }
            );
        }

        // Each sheet has a field for every one of the other side and every line.
        if (Math.Max((b.Count + members.Count) * plan.FormA.Count, a.Count * plan.FormB.Count) > MostFields)
            throw new RuleBroken("twoway.many-fields", MostFields) { Field = "FormA" };
        parties.AddRange(
            members.Select(
                (m, i) =>
                    new Party
                    {
                        RoundId = round,
                        Number = parties.Count + 1 + i,
                        Side = "b",
                        Code = $"M{i + 1:000}",
                        Name = m,
                    }
            )
        );
        return parties;
    }
}

/// <param name="SideA">
/// Units of the first side, communities as a rule; <paramref name="SideB"/> those they work with.
/// </param>
/// <param name="Members">People of the second side by name: they score with a code.</param>
/// <param name="FormA">What side a fills in about side b; <paramref name="FormB"/> the other way.</param>
/// <param name="Items">Objective items and their weights beside the mutual score's <paramref name="Mutual"/>.</param>
/// <param name="Complete">No result while any pair is missing.</param>
internal sealed record TwoWayPlan(
    string Title,
    IReadOnlyList<int> SideA,
    IReadOnlyList<int> SideB,
    IReadOnlyList<string> Members,
    IReadOnlyList<FormLine> FormA,
    IReadOnlyList<FormLine> FormB,
    IReadOnlyDictionary<string, double> Items,
    double Mutual,
    double Pass,
    bool Complete,
    DateOnly? OpensOn,
    DateOnly? ClosesOn
);
