using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Data;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;

namespace Modular.Appraisal.Ledger;

/// <summary>
/// Results of other rounds as the parts of one. A subject is the same in two rounds by its kind and id, or by kind and
/// name where it has none.
/// </summary>
internal static class CompositeInput
{
    public static async Task<RoundInput> Of(AppraisalDb db, Round round, CancellationToken cancel)
    {
        var subjects = await db
            .Subjects.AsNoTracking()
            .Where(s => s.RoundId == round.Id)
            .OrderBy(s => s.Code)
            .ToListAsync(cancel);
        var byKey = subjects.ToDictionary(Same, s => s.Code, StringComparer.Ordinal);
        var rows = new List<ScoreRow>();
        foreach (
            var part in await db
                .Parts.AsNoTracking()
                .Where(p => p.RoundId == round.Id)
                .OrderBy(p => p.Name)
                .ToListAsync(cancel)
        )
        {
            var theirs = await db
                .Subjects.AsNoTracking()
                .Where(s => s.RoundId == part.PartRoundId)
                .ToDictionaryAsync(s => s.Code, Same, StringComparer.Ordinal, cancel);
            var (state, edition) = await db
                .Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .AsNoTracking()
                .Where(r => r.Id == part.PartRoundId)
                .Select(r => new ValueTuple<RoundState, int>(r.State, r.Edition))
                .SingleAsync(cancel);
            // What is published counts; while it is corrected the edition before is in force.
            if (state is not (RoundState.Published or RoundState.Archived))
                edition--;
            var result =
                await db
                    .Results.AsNoTracking()
                    .SingleOrDefaultAsync(r => r.RoundId == part.PartRoundId && r.Edition == edition, cancel)
                ?? throw new RuleBroken("composite.part-gone", part.Name);
            foreach (var s in JsonSerializer.Deserialize<Computation>(result.Body, RunnerJson.Options)!.Subjects)
                if (
                    s.Score is { } score
                    && theirs.TryGetValue(s.Subject, out string? key)
                    && byKey.TryGetValue(key, out string? code)
                )
                    rows.Add(new(part.Name, code, part.Name, score, null));
        }

        return new(rows, subjects.ConvertAll(s => s.Code));
    }

    public static string Same(Subject s) => s.Lasting ? $"{s.Kind}:{s.SubjectId}" : $"{s.Kind}:{s.Title}";
}
