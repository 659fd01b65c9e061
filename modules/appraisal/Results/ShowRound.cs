using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Rounds;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;

namespace Modular.Appraisal.Results;

internal sealed record Progress(long AccountId, string Name, int Given, int Wanted, bool HandedIn, int Abstained);

internal sealed record RoundView(Round Round, IReadOnlyList<Criterion> Criteria, IReadOnlyList<Subject> Subjects, IReadOnlyList<Progress> Panel, RoundResult? Result, Computation? Computation);

/// <summary>Rounds for those who run them. Single scores stay closed until the round is closed.</summary>
internal sealed class ShowRound(AppraisalDb db, PluginCatalogue plugins, Methods methods)
{
    public Task<List<Round>> List(CancellationToken cancel) => db.Rounds.AsNoTracking().OrderByDescending(r => r.Id).Take(100).ToListAsync(cancel);

    public async Task<RoundView> Run(long id, CancellationToken cancel)
    {
        var round = await db.Rounds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw new NotFound();
        var criteria = await db.Criteria.AsNoTracking().Where(c => c.RoundId == id).OrderBy(c => c.Place).ToListAsync(cancel);
        var subjects = await db.Subjects.AsNoTracking().Where(s => s.RoundId == id).OrderBy(s => s.Code).ToListAsync(cancel);
        var given = await db.Scores.Where(s => s.RoundId == id).GroupBy(s => s.AccountId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var away = await db.Abstentions.Where(a => a.RoundId == id).GroupBy(a => a.AccountId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var panel = (await db.Panel.AsNoTracking().Where(p => p.RoundId == id).OrderBy(p => p.Name).ToListAsync(cancel))
            .ConvertAll(p => new Progress(p.AccountId, p.Name, given.GetValueOrDefault(p.AccountId), (subjects.Count - away.GetValueOrDefault(p.AccountId)) * criteria.Count, p.HandedInAt is not null, away.GetValueOrDefault(p.AccountId)));
        var result = await db.Results.AsNoTracking().SingleOrDefaultAsync(r => r.RoundId == id, cancel);
        return new(round, criteria, subjects, panel, result, result is null ? null : JsonSerializer.Deserialize<Computation>(result.Body, RunnerJson.Options));
    }

    /// <summary>Computes again with the very plugin, parameters and scores of the stored result. Null when all is the same, else what differs.</summary>
    public async Task<string?> Recompute(long id, CancellationToken cancel)
    {
        var view = await Run(id, cancel);
        if (view is not { Result: { } result, Computation: { } before }) throw new RuleBroken("rounds.no-result");
        var entry = (await plugins.All(cancel)).FirstOrDefault(p => p.Hash == result.MethodHash);
        if (entry is null || PluginCatalogue.Usable(entry) is not { } plugin) return "rounds.recompute.plugin-gone";
        var (rows, subjects) = await ComputeRound.Rows(db, view.Round, cancel);
        var again = await methods.Compute(plugin, rows, subjects, result.Parameters, cancel);
        if (view.Round.Kind == RoundKind.Ballot) again = Ballots.BallotRows.Shown(again, rows, view.Criteria);
        if (again.InputDigest != result.InputDigest) return "rounds.recompute.input-differs";
        bool same = again.Subjects.Select(s => (s.Subject, s.Score, s.Rank, s.Lower, s.Upper, s.N)).SequenceEqual(before.Subjects.Select(s => (s.Subject, s.Score, s.Rank, s.Lower, s.Upper, s.N)));
        return same ? null : "rounds.recompute.result-differs";
    }
}
