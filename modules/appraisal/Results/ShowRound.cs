using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Appeals;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Panel;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;

namespace Modular.Appraisal.Results;

/// <summary>Rounds for those who run them. Single scores stay closed until the round is closed.</summary>
internal sealed class ShowRound(AppraisalDb db, RoundKinds kinds, PluginCatalogue plugins, Methods methods)
{
    public Task<List<Round>> List(string? q, RoundKind? kind, RoundState? state, CancellationToken cancel) =>
        db
            .Rounds.AsNoTracking()
            .Where(r => (kind == null || r.Kind == kind) && (state == null || r.State == state))
            .Where(r => q == null || r.Title.Contains(q))
            .OrderByDescending(r => r.Id)
            .ToListAsync(cancel);

    public async Task<RoundView> Show(long id, CancellationToken cancel)
    {
        var round =
            await db.Rounds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw new NotFound();
        var criteria = await db
            .Criteria.AsNoTracking()
            .Where(c => c.RoundId == id)
            .OrderBy(c => c.Place)
            .ToListAsync(cancel);
        var subjects = await db
            .Subjects.AsNoTracking()
            .Where(s => s.RoundId == id)
            .OrderBy(s => s.Code)
            .ToListAsync(cancel);
        bool closed = round.State > RoundState.Open;
        var assigned = (await db.Assignments.AsNoTracking().Where(a => a.RoundId == id).ToListAsync(cancel)).ToLookup(
            a => a.AccountId,
            a => a.SubjectId
        );
        var away = await db.Abstentions.AsNoTracking().Where(a => a.RoundId == id).ToListAsync(cancel);
        var given = (
            await db
                .Scores.AsNoTracking()
                .Where(s => s.RoundId == id)
                .Select(s => new { s.AccountId, s.SubjectId })
                .ToListAsync(cancel)
        ).ToLookup(s => s.AccountId, s => s.SubjectId);
        var seats = (await db.Panel.AsNoTracking().Where(p => p.RoundId == id).ToListAsync(cancel))
            .OrderBy(p => p.Name, ChineseOrder.Names)
            .ThenBy(p => p.AccountId)
            .ToList();
        var panel = seats
            .FindAll(p => p.ReplacedById is null)
            .ConvertAll(p =>
            {
                var left = (round.Readers == 0 ? subjects.Select(s => s.SubjectId) : assigned[p.AccountId])
                    .Except(away.Where(a => a.AccountId == p.AccountId).Select(a => a.SubjectId))
                    .ToHashSet();
                return new Progress(
                    p.AccountId,
                    p.Name,
                    given[p.AccountId].Count(left.Contains),
                    left.Count * criteria.Count,
                    p.HandedInAt is not null,
                    away.Count(a =>
                        a.AccountId == p.AccountId
                        && (round.Readers == 0 || assigned[p.AccountId].Contains(a.SubjectId))
                    )
                );
            });
        var results = await db
            .Results.AsNoTracking()
            .Where(r => r.RoundId == id)
            .OrderByDescending(r => r.Edition)
            .ToListAsync(cancel);
        var result = results.Find(r => r.Edition == round.Edition);
        return new(round, criteria, subjects, panel, result, result is null ? null : Body(result.Body))
        {
            Earlier = [.. results.Where(r => r.Edition < round.Edition).Select(r => (r, Body(r.Body)))],
            Whole = result?.WholeBody is { } whole ? Body(whole) : null,
            Exclusions = await db.Exclusions.AsNoTracking().Where(x => x.RoundId == id).ToListAsync(cancel),
            Away = away,
            Draw = await db.PanelDraws.AsNoTracking().SingleOrDefaultAsync(d => d.RoundId == id, cancel),
            Pool = await db.Pool.AsNoTracking().Where(p => p.RoundId == id).OrderBy(p => p.Number).ToListAsync(cancel),
            Replaced = seats.FindAll(p => p.ReplacedById is not null),
            Opinions = closed ? await db.Opinions.AsNoTracking().Where(o => o.RoundId == id).ToListAsync(cancel) : [],
            Photos = closed
                ? await db.VisitPhotos.AsNoTracking().Where(p => p.RoundId == id).OrderBy(p => p.Id).ToListAsync(cancel)
                : [],
            Visits = await db.Visits.AsNoTracking().Where(v => v.RoundId == id).ToListAsync(cancel),
            Appeals = await db
                .Appeals.AsNoTracking()
                .Where(a => a.RoundId == id)
                .OrderBy(a => a.Id)
                .ToListAsync(cancel),
            ReadersOf = assigned
                .SelectMany(g => g.Select(s => (s, g.Key)))
                .GroupBy(x => x.s)
                .ToDictionary(g => g.Key, g => (IReadOnlyList<long>)[.. g.Select(x => x.Key)]),
        };
    }

    private static Computation Body(string json) => JsonSerializer.Deserialize<Computation>(json, RunnerJson.Options)!;

    /// <summary>The same for everybody, of a result that is published to everybody.</summary>
    public async Task<string?> Verify(PublicResult shown, CancellationToken cancel) =>
        shown.UnderCorrection
            ? throw new RuleBroken("results.correcting")
            : await Recompute(shown.Round, shown.Result, shown.Computation, shown.Criteria, cancel);

    /// <summary>
    /// Computes again with the very plugin, parameters and scores of the stored result. Null when all is the same, else
    /// what differs.
    /// </summary>
    public async Task<string?> Recompute(long id, CancellationToken cancel)
    {
        var view = await Show(id, cancel);
        return view is { Result: { } result, Computation: { } before }
            ? await Recompute(view.Round, result, before, view.Criteria, cancel)
            : throw new RuleBroken("rounds.no-result");
    }

    private async Task<string?> Recompute(
        Round round,
        RoundResult result,
        Computation before,
        IReadOnlyList<Criterion> criteria,
        CancellationToken cancel
    )
    {
        var entry = (await plugins.All(cancel)).FirstOrDefault(p => p.Hash == result.MethodHash);
        if (entry is null || PluginCatalogue.Usable(entry) is not { } plugin)
            return "rounds.recompute.plugin-gone";
        if (!entry.MayRun)
            return "rounds.recompute.plugin-refused";
        var kind = kinds.Of(round);
        var input = await kind.Input(round, whole: false, cancel);
        var computed = await methods.Compute(plugin, input.Rows, input.Subjects, result.Parameters, cancel);
        var again = kind.Shown(round, RoundScale.Within(kind, round, computed), input, criteria);
        if (again.InputDigest != result.InputDigest)
            return "rounds.recompute.input-differs";
        bool same = again
            .Subjects.Select(s => (s.Subject, s.Score, s.Rank, s.Lower, s.Upper, s.N))
            .SequenceEqual(before.Subjects.Select(s => (s.Subject, s.Score, s.Rank, s.Lower, s.Upper, s.N)));
        return same ? null : "rounds.recompute.result-differs";
    }
}

internal sealed record Progress(long AccountId, string Name, int Given, int Wanted, bool HandedIn, int Abstained);

internal sealed record RoundView(
    Round Round,
    IReadOnlyList<Criterion> Criteria,
    IReadOnlyList<Subject> Subjects,
    IReadOnlyList<Progress> Panel,
    RoundResult? Result,
    Computation? Computation
)
{
    /// <summary>Results of earlier editions, newest first.</summary>
    public IReadOnlyList<(RoundResult Result, Computation Computation)> Earlier { get; init; } = [];

    /// <summary>The result with nothing excluded, where something is.</summary>
    public Computation? Whole { get; init; }
    public IReadOnlyList<Exclusion> Exclusions { get; init; } = [];
    public IReadOnlyList<Abstention> Away { get; init; } = [];
    public IReadOnlyList<PanelMember> Replaced { get; init; } = [];

    /// <summary>By what the panel is drawn, where it is.</summary>
    public PanelDraw? Draw { get; init; }
    public IReadOnlyList<PoolMember> Pool { get; init; } = [];

    /// <summary>Who steps in is the next of the draw, and nobody's choice, while there is a next.</summary>
    public bool NextByDraw => Draw is not null && Pool.Count > Panel.Count + Replaced.Count;

    /// <summary>Closed until the round is.</summary>
    public IReadOnlyList<Opinion> Opinions { get; init; } = [];
    public IReadOnlyList<VisitPhoto> Photos { get; init; } = [];
    public IReadOnlyList<Visit> Visits { get; init; } = [];
    public IReadOnlyList<Appeal> Appeals { get; init; } = [];
    public IReadOnlyDictionary<long, IReadOnlyList<long>> ReadersOf { get; init; } =
        new Dictionary<long, IReadOnlyList<long>>();

    /// <summary>How sure evaluators are of what they gave each subject, on average.</summary>
    public IReadOnlyDictionary<long, double> Sureness =>
        Opinions
            .Where(o => o.Confidence is not null)
            .GroupBy(o => o.SubjectId)
            .ToDictionary(g => g.Key, g => g.Average(o => o.Confidence!.Value));

    public string? Member(long account) => Panel.FirstOrDefault(p => p.AccountId == account)?.Name;

    /// <summary>The member's name, also of one who was replaced.</summary>
    public string Who(long account) =>
        Member(account) ?? Replaced.FirstOrDefault(p => p.AccountId == account)?.Name ?? "–";

    public string What(long subject) => Subjects.FirstOrDefault(s => s.SubjectId == subject)?.Title ?? "–";

    /// <summary>Everybody reads everything where subjects are not shared out.</summary>
    public bool Reads(long account, Subject subject) =>
        ReadersOf.Count == 0 || ReadersOf.GetValueOrDefault(subject.SubjectId)?.Contains(account) == true;

    public bool Excludes(long account, Subject subject) =>
        Exclusions.Any(x => x.AccountId == account && x.SubjectId == subject.SubjectId);
}
