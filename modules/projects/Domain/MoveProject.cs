using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Projects;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Projects.Data;

namespace Modular.Projects.Domain;

/// <summary>
/// The one hand that moves a project from state to state: the move stands in its life, in the audit and in the facts.
/// </summary>
internal static class MoveProject
{
    /// <summary>Moves made by others than the team, which is told of them.</summary>
    public static readonly IReadOnlyList<string> Told =
    [
        "review-passed",
        "review-corrected",
        "returned",
        "rejected",
        "approved",
        "application-returned",
        "awarded",
        "stopped",
    ];

    public static async Task Move(
        ProjectsDb db,
        Project project,
        int? version,
        string move,
        string? note,
        TimeProvider clock,
        CancellationToken cancel,
        Action? more = null
    )
    {
        if (version is { } seen && project.Version != seen)
            throw new RuleBroken("rule.changed-meanwhile");
        var before = project.State;
        project.State = ProjectMoves.All.After(before, move, "projects.move-not-allowed");
        // Whatever takes a project out of the notice ends the notice, by whichever way it came.
        if (before == ProjectState.InNotice)
            foreach (
                var open in await db
                    .Notices.Where(n => n.ProjectId == project.Id && n.ClosedAt == null)
                    .ToListAsync(cancel)
            )
                (open.ClosedAt, open.Outcome) = (clock.GetUtcNow(), move);
        Note(db, project, move, note, clock);
        db.Tell(
            new ProjectStageChanged(
                project.Id,
                project.Number,
                project.UnitId,
                ProjectMoves.Stage(project.State),
                clock.Today()
            )
        );
        if (Told.Contains(move))
            db.Notify(
                $"projects.told.{move}",
                project.UnitId,
                ProjectsModule.Design,
                $"/projects/{project.Number}",
                project.Number,
                project.Title
            );
        db.Record($"project.{move}", $"project:{project.Number}", new { State = before }, new { project.State, note });
        more?.Invoke();
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>A line in the project's life that moves nothing.</summary>
    public static void Note(ProjectsDb db, Project project, string what, string? note, TimeProvider clock) =>
        db.Events.Add(
            new()
            {
                Id = Ids.Next(clock),
                ProjectId = project.Id,
                At = clock.GetUtcNow(),
                What = what,
                By = db.Acting.Name,
                Note = note,
            }
        );
}
