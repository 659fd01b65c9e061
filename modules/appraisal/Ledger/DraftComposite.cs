using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Data;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;

namespace Modular.Appraisal.Ledger;

/// <summary>Joins the results of other rounds. Nobody scores: it goes from the draft right to computing.</summary>
internal sealed class DraftComposite(AppraisalDb db, PluginCatalogue plugins, UnitDirectory units, TimeProvider clock)
{
    /// <summary>Rounds whose published result can be joined.</summary>
    public Task<List<Round>> Joinable(CancellationToken cancel) =>
        db
            .Rounds.AsNoTracking()
            .Where(r =>
                (r.State == RoundState.Published || r.State == RoundState.Archived)
                && db.Results.Any(x => x.RoundId == r.Id)
                && r.Kind != RoundKind.Composite
            )
            .OrderByDescending(r => r.Id)
            .Take(100)
            .ToListAsync(cancel);

    /// <summary>The best score a round can give: what its parts in a composite are brought to 100 by.</summary>
    public async Task<Dictionary<long, double>> Full(IReadOnlyList<Round> rounds, CancellationToken cancel)
    {
        var ids = rounds.Select(r => r.Id).ToList();
        var lines = (
            await db
                .Criteria.AsNoTracking()
                .Where(c => ids.Contains(c.RoundId))
                .Select(c => new { c.RoundId, c.Most })
                .ToListAsync(cancel)
        )
            .Concat(
                (
                    await db
                        .Questions.AsNoTracking()
                        .Where(q =>
                            ids.Contains(q.RoundId)
                            && (q.Kind == Survey.QuestionKind.Scale || q.Kind == Survey.QuestionKind.Matrix)
                        )
                        .Select(q => new { q.RoundId, q.Most })
                        .ToListAsync(cancel)
                )
            )
            .ToLookup(l => l.RoundId, l => l.Most);
        return rounds.ToDictionary(
            r => r.Id,
            r =>
                r.Kind == RoundKind.Questionnaire || (r.Kind == RoundKind.Ballot && r.MethodId != "quarterly-rating")
                    ? lines[r.Id].DefaultIfEmpty(5).Average()
                    : 100
        );
    }

    public async Task<long> Draft(int unitId, CompositePlan plan, CancellationToken cancel)
    {
        var unit = (await units.Tree(cancel)).Find(unitId) ?? throw new NotFound();
        if (string.IsNullOrWhiteSpace(plan.Title))
            throw new RuleBroken("rounds.title-needed") { Field = "Title" };
        if (plan.Parts.Count < 2)
            throw new RuleBroken("composite.two");
        if (plan.Parts.Any(p => !(p.Weight > 0) || !(p.Full > 0)))
            throw new RuleBroken("composite.weights");
        var ids = plan.Parts.Select(p => p.Round).ToList();
        var rounds = (await Joinable(cancel)).Where(r => ids.Contains(r.Id)).ToDictionary(r => r.Id);
        if (rounds.Count != ids.Distinct().Count())
            throw new NotFound();
        var method = await plugins.Get(PluginKind.Method, "composite", cancel);
        var subjects = await db.Subjects.AsNoTracking().Where(s => ids.Contains(s.RoundId)).ToListAsync(cancel);
        // What is not judged in every part has no whole result; the method says so for each, so only what all share is
        // taken.
        var shared = subjects
            .GroupBy(CompositeInput.Same, StringComparer.Ordinal)
            .Where(g => g.Select(s => s.RoundId).Distinct().Count() == ids.Count)
            .Select(g => g.OrderBy(s => s.RoundId).First())
            .ToList();
        if (shared.Count == 0)
            throw new RuleBroken("composite.nothing-shared");
        // Two rounds may be called alike: the names of parts are told apart.
        string Short(long part) => Kernel.Texts.Plain.Cut(rounds[part].Title, 34);
        var names = plan
            .Parts.Select(
                (p, i) =>
                    (
                        p.Round,
                        Name: plan.Parts.Count(o => Short(o.Round) == Short(p.Round)) > 1
                            ? $"{i + 1} {Short(p.Round)}"
                            : Short(p.Round)
                    )
            )
            .ToDictionary(p => p.Round, p => p.Name);
        var parameters = new JsonObject
        {
            ["weights"] = new JsonObject(
                plan.Parts.Select(p => KeyValuePair.Create(names[p.Round], (JsonNode?)JsonValue.Create(p.Weight)))
            ),
            ["full"] = new JsonObject(
                plan.Parts.Select(p => KeyValuePair.Create(names[p.Round], (JsonNode?)JsonValue.Create(p.Full)))
            ),
        };
        var round = new Round
        {
            Id = Ids.Next(clock),
            Kind = RoundKind.Composite,
            Title = plan.Title.Trim(),
            UnitId = unit.Id,
            UnitPath = unit.Path,
            MethodId = method.Description.Id,
            Parameters = parameters.ToJsonString(RunnerJson.Options),
            PassMicro = (long)Math.Round(plan.Pass * 1e6),
            CreatedAt = clock.GetUtcNow(),
        };
        db.Rounds.Add(round);
        db.Parts.AddRange(
            names.Select(n => new Part
            {
                RoundId = round.Id,
                PartRoundId = n.Key,
                Name = n.Value,
            })
        );
        db.Subjects.AddRange(
            shared.Select(
                (s, i) =>
                    new Subject
                    {
                        RoundId = round.Id,
                        SubjectId = s.Lasting ? s.SubjectId : Subject.NamedFrom + i,
                        Kind = s.Kind,
                        Code = s.Lasting ? s.Code : $"M{i + 1:000}",
                        Title = s.Title,
                        Summary = s.Summary,
                        UnitId = s.UnitId,
                        People = s.People,
                    }
            )
        );
        db.Record(
            "round.drafted",
            $"round:{round.Id}",
            after: new
            {
                round.Title,
                Kind = "composite",
                Parts = ids,
                Subjects = shared.Count,
            }
        );
        MoveRound.Step(round, "gathered");
        await db.SaveChangesAsync(cancel);
        return round.Id;
    }
}

/// <param name="Parts">Rounds with a result, their weights, and the full mark each is brought to 100 by.</param>
internal sealed record CompositePlan(
    string Title,
    IReadOnlyList<(long Round, double Weight, double Full)> Parts,
    double Pass
);
