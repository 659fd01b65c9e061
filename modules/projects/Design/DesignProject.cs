using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Needs;
using Modular.Contracts.Projects;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Numbers;
using Modular.Kernel.Rules;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Data;

namespace Modular.Projects.Design;

/// <summary>What a project is written down as.</summary>
internal sealed record ProjectText(string Title, ProjectTier Tier, string Aims, string Beneficiaries, string Plan, long Budget, string Leader, string Responsible, string Team, DateOnly? StartsOn, DateOnly? EndsOn);

/// <summary>Drafts, changes and submits a project; from a topic of needs or from nothing.</summary>
internal sealed class DesignProject(ProjectsDb db, UnitDirectory units, TimeProvider clock, INeedQuestions? needs = null)
{
    public async Task<Project> Draft(int unitId, ProjectText text, long? topicId, CancellationToken cancel)
    {
        var unit = (await units.Tree(cancel)).Find(unitId);
        if (unit is null || !unit.Path.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal)) throw new RuleBroken("projects.unit-needed") { Field = "UnitId" };
        var topic = topicId is null || needs is null ? null : await needs.Topic(topicId.Value, cancel) ?? throw new RuleBroken("projects.topic-gone");
        return await db.InTransaction(async () =>
        {
            if (topic is not null && await db.Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AnyAsync(p => p.TopicId == topic.Id, cancel)) throw new RuleBroken("projects.topic-taken");
            string series = NumberSeries.Series("XM", clock.GetUtcNow().Local().Year);
            var project = new Project
            {
                Id = Ids.Next(clock),
                Number = NumberSeries.Text(series, await NumberSeries.Take(db, series, 1, cancel)),
                Title = "",
                UnitId = unit.Id,
                UnitPath = unit.Path,
                TopicId = topic?.Id,
                TopicName = topic?.Name,
                CreatedAt = clock.GetUtcNow(),
            };
            Write(project, text);
            db.Projects.Add(project);
            Note(project, "drafted", topic?.Name);
            db.Tell(new ProjectDrafted(project.Id, project.Number, project.UnitId, project.TopicId));
            db.Record("project.drafted", $"project:{project.Number}", after: new { project.Title, project.TopicId });
            await db.SaveChangesAsync(cancel);
            return project;
        }, cancel);
    }

    public async Task Change(string number, int version, ProjectText text, CancellationToken cancel)
    {
        var project = await Get(number, cancel);
        if (project.Version != version) throw new RuleBroken("rule.changed-meanwhile");
        if (project.State is not (ProjectState.Draft or ProjectState.Returned)) throw new RuleBroken("projects.text-fixed");
        db.Record("project.changed", $"project:{number}", new { project.Title, project.Budget }, new { text.Title, text.Budget });
        Write(project, text);
        await db.SaveChangesAsync(cancel);
    }

    public async Task Submit(string number, int version, CancellationToken cancel)
    {
        var project = await Get(number, cancel);
        if (Missing(project).Any(m => !m.Met)) throw new RuleBroken("projects.incomplete");
        await Move(db, project, version, "submitted", null, clock, cancel, () => db.Tell(new ProjectSubmitted(project.Id, project.UnitId)));
    }

    public async Task Withdraw(string number, int version, CancellationToken cancel) => await Move(db, await Get(number, cancel), version, "withdrawn", null, clock, cancel);

    public async Task Start(string number, int version, CancellationToken cancel) => await Move(db, await Get(number, cancel), version, "started", null, clock, cancel);

    public async Task Complete(string number, int version, string results, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(results)) throw new RuleBroken("projects.results-needed") { Field = "Results" };
        var project = await Get(number, cancel);
        project.Results = results.Trim();
        await Move(db, project, version, "completed", null, clock, cancel);
    }

    /// <summary>What a submission needs, in the order of the form; five and one: leader, responsible, money, team, plan, and aims to appraise by.</summary>
    public static IReadOnlyList<(bool Met, string Key)> Missing(Project p) =>
    [
        (p.Title.Length > 0, "projects.gate.title"), (p.Aims.Trim().Length >= 10, "projects.gate.aims"), (p.Beneficiaries.Trim().Length > 0, "projects.gate.beneficiaries"),
        (p.Plan.Trim().Length >= 10, "projects.gate.plan"), (p.Leader.Length > 0, "projects.gate.leader"), (p.Responsible.Length > 0, "projects.gate.responsible"),
        (p.Team.Trim().Length > 0, "projects.gate.team"), (p.Budget > 0, "projects.gate.budget"), (p.StartsOn is not null && p.EndsOn > p.StartsOn, "projects.gate.dates"),
    ];

    internal static async Task Move(ProjectsDb db, Project project, int? version, string move, string? note, TimeProvider clock, CancellationToken cancel, Action? more = null)
    {
        if (version is { } seen && project.Version != seen) throw new RuleBroken("rule.changed-meanwhile");
        if (!ProjectMoves.Allowed(project.State, move)) throw new RuleBroken("projects.move-not-allowed");
        var before = project.State;
        project.State = ProjectMoves.All[move].To;
        db.Events.Add(new() { Id = Ids.Next(clock), ProjectId = project.Id, At = clock.GetUtcNow(), What = move, By = db.Acting.Name, Note = note });
        db.Tell(new ProjectStageChanged(project.Id, project.Number, project.UnitId, ProjectMoves.Stage(project.State), clock.Today()));
        db.Record($"project.{move}", $"project:{project.Number}", new { State = before }, new { project.State, note });
        more?.Invoke();
        await db.SaveChangesAsync(cancel);
    }

    private void Note(Project project, string what, string? note) =>
        db.Events.Add(new() { Id = Ids.Next(clock), ProjectId = project.Id, At = clock.GetUtcNow(), What = what, By = db.Acting.Name, Note = note });

    private async Task<Project> Get(string number, CancellationToken cancel) => await db.Projects.SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();

    private static void Write(Project project, ProjectText text)
    {
        if (string.IsNullOrWhiteSpace(text.Title) || text.Title.Length > 80) throw new RuleBroken("projects.title-needed") { Field = "Title" };
        if (text.Budget < 0) throw new RuleBroken("projects.budget-wrong") { Field = "Budget" };
        if (text is { StartsOn: { } from, EndsOn: { } to } && to <= from) throw new RuleBroken("projects.dates-wrong") { Field = "EndsOn" };
        (project.Title, project.Tier, project.Aims, project.Beneficiaries, project.Plan, project.Budget) = (text.Title.Trim(), text.Tier, text.Aims, text.Beneficiaries, text.Plan, text.Budget);
        (project.Leader, project.Responsible, project.Team, project.StartsOn, project.EndsOn) = (text.Leader.Trim(), text.Responsible.Trim(), text.Team, text.StartsOn, text.EndsOn);
    }
}
