using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Contracts.Appraisal;
using Modular.Contracts.Projects;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Plugins.Contract;

namespace Modular.Appraisal.Rounds;

internal sealed record RoundPlan(string Title, string MethodId, string Parameters, double Pass, DateOnly? OpensOn, DateOnly? ClosesOn, IReadOnlyList<(string Name, string? Help, int Least, int Most)> Criteria, IReadOnlyList<long> Projects, IReadOnlyList<long> Panel);

/// <summary>Makes a round and leads it through its states.</summary>
internal sealed class RunRound(AppraisalDb db, PluginCatalogue plugins, UnitDirectory units, Panels panels, JobQueue jobs, TimeProvider clock, IProjectQuestions? projects = null)
{
    public async Task<long> Draft(int unitId, RoundPlan plan, CancellationToken cancel)
    {
        var unit = (await units.Tree(cancel)).Find(unitId) ?? throw new NotFound();
        if (string.IsNullOrWhiteSpace(plan.Title)) throw new RuleBroken("rounds.title-needed") { Field = "Title" };
        if (plan.Criteria.Count == 0) throw new RuleBroken("rounds.criteria-needed") { Field = "Criteria" };
        if (plan.Criteria.FirstOrDefault(c => c.Most <= c.Least) is { Name: not null } wrong) throw new RuleBroken("rounds.scale-wrong", wrong.Name) { Field = "Criteria" };
        if (plan.Criteria.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new RuleBroken("rounds.criterion-twice", twice.Key) { Field = "Criteria" };
        if (plan.Projects.Count == 0) throw new RuleBroken("rounds.subjects-needed") { Field = "Projects" };
        if (plan.Panel.Count == 0) throw new RuleBroken("rounds.panel-needed") { Field = "Panel" };
        var method = await plugins.Get(PluginKind.Method, plan.MethodId, cancel);
        var cards = projects is null ? [] : await projects.Cards(plan.Projects, cancel);
        if (cards.Count != plan.Projects.Count || cards.Any(c => c.Stage != ProjectStage.Submitted)) throw new RuleBroken("rounds.subject-not-submitted") { Field = "Projects" };
        var evaluators = (await panels.Evaluators(cancel)).ToDictionary(e => e.Id);
        if (plan.Panel.Any(id => !evaluators.ContainsKey(id))) throw new RuleBroken("rounds.panel-unknown") { Field = "Panel" };
        var round = new Round
        {
            Id = Ids.Next(clock),
            Title = plan.Title.Trim(),
            UnitId = unit.Id,
            UnitPath = unit.Path,
            MethodId = method.Description.Id,
            Parameters = plan.Parameters,
            PassMicro = (long)Math.Round(plan.Pass * 1e6),
            OpensOn = plan.OpensOn,
            ClosesOn = plan.ClosesOn,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Rounds.Add(round);
        db.Criteria.AddRange(plan.Criteria.Select((c, i) => new Criterion { RoundId = round.Id, Place = i, Name = c.Name, Help = c.Help, Least = c.Least, Most = c.Most }));
        db.Subjects.AddRange(cards.Select(c => new Subject { RoundId = round.Id, SubjectId = c.Id, Kind = "project", Code = c.Number, Title = c.Title, Summary = c.Summary }));
        db.Panel.AddRange(plan.Panel.Distinct().Select(id => new PanelMember { RoundId = round.Id, AccountId = id, Name = evaluators[id].Name }));
        db.Record("round.drafted", $"round:{round.Id}", after: new { round.Title, round.MethodId, Subjects = cards.Count, Panel = plan.Panel.Count });
        await db.SaveChangesAsync(cancel);
        return round.Id;
    }

    public async Task Open(long id, int version, CancellationToken cancel)
    {
        var round = ByPanel(await Get(id, version, cancel));
        foreach (var subject in await db.Subjects.Where(s => s.RoundId == id).ToListAsync(cancel)) db.Tell(new SubjectTaken(id, subject.Kind, subject.SubjectId));
        await Move(round, "opened", cancel);
    }

    public async Task Close(long id, int version, CancellationToken cancel) => await Move(ByPanel(await Get(id, version, cancel)), "closed", cancel);

    public async Task Reopen(long id, int version, CancellationToken cancel) => await Move(ByPanel(await Get(id, version, cancel)), "reopened", cancel);

    /// <summary>Ballots are opened and closed with the key, and never opened again: a second count after one more ballot would show that ballot.</summary>
    private static Round ByPanel(Round round) => round.Kind == RoundKind.Panel ? round : throw new RuleBroken("rounds.move-not-allowed");

    /// <summary>The result of a ballot goes out by the hand of another than who had it counted.</summary>
    public async Task PublishBallot(long id, int version, CancellationToken cancel) => await Move(await ToPublish(id, version, RoundKind.Ballot, cancel), "published", cancel);

    /// <summary>Another method, or other parameters, before publication; a result computed before goes away.</summary>
    public async Task ChangeMethod(long id, int version, string methodId, string parameters, CancellationToken cancel)
    {
        var round = await Get(id, version, cancel);
        var method = await plugins.Get(PluginKind.Method, methodId, cancel);
        (round.MethodId, round.Parameters) = (method.Description.Id, parameters);
        if (round.State is RoundState.Draft or RoundState.Open)
        {
            db.Record("round.method-changed", $"round:{id}", after: new { methodId, parameters });
            await db.SaveChangesAsync(cancel);
            return;
        }

        db.Results.RemoveRange(await db.Results.Where(r => r.RoundId == id).ToListAsync(cancel));
        await Move(round, "method-changed", cancel);
    }

    public async Task<long> Compute(long id, CancellationToken cancel)
    {
        var round = await db.Rounds.SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw new NotFound();
        if (!RoundMoves.Allowed(round.State, "computed")) throw new RuleBroken("rounds.move-not-allowed");
        round.ComputedById = db.Acting.AccountId;
        db.Record("round.compute-asked", $"round:{id}");
        await db.SaveChangesAsync(cancel);
        return await jobs.Enqueue(ComputeRound.Kind, round.Title, new ComputeArguments(id), round.UnitId, cancel);
    }

    /// <summary>A named person confirms the outcome of every subject; no decision is purely the computer's.</summary>
    public async Task Publish(long id, int version, IReadOnlyDictionary<long, string> outcomes, CancellationToken cancel)
    {
        var round = await ToPublish(id, version, RoundKind.Panel, cancel);
        var result = await db.Results.AsNoTracking().SingleAsync(r => r.RoundId == id, cancel);
        var ranked = JsonSerializer.Deserialize<Computation>(result.Body, RunnerJson.Options)!.Subjects.ToDictionary(s => s.Subject, StringComparer.Ordinal);
        foreach (var subject in await db.Subjects.Where(s => s.RoundId == id).ToListAsync(cancel))
        {
            string outcome = outcomes.GetValueOrDefault(subject.SubjectId) ?? throw new RuleBroken("rounds.outcome-missing", subject.Title);
            if (outcome is not ("approve" or "return" or "reject")) throw new RuleBroken("rounds.outcome-missing", subject.Title);
            subject.Outcome = outcome;
            var place = ranked.GetValueOrDefault(subject.Code);
            db.Tell(new SubjectJudged(id, subject.Kind, subject.SubjectId, outcome, place?.Score is { } score ? (long)Math.Round(score * 1e6) : null, place?.Rank));
        }

        await Move(round, "published", cancel);
    }

    public async Task Archive(long id, int version, CancellationToken cancel) => await Move(await Get(id, version, cancel), "archived", cancel);

    internal static void Step(Round round, string move)
    {
        if (!RoundMoves.Allowed(round.State, move)) throw new RuleBroken("rounds.move-not-allowed");
        round.State = RoundMoves.All[move].To;
    }

    internal static async Task Move(AppraisalDb db, Round round, string move, CancellationToken cancel)
    {
        var before = round.State;
        Step(round, move);
        db.Record($"round.{move}", $"round:{round.Id}", new { State = before }, new { round.State });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>A round as the acting person saw it.</summary>
    /// <param name="kind">Only of this kind.</param>
    internal static async Task<Round> Get(AppraisalDb db, long id, int version, CancellationToken cancel, RoundKind? kind = null)
    {
        var round = await db.Rounds.SingleOrDefaultAsync(r => r.Id == id && (kind == null || r.Kind == kind), cancel) ?? throw new NotFound();
        return round.Version == version ? round : throw new RuleBroken("rule.changed-meanwhile");
    }

    private Task Move(Round round, string move, CancellationToken cancel) => Move(db, round, move, cancel);

    private Task<Round> Get(long id, int version, CancellationToken cancel) => Get(db, id, version, cancel);

    /// <summary>To be published, and by another than who had it computed.</summary>
    private async Task<Round> ToPublish(long id, int version, RoundKind kind, CancellationToken cancel)
    {
        var round = await Get(db, id, version, cancel, kind);
        if (!RoundMoves.Allowed(round.State, "published")) throw new RuleBroken("rounds.move-not-allowed");
        if (round.ComputedById is { } by && by == db.Acting.AccountId) throw new RuleBroken("rounds.second-person");
        (round.PublishedAt, round.PublishedBy) = (clock.GetUtcNow(), db.Acting.Name);
        return round;
    }
}

internal sealed record ComputeArguments(long RoundId);

/// <summary>Gives the scores to the method in its own process and keeps the result, once.</summary>
internal sealed class ComputeRound(AppraisalDb db, PluginCatalogue plugins, Methods methods, TimeProvider clock) : IJobWork
{
    public const string Kind = "appraisal.compute";

    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        await Run(run.Arguments<ComputeArguments>().RoundId, cancel);
        return null;
    }

    public async Task Run(long id, CancellationToken cancel)
    {
        var round = await db.Rounds.SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw new NotFound();
        // Run again after a cut: the result may already be there.
        if (round.State == RoundState.Computed) return;
        var method = await plugins.Get(PluginKind.Method, round.MethodId, cancel);
        var (rows, subjects) = await Rows(db, round, cancel);
        Kernel.Operations.FailPoint.Reach("appraisal.compute.before-plugin");
        var computed = await methods.Compute(method, rows, subjects, round.Parameters, cancel);
        if (round.Kind == RoundKind.Ballot) computed = Ballots.BallotRows.Shown(computed, rows, await db.Criteria.AsNoTracking().Where(c => c.RoundId == id).ToListAsync(cancel));
        Kernel.Operations.FailPoint.Reach("appraisal.compute.before-save");
        db.Results.Add(new()
        {
            RoundId = id,
            MethodId = method.Description.Id,
            MethodVersion = method.Description.Version,
            MethodHash = method.Hash,
            Parameters = round.Parameters,
            InputDigest = computed.InputDigest,
            Body = JsonSerializer.Serialize(computed, RunnerJson.Options),
            ComputedAt = clock.GetUtcNow(),
        });
        RunRound.Step(round, "computed");
        db.Record("round.computed", $"round:{id}", after: new { method.Description.Id, method.Description.Version, method.Hash, computed.InputDigest });
        await db.SaveChangesAsync(cancel);
        Kernel.Operations.FailPoint.Reach("appraisal.compute.after-save");
    }

    /// <summary>Scores by the codes people know, each in per cent of its criterion's scale, so that lines of different length count alike; abstentions left out.</summary>
    internal static async Task<(IReadOnlyList<ScoreRow> Rows, IReadOnlyList<string> Subjects)> Rows(AppraisalDb db, Round round, CancellationToken cancel)
    {
        if (round.Kind == RoundKind.Ballot) return await Ballots.BallotRows.Of(db, round, cancel);
        long id = round.Id;
        var criteria = await db.Criteria.AsNoTracking().Where(c => c.RoundId == id).ToDictionaryAsync(c => c.Place, cancel);
        var subjects = await db.Subjects.AsNoTracking().Where(s => s.RoundId == id).ToDictionaryAsync(s => s.SubjectId, s => s.Code, cancel);
        var raters = (await db.Panel.AsNoTracking().Where(p => p.RoundId == id).ToListAsync(cancel)).GroupBy(p => p.Name)
            .SelectMany(g => g.OrderBy(p => p.AccountId).Select((p, i) => (p.AccountId, Name: i == 0 ? p.Name : $"{p.Name} {i + 1}"))).ToDictionary(p => p.AccountId, p => p.Name);
        var away = (await db.Abstentions.AsNoTracking().Where(a => a.RoundId == id).Select(a => new { a.AccountId, a.SubjectId }).ToListAsync(cancel)).Select(a => (a.AccountId, a.SubjectId)).ToHashSet();
        var scores = await db.Scores.AsNoTracking().Where(s => s.RoundId == id).ToListAsync(cancel);
        return ([.. scores.Where(s => !away.Contains((s.AccountId, s.SubjectId)) && raters.ContainsKey(s.AccountId) && subjects.ContainsKey(s.SubjectId))
            .Select(s => new ScoreRow(raters[s.AccountId], subjects[s.SubjectId], criteria[s.Criterion].Name, Percent(s.ValueMicro, criteria[s.Criterion]), null))], [.. subjects.Values]);
    }

    private static double Percent(long micro, Criterion criterion) => (micro - criterion.Least * 1_000_000L) / ((criterion.Most - criterion.Least) * 10_000.0);
}

/// <summary>Who may sit on a panel: accounts with the evaluator's role.</summary>
internal sealed class Panels(KernelDb kernel)
{
    public async Task<IReadOnlyList<(long Id, string Name)>> Evaluators(CancellationToken cancel) =>
        (await kernel.Accounts.AsNoTracking().Where(a => !a.Disabled && kernel.AccountRoles.Any(r => r.AccountId == a.Id && r.Role == Role.Evaluator))
            .OrderBy(a => a.UserName).Select(a => new { a.Id, a.DisplayName }).ToListAsync(cancel)).ConvertAll(a => (a.Id, a.DisplayName));
}
