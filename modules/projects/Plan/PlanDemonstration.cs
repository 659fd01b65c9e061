using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Texts;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Plan;

/// <summary>
/// Invented plans of two demonstration projects: one half done with a late task and an end beyond its baseline, one
/// that has not begun.
/// </summary>
internal sealed class PlanDemonstration(
    ProjectsDb db,
    CopyPlan copy,
    ChangePlan change,
    ShowPlan read,
    KeepBaselines baselines,
    CalendarStore calendars,
    Words words,
    TimeProvider clock
) : IDemonstration
{
    /// <summary>After the activities, some of which carry out a task.</summary>
    public int Order => 22;

    public async Task Fill(CancellationToken cancel)
    {
        if (await db.PlanTasks.AnyAsync(cancel))
            return;
        var calendar = await calendars.Get(cancel);
        var today = clock.Today();
        int last = today.Year;
        if (!calendar.Knows(last))
            return;
        while (calendar.Knows(last + 1))
            last++;
        // The running one ends within what the calendar knows; the other may well reach into a year not entered yet,
        // and then shows what a person sees.
        var latest = new DateOnly(last, 12, 31).AddDays(-58);
        if (
            await db
                .Projects.OrderBy(p => p.Id)
                .FirstOrDefaultAsync(p => p.State == ProjectState.InExecution, cancel) is
            { } running
        )
            await Running(running, Earlier(today.AddDays(-30), latest), cancel);
        if (
            await db.Projects.OrderBy(p => p.Id).FirstOrDefaultAsync(p => p.State == ProjectState.Approved, cancel) is
            { } next
        )
            await Begin(next, words.Zh("plan.demo.2"), today.AddDays(3), KeepBaselines.Approved, cancel);
    }

    private async Task Running(Project project, DateOnly starts, CancellationToken cancel)
    {
        await Begin(project, words.Zh("plan.demo.1"), starts, KeepBaselines.Started, cancel);
        var view = await read.Of(project, null, cancel);
        var tasks = view.Tasks.Where(t => !t.Task.IsGroup).ToList();
        var over = tasks.Where(t => t.Ends < view.Today).OrderBy(t => t.Ends).ToList();
        foreach (var task in tasks.Where(t => !t.IsMilestone))
        {
            bool done = task.Ends < view.Today && task != over.LastOrDefault();
            Item(task, words.Zh("plan.demo.check"), false, done || task.Starts < view.Today.AddDays(-7));
            Item(task, words.Zh("plan.demo.photo"), !done, done);
        }

        foreach (var mark in tasks.Where(t => t.IsMilestone && t.Ends < view.Today))
            Item(mark, words.Zh("plan.item.whole"), false, true);
        await Carry(project, tasks, starts, cancel);
        await db.SaveChangesAsync(cancel);
        var longest = tasks.FindLast(t => t.Critical && t.Days > 1 && t.Starts > view.Today);
        if (longest is not null)
            await change.Apply(
                project.Number,
                view.Version,
                [new("length", longest.Task.Id) { Days = longest.Days + 3 }],
                words.Zh("plan.demo.reason"),
                cancel
            );
    }

    /// <summary>The service of the project carries out the task that is in the plan for it.</summary>
    private async Task Carry(Project project, IReadOnlyList<TaskView> tasks, DateOnly starts, CancellationToken cancel)
    {
        if (
            tasks.FirstOrDefault(t => t.Task.Name == words.Zh("plan.demo.carried")) is not { } carried
            || await db.Series.FirstOrDefaultAsync(s => s.ProjectId == project.Id, cancel) is not { } series
        )
            return;
        series.TaskId = carried.Task.Id;
        foreach (
            var activity in await db
                .Activities.Where(a => a.SeriesId == series.Id && a.SeriesDate >= starts)
                .ToListAsync(cancel)
        )
            activity.TaskId = carried.Task.Id;
    }

    private async Task Begin(Project project, string lines, DateOnly starts, string baseline, CancellationToken cancel)
    {
        await copy.Lines(project.Number, 0, lines, cancel);
        var view = await read.Of(project, null, cancel);
        if (view.StartsOn != starts)
            await change.Apply(project.Number, view.Version, [new("begin") { Date = starts }], null, cancel);
        await baselines.KeepFor(project, baseline, cancel);
    }

    private void Item(TaskView task, string text, bool paper, bool done) =>
        db.TaskItems.Add(
            new()
            {
                Id = Ids.Next(clock),
                ProjectId = task.Task.ProjectId,
                TaskId = task.Task.Id,
                Text = text,
                NeedsFile = paper,
                DoneOn = done
                    ? task.Ends < clock.Today()
                        ? task.Ends
                        : clock.Today()
                    : null,
                DoneBy = done ? words.Zh("projects.demo.responsible") : null,
            }
        );

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
