using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Jobs;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;

namespace Modular.Appraisal.Results;

/// <summary>Gives the scores to the method in its own process and keeps the result, once.</summary>
internal sealed class ComputeRound(
    AppraisalDb db,
    RoundKinds kinds,
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
        var kind = kinds.Of(round);
        var input = await kind.Input(round, whole: false, cancel);
        Kernel.Data.FailPoint.Reach("appraisal.compute.before-plugin");
        var computed = kind.Shown(
            round,
            RoundScale.Within(kind, round, await Compute(input)),
            input,
            await db.Criteria.AsNoTracking().Where(c => c.RoundId == id).OrderBy(c => c.Place).ToListAsync(cancel)
        );
        var whole = await db.Exclusions.AnyAsync(x => x.RoundId == id, cancel)
            ? await Compute(await kind.Input(round, whole: true, cancel))
            : null;
        Kernel.Data.FailPoint.Reach("appraisal.compute.before-save");
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
        MoveRound.Step(round, "computed");
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
        if (round.ByPanel)
            await jobs.Ask(db, Firmness.Kind, round.Title, new ComputeArguments(id), round.UnitId, cancel);
        await db.SaveChangesAsync(cancel);
        Kernel.Data.FailPoint.Reach("appraisal.compute.after-save");

        Task<Computation> Compute(RoundInput given) =>
            methods.Compute(method, given.Rows, given.Subjects, round.Parameters, cancel);
    }
}

internal sealed record ComputeArguments(long RoundId);
