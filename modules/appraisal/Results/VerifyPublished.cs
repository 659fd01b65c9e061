using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Plugins.Contract;

namespace Modular.Appraisal.Results;

/// <summary>
/// Computes published results again, at their publication and every week: everybody may ask whether a result holds, and
/// is answered by what was found, so that no crowd of visitors can start a crowd of computations.
/// </summary>
internal sealed partial class VerifyPublished(
    AppraisalDb db,
    PublicResults results,
    ShowRound show,
    PluginVerdicts verdicts,
    TimeProvider clock,
    ILogger<VerifyPublished> log
) : IJobWork
{
    public const string Kind = "appraisal.verify";
    private const int MostANight = 200;
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(7);

    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        long round = run.Arguments<ComputeArguments>().RoundId;
        if (round > 0)
            await One(round, cancel);
        else
            await Stale(cancel);
        return null;
    }

    public async Task One(long id, CancellationToken cancel)
    {
        PublicResult shown;
        try
        {
            shown = await results.Show(id, cancel);
        }
        catch (NotFound)
        {
            // Not for everybody, or taken back since.
            return;
        }

        if (shown.UnderCorrection)
            return;
        string said = await show.Verify(shown, cancel) ?? "rounds.recompute.same";
        await verdicts.Keep(Subject(shown), shown.Result.MethodHash, said, cancel);
    }

    /// <summary>What a visitor is told.</summary>
    public Task<PluginVerdict?> Kept(PublicResult shown, CancellationToken cancel) =>
        verdicts.Find(Subject(shown), shown.Result.MethodHash, cancel);

    /// <summary>Those longest published wait for the next night if there are too many.</summary>
    private async Task Stale(CancellationToken cancel)
    {
        var published = await db
            .Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(r => r.Public && (r.State == RoundState.Published || r.State == RoundState.Archived))
            .OrderByDescending(r => r.PublishedAt)
            .Select(r => r.Id)
            .ToListAsync(cancel);
        int left = MostANight;
        foreach (long id in published)
        {
            var shown = await results.Show(id, cancel);
            if (await Kept(shown, cancel) is { } kept && clock.GetUtcNow() - kept.At < Fresh)
                continue;
            if (left-- == 0)
                return;
            try
            {
                await One(id, cancel);
            }
            catch (Exception problem) when (problem is PluginFailed or NotComputableException or RuleBroken)
            {
                // One that cannot be computed now holds up no other; what was found before stays.
                LogFailed(problem, id);
            }
        }
    }

    private static string Subject(PublicResult shown) => $"round:{shown.Round.Id}:{shown.Result.Edition}";

    [LoggerMessage(LogLevel.Warning, "The published result of round {Round} could not be computed again.")]
    private partial void LogFailed(Exception problem, long round);
}
