using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Results;
using Modular.Contracts.Appraisal;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Plugins;
using Modular.Kernel.Privacy;
using Modular.Kernel.Rules;

namespace Modular.Appraisal.Rounds;

/// <summary>Leads a round through its states.</summary>
internal sealed class RunRound(
    AppraisalDb db,
    PluginCatalogue plugins,
    CalendarStore calendars,
    JobQueue jobs,
    PersonalData personal,
    TimeProvider clock
)
{
    /// <summary>Working days in which a published result can be objected to.</summary>
    public const int AppealDays = 5;

    public async Task Open(long id, int version, CancellationToken cancel)
    {
        var round = NotByBallot(await Get(id, version, cancel));
        if (round.Kind == RoundKind.TwoWay)
            throw new RuleBroken("rounds.move-not-allowed");
        if (await db.PanelDraws.AnyAsync(d => d.RoundId == id && d.Key == null, cancel))
            throw new RuleBroken("ballots.draw-first");
        if (round.Kind is RoundKind.Panel or RoundKind.SiteVisit)
            foreach (
                long account in await db
                    .Panel.Where(p => p.RoundId == id && p.ReplacedById == null)
                    .Select(p => p.AccountId)
                    .ToListAsync(cancel)
            )
                db.NotifyPerson(
                    "rounds.assigned",
                    account,
                    $"/scoring/{id}",
                    round.Title,
                    round.ClosesOn is { } on ? Kernel.Texts.Words.ShortDate(on) : "-"
                );
        if (round.Kind == RoundKind.Panel)
            foreach (var subject in await db.Subjects.Where(s => s.RoundId == id).ToListAsync(cancel))
                db.Tell(new SubjectTaken(id, subject.Kind, subject.SubjectId));
        if (round.Kind == RoundKind.Questionnaire)
            Survey.SurveyEnvelope.Prepare(await db.Surveys.SingleAsync(x => x.RoundId == id, cancel), personal);
        await Move(round, "opened", cancel);
    }

    public async Task Close(long id, int version, CancellationToken cancel)
    {
        var round = NotByBallot(await Get(id, version, cancel));
        // Sheets of two sides are unsealed by their own close; answered questionnaires are parted from their codes by
        // theirs.
        if (round.Kind is RoundKind.TwoWay or RoundKind.Questionnaire)
            throw new RuleBroken("rounds.move-not-allowed");
        await Move(round, "closed", cancel);
    }

    /// <summary>Not once something was shown: what two sides gave, or a published result, is not scored on.</summary>
    public async Task Reopen(long id, int version, CancellationToken cancel)
    {
        var round = NotByBallot(await Get(id, version, cancel));
        if (round.Edition > 1 || round.Kind is not (RoundKind.Panel or RoundKind.SiteVisit or RoundKind.Points))
            throw new RuleBroken("rounds.move-not-allowed");
        await Move(round, "reopened", cancel);
    }

    /// <summary>
    /// Ballots are opened and closed with the key, and never opened again: a second count after one more ballot would
    /// show that ballot.
    /// </summary>
    private static Round NotByBallot(Round round) =>
        round.Kind != RoundKind.Ballot ? round : throw new RuleBroken("rounds.move-not-allowed");

    /// <summary>Another method, or other parameters, before publication; a result computed before goes away.</summary>
    public async Task ChangeMethod(long id, int version, string methodId, string parameters, CancellationToken cancel)
    {
        var round = await Get(id, version, cancel);
        if (round.Kind is not (RoundKind.Panel or RoundKind.SiteVisit))
            throw new RuleBroken("rounds.move-not-allowed");
        var method = await plugins.Get(PluginKind.Method, methodId, cancel);
        // Places were given, or marks; neither can be read as the other.
        if (method.Description.Id == RoundRows.Ranking != (round.MethodId == RoundRows.Ranking))
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
    /// A published result that proved wrong is made anew under the next edition; what was published stays readable.
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
        if (!RoundMoves.Allowed(round.State, "computed"))
            throw new RuleBroken("rounds.move-not-allowed");
        round.ComputedById = db.Acting.AccountId;
        db.Record("round.compute-asked", $"round:{id}");
        long job = await jobs.Ask(db, ComputeRound.Kind, round.Title, new ComputeArguments(id), round.UnitId, cancel);
        await db.SaveChangesAsync(cancel);
        return job;
    }

    /// <param name="everybody">Whether everybody reads the result; null leaves it to what stands in it.</param>
    /// <summary>A named person confirms the outcome of every subject; no decision is purely the computer's.</summary>
    public async Task Publish(
        long id,
        int version,
        IReadOnlyDictionary<long, string> outcomes,
        CancellationToken cancel,
        bool? everybody = null
    )
    {
        var round = await ToPublish(id, version, cancel);
        // Where people stand by name only those concerned read it, unless who publishes says otherwise.
        round.Public =
            everybody
            ?? (
                round.Kind == RoundKind.Ballot
                    ? await db.Boxes.AnyAsync(b => b.RoundId == id && !b.Inside, cancel)
                    : round.Kind == RoundKind.Questionnaire
                        || !await db.Subjects.AnyAsync(s => s.RoundId == id && s.Kind == "named", cancel)
            );
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

    internal static void Step(Round round, string move)
    {
        if (!RoundMoves.Allowed(round.State, move))
            throw new RuleBroken("rounds.move-not-allowed");
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
    internal static async Task<Round> Get(
        AppraisalDb db,
        long id,
        int version,
        CancellationToken cancel,
        RoundKind? kind = null
    )
    {
        var round =
            await db.Rounds.SingleOrDefaultAsync(r => r.Id == id && (kind == null || r.Kind == kind), cancel)
            ?? throw new NotFound();
        return round.Version == version ? round : throw new RuleBroken("rule.changed-meanwhile");
    }

    /// <summary>A round of a kind, where nothing of itself is changed.</summary>
    internal static async Task<Round> Find(AppraisalDb db, long id, RoundKind kind, CancellationToken cancel) =>
        await db.Rounds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.Kind == kind, cancel)
        ?? throw new NotFound();

    private Task Move(Round round, string move, CancellationToken cancel) => Move(db, round, move, cancel);

    private Task<Round> Get(long id, int version, CancellationToken cancel) => Get(db, id, version, cancel);

    /// <summary>
    /// To be published, and by another than who had it computed. From now on it can be objected to for some working
    /// days.
    /// </summary>
    private async Task<Round> ToPublish(long id, int version, CancellationToken cancel)
    {
        var round = await Get(id, version, cancel);
        if (!RoundMoves.Allowed(round.State, "published"))
            throw new RuleBroken("rounds.move-not-allowed");
        if (round.ComputedById is { } by && by == db.Acting.AccountId)
            throw new RuleBroken("rounds.second-person");
        (round.PublishedAt, round.PublishedBy) = (clock.GetUtcNow(), db.Acting.Name);
        round.AppealUntil = (await calendars.Get(cancel)).Count(clock.Today(), AppealDays).Due;
        await jobs.Ask(db, VerifyPublished.Kind, round.Title, new ComputeArguments(id), round.UnitId, cancel);
        return round;
    }
}
