using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Needs;
using Modular.Contracts.Projects;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Numbers;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Design;

/// <summary>
/// Drafts, changes and submits a project; from a topic of needs, the catalogue, an existing service, another project,
/// or from nothing.
/// </summary>
internal sealed class DesignProject(
    ProjectsDb db,
    UnitDirectory units,
    Words words,
    TimeProvider clock,
    IEnumerable<ISubmitGate> gates,
    IEnumerable<IProjectEnding> endings,
    INeedQuestions? needs = null
)
{
    public async Task<Project> Draft(int unitId, ProjectText text, DraftFrom? given, CancellationToken cancel)
    {
        var from = given ?? new();
        text.Check();
        var unit = (await units.Tree(cancel)).Find(unitId);
        if (unit is null || !unit.Path.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal))
            throw new RuleBroken("projects.unit-needed") { Field = "UnitId" };
        await Placing(unit.Id, from, cancel);
        var topic =
            from.TopicId is null || needs is null
                ? null
                : await needs.Topic(from.TopicId.Value, cancel) ?? throw new RuleBroken("projects.topic-gone");
        // A parent is a project everybody may see; being named once, when the draft is made, it can never come to stand
        // below itself.
        if (
            from.ParentId is { } parent
            && !await db
                .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .AnyAsync(p => p.Id == parent && ProjectMoves.Live.Contains(p.State), cancel)
        )
            throw new RuleBroken("projects.adopt.gone");
        return await db.InTransaction(
            async () =>
            {
                // Taking the number holds the counter until this has ended: of two drafts of one topic the second sees
                // the first.
                string series = NumberSeries.Series("XM", clock.GetUtcNow().Local().Year);
                int taken = await NumberSeries.Take(db, series, 1, cancel);
                if (
                    topic is not null
                    && await db
                        .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                        .AnyAsync(
                            p =>
                                p.TopicId == topic.Id
                                && p.State != ProjectState.Rejected
                                && p.State != ProjectState.Stopped,
                            cancel
                        )
                )
                    throw new RuleBroken("projects.topic-taken");
                var project = new Project
                {
                    Id = Ids.Next(clock),
                    Number = NumberSeries.Text(series, taken),
                    Title = "",
                    UnitId = unit.Id,
                    UnitPath = unit.Path,
                    Origin =
                        from.ParentId is not null ? ProjectOrigin.Adopted
                        : topic is not null ? ProjectOrigin.Topic
                        : from.EntryId is not null ? ProjectOrigin.Catalogue
                        : text.ServiceDecision is not null ? ProjectOrigin.Service
                        : ProjectOrigin.Blank,
                    TopicId = topic?.Id,
                    TopicName = topic?.Name,
                    EntryId = from.EntryId,
                    ParentId = from.ParentId,
                    CampaignId = from.CampaignId,
                    CreatedAt = clock.GetUtcNow(),
                };
                db.Projects.Add(project);
                await Write(project, text, null, cancel);
                MoveProject.Note(db, project, "drafted", topic?.Name, clock);
                db.Tell(new ProjectDrafted(project.Id, project.Number, project.UnitId, project.TopicId));
                db.Record(
                    "project.drafted",
                    $"project:{project.Number}",
                    after: new { project.Title, project.TopicId }
                );
                await db.SaveChangesAsync(cancel);
                return project;
            },
            cancel
        );
    }

    public Task Change(
        string number,
        int version,
        ProjectText text,
        CancellationToken cancel,
        DraftFrom? given = null
    ) =>
        db.InTransaction(
            async () =>
            {
                text.Check();
                var project = await Get(number, cancel);
                if (project.Version != version)
                    throw new RuleBroken("projects.changed-by-other");
                if (!ProjectMoves.Open.Contains(project.State))
                    throw new RuleBroken("projects.text-fixed");
                db.Record(
                    "project.changed",
                    $"project:{number}",
                    new { project.Title, project.Budget },
                    new { text.Title, text.Budget }
                );
                // Returned with advice it keeps its place, and so its campaign.
                if (given is not null && project.State == ProjectState.Draft && given.CampaignId != project.CampaignId)
                {
                    await Placing(project.UnitId, given, cancel);
                    project.CampaignId = given.CampaignId;
                }

                await Write(project, text, null, cancel);
                project.Version++;
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <param name="without">Why a project with a mentor is submitted without the mentor's "ready".</param>
    public Task Submit(string number, int version, CancellationToken cancel, string? without = null) =>
        db.InTransaction(
            async () =>
            {
                var project = await Get(number, cancel);
                if (
                    SubmitChecklist
                        .Missing(project, await db.Targets.AnyAsync(t => t.ProjectId == project.Id, cancel))
                        .Any(m => !m.Met)
                )
                    throw new RuleBroken("projects.incomplete");
                if (!ProjectMoves.All.Allowed(project.State, "submitted"))
                    throw new RuleBroken("projects.move-not-allowed");
                foreach (var gate in gates)
                    await gate.Submitting(project, without, cancel);
                // What an earlier review found does not speak of this text.
                (project.RoundId, project.ScoreMicro, project.Rank) = (null, null, null);
                db.Notify(
                    "projects.told.submitted",
                    (await units.Tree(cancel)).Find(project.UnitId)?.ParentId ?? project.UnitId,
                    ProjectsModule.Decide,
                    $"/projects/{number}",
                    number,
                    project.Title
                );
                await MoveProject.Move(
                    db,
                    project,
                    version,
                    "submitted",
                    null,
                    clock,
                    cancel,
                    () => db.Tell(new ProjectSubmitted(project.Id, project.UnitId))
                );
            },
            cancel
        );

    public async Task Withdraw(string number, int version, CancellationToken cancel) =>
        await MoveProject.Move(db, await Get(number, cancel), version, "withdrawn", null, clock, cancel);

    public async Task Start(string number, int version, CancellationToken cancel)
    {
        var project = await Get(number, cancel);
        project.StartedOn = clock.Today();
        await MoveProject.Move(db, project, version, "started", null, clock, cancel);
    }

    /// <param name="open">What was still open then.</param>
    public async Task Complete(
        string number,
        int version,
        string results,
        CancellationToken cancel,
        string? open = null
    )
    {
        if (string.IsNullOrWhiteSpace(results))
            throw new RuleBroken("projects.results-needed") { Field = "Results" };
        var project = await Get(number, cancel);
        foreach (var ending in endings)
            await ending.Ended(project, cancel);
        (project.Results, project.CompletedOn) = (results.Trim(), clock.Today());
        await MoveProject.Move(db, project, version, "completed", open, clock, cancel);
    }

    /// <summary>Ends a project before its time, for good, with reasons that stand in its life.</summary>
    public Task Stop(string number, int version, string reasons, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                if (string.IsNullOrWhiteSpace(reasons))
                    throw new RuleBroken("projects.reasons-needed") { Field = "Reasons" };
                var project = await Get(number, cancel);
                await MoveProject.Move(db, project, version, "stopped", reasons.Trim(), clock, cancel);
            },
            cancel
        );

    /// <summary>The text as it stands, with its targets and funds.</summary>
    public async Task<ProjectText> Text(Project p, CancellationToken cancel)
    {
        var targets = await db
            .Targets.AsNoTracking()
            .Where(t => t.ProjectId == p.Id)
            .OrderBy(t => t.Place)
            .ToListAsync(cancel);
        var lines = await db
            .BudgetLines.AsNoTracking()
            .Where(l => l.ProjectId == p.Id)
            .OrderBy(l => l.Place)
            .ToListAsync(cancel);
        return new(
            p.Title,
            p.Tier,
            p.Aims,
            p.Beneficiaries,
            p.Plan,
            p.Budget,
            p.Leader,
            p.Responsible,
            p.Team,
            p.StartsOn,
            p.EndsOn
        )
        {
            Mechanism = p.Mechanism,
            Targets = targets.ConvertAll(t => new TargetText(
                t.Name,
                t.Unit,
                t.Kind,
                t.StartMilli / 1000m,
                t.GoalMilli / 1000m,
                t.Source,
                t.StartAsked
            )),
            Lines = lines.ConvertAll(l => new BudgetText(l.Source, l.Purpose, l.Cents)),
            ServiceName = p.ServiceName,
            ServiceDecision = p.ServiceDecision,
            ServiceReason = p.ServiceReason,
        };
    }

    /// <summary>Writes the text with its targets and funds and keeps the version, if anything is different.</summary>
    internal async Task Write(Project project, ProjectText text, string? note, CancellationToken cancel)
    {
        (project.Title, project.Tier, project.Aims, project.Beneficiaries, project.Plan, project.Budget) = (
            text.Title.Trim(),
            text.Tier,
            text.Aims,
            text.Beneficiaries,
            text.Plan,
            text.Funds.Sum(f => f.Cents)
        );
        (project.Leader, project.Responsible, project.Team, project.Mechanism, project.StartsOn, project.EndsOn) = (
            text.Leader.Trim(),
            text.Responsible.Trim(),
            text.Team,
            text.Mechanism,
            text.StartsOn,
            text.EndsOn
        );
        (project.ServiceName, project.ServiceDecision, project.ServiceReason) = (
            text.ServiceName,
            text.ServiceDecision,
            text.ServiceReason
        );
        db.Targets.RemoveRange(await db.Targets.Where(t => t.ProjectId == project.Id).ToListAsync(cancel));
        db.Targets.AddRange(
            text.Targets.Select(
                (t, i) =>
                    new Target
                    {
                        Id = Ids.Next(clock),
                        ProjectId = project.Id,
                        Place = i,
                        Name = t.Name.Trim(),
                        Unit = t.Unit.Trim(),
                        Kind = t.Kind,
                        StartMilli = Milli(t.Start),
                        StartAsked = t.Asked,
                        GoalMilli = Milli(t.Goal)!.Value,
                        Source = t.Source,
                    }
            )
        );
        db.BudgetLines.RemoveRange(await db.BudgetLines.Where(l => l.ProjectId == project.Id).ToListAsync(cancel));
        db.BudgetLines.AddRange(
            text.Funds.Select(
                (l, i) =>
                    new BudgetLine
                    {
                        Id = Ids.Next(clock),
                        ProjectId = project.Id,
                        Place = i,
                        Source = l.Source,
                        Purpose = l.Purpose.Trim(),
                        Cents = l.Cents,
                    }
            )
        );
        var last = await db
            .TextVersions.Where(v => v.ProjectId == project.Id)
            .OrderByDescending(v => v.No)
            .FirstOrDefaultAsync(cancel);
        string fields = JsonSerializer.Serialize(text.Fields(words));
        if (last?.Fields != fields)
            db.TextVersions.Add(
                new()
                {
                    Id = Ids.Next(clock),
                    ProjectId = project.Id,
                    No = (last?.No ?? 0) + 1,
                    At = clock.GetUtcNow(),
                    By = db.Acting.Name,
                    Fields = fields,
                    Note = note,
                }
            );
    }

    private static long? Milli(decimal? figure) =>
        figure is { } f ? (long)Math.Round(f * 1000m, MidpointRounding.AwayFromZero) : null;

    private async Task Placing(int unitId, DraftFrom from, CancellationToken cancel)
    {
        foreach (var gate in gates)
            await gate.Placing(unitId, from, cancel);
    }

    private async Task<Project> Get(string number, CancellationToken cancel) =>
        await db.Projects.SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
}
