using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Panel;
using Modular.Kernel.Jobs;
using Modular.Kernel.Plugins;

namespace Modular.Appraisal.Results;

/// <summary>
/// Would another panel have decided alike? The raters are drawn again with replacement (B. Efron, Bootstrap methods,
/// 1979) from a fixed seed, and each is left out once; every such panel goes through the very method of the round, all
/// in one process. A job of its own after the result: it changes nothing official, and where it fails the result
/// stands.
/// </summary>
internal sealed class Firmness(AppraisalDb db, PluginCatalogue plugins, Methods methods) : IJobWork
{
    public const string Kind = "appraisal.firmness";
    public const int Draws = 300;

    /// <summary>Above it a panel is large enough that drawing it again says little and takes long.</summary>
    private const int MostRows = 60_000,
        MostRaters = 200;

    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        await Run(run.Arguments<ComputeArguments>().RoundId, cancel);
        return null;
    }

    public async Task Run(long id, CancellationToken cancel)
    {
        var round = await db.Rounds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel);
        if (round is not { ByPanel: true })
            return;
        // Places have no pass mark to fall above or below of.
        if (round.MethodId == RoundScale.Ranking)
            return;
        var result = await db.Results.SingleOrDefaultAsync(r => r.RoundId == id && r.Edition == round.Edition, cancel);
        if (
            result is null
            || result.Firmness is not null
            || (await plugins.All(cancel)).FirstOrDefault(p => p.Hash == result.MethodHash) is not { } entry
            || PluginCatalogue.Usable(entry) is not { } method
        )
            return;
        var (rows, subjects) = await PanelInput.Of(db, round, whole: false, cancel);
        string[] raters = [.. rows.Select(r => r.Rater).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (raters.Length is < 2 or > MostRaters || rows.Count > MostRows)
            return;
        var random = new Random(1);
        var drawn = Enumerable
            .Range(0, Draws)
            .Select(_ => (IReadOnlyList<string>)[.. raters.Select(_ => raters[random.Next(raters.Length)])])
            .ToList();
        var without = raters.Select(left => (IReadOnlyList<string>)[.. raters.Where(r => r != left)]).ToList();
        var (order, panels) = await methods.Resample(
            method,
            rows,
            subjects,
            result.Parameters,
            [.. drawn, .. without],
            cancel
        );
        result.Firmness = JsonSerializer.Serialize(
            Of(
                JsonSerializer.Deserialize<Computation>(result.Body, RunnerJson.Options)!,
                order,
                [.. panels.Take(Draws)],
                [.. panels.Skip(Draws)],
                round.PassMicro / 1e6
            ),
            RunnerJson.Options
        );
        await db.SaveChangesAsync(cancel);
    }

    /// <param name="pass">
    /// Score from which a subject passes; where the order is not that of scores, the first place is what counts.
    /// </param>
    internal static FirmnessKept Of(
        Computation official,
        IReadOnlyList<string> order,
        IReadOnlyList<PanelResult> drawn,
        IReadOnlyList<PanelResult> without,
        double pass
    )
    {
        var told = drawn.Where(p => p.Scores.Count > 0).ToList();
        var subjects = order.Select(
            (name, i) =>
            {
                var own = official.Subjects.First(s => s.Subject == name);
                var seen = told.Where(p => p.Scores[i] is not null).ToList();
                int?[] ranks = [own.Rank, .. without.Where(p => p.Ranks.Count > 0).Select(p => p.Ranks[i])];
                return new SubjectStability(
                    name,
                    null,
                    own.Score is not { } score || seen.Count == 0
                        ? null
                        : (double)seen.Count(p => p.Scores[i] >= pass == score >= pass) / seen.Count,
                    ranks.Min(),
                    ranks.Max()
                );
            }
        );
        return new(told.Count, [.. subjects]);
    }
}

/// <summary>What is kept beside a result: for each subject how firm its outcome and place are.</summary>
/// <param name="Panels">Panels drawn that gave a result.</param>
internal sealed record FirmnessKept(int Panels, IReadOnlyList<SubjectStability> Subjects);
