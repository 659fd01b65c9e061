using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Results;
using Modular.Contracts.Appraisal;
using Modular.Kernel.Calendar;
using Modular.Kernel.Jobs;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;

namespace Modular.Appraisal.Rounds;

/// <summary>Leads a round through its states.</summary>
internal sealed class RunRound(
    AppraisalDb db,
    RoundKinds kinds,
    PluginCatalogue plugins,
    CalendarStore calendars,
    JobQueue jobs,
    TimeProvider clock
)
{
    /// <summary>Working days in which a published result can be objected to.</summary>
    public const int AppealDays = 5;

    public async Task Open(long id, int version, CancellationToken cancel)
    {
        var round = await Get(id, version, cancel);
        var kind = kinds.Of(round);
        Allowed(kind.OpensInCommon);
        await kind.Opening(round, cancel);
        await Move(round, "opened", cancel);
    }

    public async Task Close(long id, int version, CancellationToken cancel)
    {
        var round = await Get(id, version, cancel);
        Allowed(kinds.Of(round).Closes == RoundClose.InCommon);
        await Move(round, "closed", cancel);
    }

    /// <summary>
    /// Not once something was shown: a second count after one more ballot would show that ballot, and a published
    /// result is not scored on.
    /// </summary>
    public async Task Reopen(long id, int version, CancellationToken cancel)
    {
        var round = await Get(id, version, cancel);
        Allowed(round.Edition == 1 && kinds.Of(round).MayReopen);
        await Move(round, "reopened", cancel);
    }

    /// <summary>Another method, or other parameters, before publication; a result computed before goes away.</summary>
    public async Task ChangeMethod(long id, int version, string methodId, string parameters, CancellationToken cancel)
    {
        var round = await Get(id, version, cancel);
        Allowed(kinds.Of(round).MayChangeMethod);
        var method = await plugins.Get(PluginKind.Method, methodId, cancel);
        // Places were given, or marks; neither can be read as the other.
        if (method.Description.Id == RoundScale.Ranking != (round.MethodId == RoundScale.Ranking))
            throw new RuleBroken("rounds.method-other-input");
        (round.MethodId, round.Parameters) = (method.Description.Id, parameters);
        if (round.State is RoundState.Draft or RoundState.Open)
        {
            db.Record("round.method-changed", $"round:{id}", after: new { methodId, parameters });
            await db.SaveChangesAsync(cancel);
            return;
        }

        db.Results.RemoveRange(
            await db.Results.Where(r => r.RoundId == id && r.Edition == round.Edition).ToListAsync(cancel)
        );
        await Move(round, "method-changed", cancel);
    }

    /// <summary>
    /// A published result that proved wrong is made again under the next edition; what was published stays readable.
    /// </summary>
    public async Task Correct(long id, int version, string? reason, CancellationToken cancel)
    {
        var round = await Get(id, version, cancel);
        if (string.IsNullOrWhiteSpace(reason) || reason.Trim().Length > 500)
            throw new RuleBroken("rounds.correct-reason") { Field = "Reason" };
        (round.Edition, round.CorrectionReason, round.ComputedById) = (round.Edition + 1, reason.Trim(), null);
        await Move(round, "corrected", cancel);
    }

    /// <summary>A draft nobody has seen goes away whole.</summary>
    public Task Drop(long id, int version, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var round = await Get(id, version, cancel);
                if (round.State != RoundState.Draft)
                    throw new RuleBroken("rounds.move-not-allowed");
                await db.Criteria.Where(c => c.RoundId == id).ExecuteDeleteAsync(cancel);
                await db.Subjects.Where(c => c.RoundId == id).ExecuteDeleteAsync(cancel);
                await db.Panel.Where(c => c.RoundId == id).ExecuteDeleteAsync(cancel);
                await DropPool(round, cancel);
                await db.Assignments.Where(c => c.RoundId == id).ExecuteDeleteAsync(cancel);
                await db.Abstentions.Where(c => c.RoundId == id).ExecuteDeleteAsync(cancel);
                await db.Boxes.Where(c => c.RoundId == id).ExecuteDeleteAsync(cancel);
                await db.Eligibles.Where(c => c.RoundId == id).ExecuteDeleteAsync(cancel);
                await db.BallotHands.Where(c => c.RoundId == id).ExecuteDeleteAsync(cancel);
                await db.KeyHolders.Where(c => c.RoundId == id).ExecuteDeleteAsync(cancel);
                await db.Surveys.Where(c => c.RoundId == id).ExecuteDeleteAsync(cancel);
                await db.Questions.Where(c => c.RoundId == id).ExecuteDeleteAsync(cancel);
                await db.Tickets.Where(c => c.RoundId == id).ExecuteDeleteAsync(cancel);
                await db.Parties.Where(c => c.RoundId == id).ExecuteDeleteAsync(cancel);
                db.Rounds.Remove(round);
                db.Record("round.dropped", $"round:{id}", new { round.Title, round.DrawKey });
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <summary>
    /// Whoever was told of a draw hears that there is none: a draw that displeased is not quietly held again.
    /// </summary>
    private async Task DropPool(Round round, CancellationToken cancel)
    {
        foreach (var one in await db.Pool.Where(p => p.RoundId == round.Id).ToListAsync(cancel))
        {
            db.NotifyPerson("rounds.pool-dropped", one.AccountId, "/scoring", round.Title);
            db.Pool.Remove(one);
        }

        await db.PanelDraws.Where(d => d.RoundId == round.Id).ExecuteDeleteAsync(cancel);
    }

    public async Task<long> Compute(long id, CancellationToken cancel)
    {
        var round = await db.Rounds.SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw new NotFound();
        if (!RoundMoves.All.Allowed(round.State, "computed"))
            throw new RuleBroken("rounds.move-not-allowed");
        round.ComputedById = db.Acting.AccountId;
        db.Record("round.compute-asked", $"round:{id}");
        long job = await jobs.Ask(db, ComputeRound.Kind, round.Title, new ComputeArguments(id), round.UnitId, cancel);
        await db.SaveChangesAsync(cancel);
        return job;
    }

    /// <summary>A named person confirms the outcome of every subject; no decision is purely the computer's.</summary>
    /// <param name="everybody">Whether everybody reads the result; null leaves it to the kind of round.</param>
    public async Task Publish(
        long id,
        int version,
        IReadOnlyDictionary<long, string> outcomes,
        CancellationToken cancel,
        bool? everybody = null
    )
    {
        var round = await ToPublish(id, version, cancel);
        // Where people stand by name only those concerned read it.
        round.Public =
            everybody
            ?? await kinds.Of(round).ForEverybody(round, cancel)
            ?? !await db.Subjects.AnyAsync(s => s.RoundId == id && s.Kind == "named", cancel);
        var result = await db
            .Results.AsNoTracking()
            .SingleAsync(r => r.RoundId == id && r.Edition == round.Edition, cancel);
        var ranked = JsonSerializer
            .Deserialize<Computation>(result.Body, RunnerJson.Options)!
            .Subjects.ToDictionary(s => s.Subject, StringComparer.Ordinal);
        foreach (var subject in await db.Subjects.Where(s => s.RoundId == id).ToListAsync(cancel))
        {
            string outcome =
                outcomes.GetValueOrDefault(subject.SubjectId)
                ?? throw new RuleBroken("rounds.outcome-missing", subject.Title);
            if (!Outcomes.For(round, subject).Contains(outcome))
                throw new RuleBroken("rounds.outcome-missing", subject.Title);
            subject.Outcome = outcome;
            var place = ranked.GetValueOrDefault(subject.Code);
            db.Tell(
                new SubjectJudged(
                    id,
                    subject.Kind,
                    subject.SubjectId,
                    outcome,
                    place?.Score is { } score ? (long)Math.Round(score * 1e6) : null,
                    place?.Rank
                )
                {
                    RoundKind = round.Kind.ToString().ToLowerInvariant(),
                }
            );
        }

        await Move(round, "published", cancel);
    }

    /// <summary>
    /// Not while it can be objected to, nor while an objection is open or upheld and not yet followed.
    /// </summary>
    public async Task Archive(long id, int version, CancellationToken cancel)
    {
        var round = await Get(id, version, cancel);
        if (round.AppealUntil >= clock.Today())
            throw new RuleBroken("rounds.archive-early", round.AppealUntil);
        if (
            await db.Appeals.AnyAsync(
                a =>
                    a.RoundId == id
                    && (
                        a.State == Appeals.AppealState.Filed
                        || a.State == Appeals.AppealState.Assigned
                        || (a.State == Appeals.AppealState.Upheld && a.Edition == round.Edition)
                    ),
                cancel
            )
        )
            throw new RuleBroken("rounds.archive-appeal");
        await Move(round, "archived", cancel);
    }

    private static void Allowed(bool allowed)
    {
        if (!allowed)
            throw new RuleBroken("rounds.move-not-allowed");
    }

    private Task Move(Round round, string move, CancellationToken cancel) => MoveRound.To(db, round, move, cancel);

    private Task<Round> Get(long id, int version, CancellationToken cancel) => MoveRound.Get(db, id, version, cancel);

    /// <summary>
    /// To be published, and by another than who had it computed. From now on it can be objected to for some working
    /// days.
    /// </summary>
    private async Task<Round> ToPublish(long id, int version, CancellationToken cancel)
    {
        var round = await Get(id, version, cancel);
        if (!RoundMoves.All.Allowed(round.State, "published"))
            throw new RuleBroken("rounds.move-not-allowed");
        if (round.ComputedById is { } by && by == db.Acting.AccountId)
            throw new RuleBroken("rounds.second-person");
        (round.PublishedAt, round.PublishedBy) = (clock.GetUtcNow(), db.Acting.Name);
        round.AppealUntil = (await calendars.Get(cancel)).Count(clock.Today(), AppealDays).Due;
        await jobs.Ask(db, VerifyPublished.Kind, round.Title, new ComputeArguments(id), round.UnitId, cancel);
        return round;
    }
}
