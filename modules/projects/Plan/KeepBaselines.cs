using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Projects;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Kernel.Rules;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Plan;

/// <summary>
/// Keeps the dates as they stand: by itself when the project is approved and when it starts, and whenever somebody
/// wants to.
/// </summary>
internal sealed class KeepBaselines(ProjectsDb db, ShowPlan read, TimeProvider clock)
{
    public const string Approved = "approved";
    public const string Started = "started";

    /// <summary>States in which a later end is a promise broken, and has to be excused.</summary>
    public static readonly ProjectState[] Promised = [ProjectState.Approved, ProjectState.InExecution];

    /// <summary>
    /// What was promised: the plan as approved, or as somebody kept it with reasons since; how it stood at the start
    /// only where nothing else was kept.
    /// </summary>
    /// <param name="newestFirst">All of one project.</param>
    public static Baseline? Promise(IReadOnlyList<Baseline> newestFirst) =>
        newestFirst.FirstOrDefault(b => b.Name != Started) ?? (newestFirst.Count > 0 ? newestFirst[0] : null);

    public async Task<Baseline> Keep(string number, string name, string? reason, CancellationToken cancel)
    {
        if (name.Trim() is not { Length: > 0 and <= 40 } good || good is Approved or Started)
            throw new RuleBroken("plan.baseline-name") { Field = "Name" };
        var view = await read.One(number, null, cancel);
        if (!view.Open)
            throw new RuleBroken("plan.fixed", view.Project.State);
        if (view.Ends is null)
            throw new RuleBroken(view.Tasks.Count == 0 ? "plan.baseline-empty" : "plan.baseline-unknown");
        // Promising a later end is a decision like any other move of the end.
        if (Promised.Contains(view.Project.State) && view.Slip > 0 && string.IsNullOrWhiteSpace(reason))
            throw new RuleBroken("plan.baseline-reason") { Field = "Reason" };
        var kept = Add(view, good);
        if (view.Slip > 0 && Promised.Contains(view.Project.State))
            MoveProject.Note(
                db,
                view.Project,
                "plan-replanned",
                $"{view.Compared!.EndsOn:yyyy-MM-dd} → {view.Ends:yyyy-MM-dd} {reason!.Trim()}",
                clock
            );
        db.Record(
            "plan.baseline-kept",
            $"project:{number}",
            new { Before = view.Compared?.EndsOn },
            new
            {
                kept.Name,
                kept.EndsOn,
                reason,
            }
        );
        await db.SaveChangesAsync(cancel);
        return kept;
    }

    /// <summary>Once for each of the two moments; a project sent back and approved again is kept again.</summary>
    public async Task KeepFor(Project project, string name, CancellationToken cancel)
    {
        var view = await read.Of(project, null, cancel);
        var since = await db
            .Events.Where(e => e.ProjectId == project.Id && e.What == name)
            .OrderByDescending(e => e.Id)
            .Select(e => (DateTimeOffset?)e.At)
            .FirstOrDefaultAsync(cancel);
        if (view.Tasks.Count == 0 || view.Baselines.Any(b => b.Name == name && b.At >= since))
            return;
        Add(view, name);
        db.Record("plan.baseline-kept", $"project:{project.Number}", after: new { name, view.Ends });
        await db.SaveChangesAsync(cancel);
    }

    private Baseline Add(PlanView view, string name)
    {
        var kept = new Baseline
        {
            Id = Ids.Next(clock),
            ProjectId = view.Project.Id,
            Name = name,
            At = clock.GetUtcNow(),
            By = db.Acting.Name,
            EndsOn = view.Ends,
            Rows = JsonSerializer.Serialize(
                view.Tasks.Select(t => new BaselineRow(t.Task.Id, t.Task.Name, t.Starts, t.Ends, t.Days))
            ),
        };
        db.Baselines.Add(kept);
        return kept;
    }
}

/// <summary>
/// The module hears its own facts: whichever way a project was approved or started, its plan is kept.
/// </summary>
internal sealed class BaselineOfStage(KeepBaselines baselines) : IFactHandler<ProjectStageChanged, ProjectsDb>
{
    public async Task Handle(ProjectStageChanged fact, ProjectsDb db, CancellationToken cancel)
    {
        string? name = fact.Stage switch
        {
            ProjectStage.Approved => KeepBaselines.Approved,
            ProjectStage.InExecution => KeepBaselines.Started,
            _ => null,
        };
        if (
            name is null
            || await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == fact.ProjectId, cancel)
                is not { } project
        )
            return;
        await baselines.KeepFor(project, name, cancel);
    }
}
