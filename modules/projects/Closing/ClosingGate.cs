using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Supervision;

namespace Modular.Projects.Closing;

/// <summary>
/// What is still open of a project that is about to be completed. It may be completed all the same, knowingly; what was
/// open then stands in its life.
/// </summary>
internal sealed class ClosingGate(ProjectsDb db, Words words, TimeProvider clock)
{
    public async Task<IReadOnlyList<GateItem>> Of(Project project, CancellationToken cancel)
    {
        var (targets, items, unmarked, ahead, issues) = await Counts(project, cancel);
        string at = $"/projects/{project.Number}";
        return
        [
            new(targets == 0, words["projects.closing.targets", targets], at + "/effect"),
            new(items == 0, words["projects.closing.plan", items], at + "/plan"),
            new(unmarked == 0, words["projects.closing.unmarked", unmarked], at + "/activities"),
            new(ahead == 0, words["projects.closing.ahead", ahead], at + "/activities"),
            new(issues == 0, words["projects.closing.issues", issues], "/projects/supervision"),
        ];
    }

    private async Task<(int Targets, int Items, int Unmarked, int Ahead, int Issues)> Counts(
        Project project,
        CancellationToken cancel
    )
    {
        var now = clock.GetUtcNow();
        int targets = await db.Targets.CountAsync(t => t.ProjectId == project.Id && t.EndMilli == null, cancel),
            issues =
                await db.Issues.CountAsync(i => i.ProjectId == project.Id && i.State != IssueState.Confirmed, cancel);
        int unmarked =
                await db.Activities.CountAsync(
                    a => a.ProjectId == project.Id && a.State == ActivityState.Planned && a.EndsAt < now,
                    cancel
                ),
            ahead =
                await db.Activities.CountAsync(
                    a => a.ProjectId == project.Id && a.State == ActivityState.Planned && a.EndsAt >= now,
                    cancel
                );
        int items = await db.TaskItems.CountAsync(
            i => i.ProjectId == project.Id && i.DoneOn == null && db.PlanTasks.Any(t => t.Id == i.TaskId && !t.Dropped),
            cancel
        );
        return (targets, items, unmarked, ahead, issues);
    }

    /// <returns>What was open, as a sentence; null where nothing was.</returns>
    /// <exception cref="RuleBroken">Something is open and nobody has said that it may be.</exception>
    public async Task<string?> Check(string number, bool despite, CancellationToken cancel)
    {
        var project =
            await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
            ?? throw new NotFound();
        var left = await Counts(project, cancel);
        if (left is (0, 0, 0, 0, 0))
            return null;
        return despite
            ? words["projects.closing.note", left.Targets, left.Items, left.Unmarked, left.Ahead, left.Issues]
            : throw new RuleBroken("projects.complete-open") { Field = "Despite" };
    }
}
