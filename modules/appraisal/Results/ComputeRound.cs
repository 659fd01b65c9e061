using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Rounds;
using Modular.Kernel.Jobs;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;

namespace Modular.Appraisal.Results;

/// <summary>Gives the scores to the method in its own process and keeps the result, once.</summary>
internal sealed class ComputeRound(
    AppraisalDb db,
    PluginCatalogue plugins,
    Methods methods,
    JobQueue jobs,
    TimeProvider clock
) : IJobWork
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
        if (round.State == RoundState.Computed)
            return;
        var method = await plugins.Get(PluginKind.Method, round.MethodId, cancel);
        var (rows, subjects) = await RoundRows.Of(db, round, cancel);
        Kernel.Operations.FailPoint.Reach("appraisal.compute.before-plugin");
        var computed = RoundRows.Within(round, await methods.Compute(method, rows, subjects, round.Parameters, cancel));
        var whole = await db.Exclusions.AnyAsync(x => x.RoundId == id, cancel)
            ? await methods.Compute(
                method,
                (await RoundRows.Of(db, round, cancel, whole: true)).Rows,
                subjects,
                round.Parameters,
                cancel
            )
            : null;
        if (round.Kind == RoundKind.Ballot)
            computed = Ballots.BallotRows.Shown(
                round,
                computed,
                rows,
                await db.Criteria.AsNoTracking().Where(c => c.RoundId == id).OrderBy(c => c.Place).ToListAsync(cancel)
            );
        Kernel.Operations.FailPoint.Reach("appraisal.compute.before-save");
        db.Results.Add(
            new()
            {
                RoundId = id,
                Edition = round.Edition,
                MethodId = method.Description.Id,
                MethodVersion = method.Description.Version,
                MethodHash = method.Hash,
                Parameters = round.Parameters,
                InputDigest = computed.InputDigest,
                Body = JsonSerializer.Serialize(computed, RunnerJson.Options),
                WholeBody = whole is null ? null : JsonSerializer.Serialize(whole, RunnerJson.Options),
                ComputedAt = clock.GetUtcNow(),
            }
        );
        RunRound.Step(round, "computed");
        db.Record(
            "round.computed",
            $"round:{id}",
            after: new
            {
                method.Description.Id,
                method.Description.Version,
                method.Hash,
                computed.InputDigest,
            }
        );
        if (round.Kind is RoundKind.Panel or RoundKind.SiteVisit)
            await jobs.Ask(db, Firmness.Kind, round.Title, new ComputeArguments(id), round.UnitId, cancel);
        await db.SaveChangesAsync(cancel);
        Kernel.Operations.FailPoint.Reach("appraisal.compute.after-save");
    }
}

internal sealed record ComputeArguments(long RoundId);
