using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Plan;

/// <summary>
/// What has to be there before a task is done, and the signatures and papers that show it. Writes the record, never a
/// percentage.
/// </summary>
internal sealed class KeepChecklist(
    ProjectsDb db,
    ShowPlan read,
    MyTasks mine,
    ProjectFiles files,
    Words words,
    TimeProvider clock
)
{
    private const int Most = 30;
    private static readonly ProjectState[] Recorded = [ProjectState.Approved, ProjectState.InExecution];

    public async Task<TaskSheet> Sheet(string number, long id, CancellationToken cancel) =>
        await Sheet(await read.One(number, null, cancel), id, cancel);

    /// <summary>For the owner of the task, whatever else he may see of the project.</summary>
    public async Task<TaskSheet> SheetOwn(long id, CancellationToken cancel) =>
        await Sheet(await mine.Plan(id, cancel), id, cancel);

    private async Task<TaskSheet> Sheet(PlanView plan, long id, CancellationToken cancel)
    {
        var row = plan.Task(id) ?? throw new NotFound();
        var items = await db.TaskItems.AsNoTracking().Where(i => i.TaskId == id).OrderBy(i => i.Id).ToListAsync(cancel);
        var own = items.Select(i => i.Text).ToHashSet(StringComparer.Ordinal);
        return new(
            plan,
            row,
            items,
            await files.Of(plan.Project.Id, FileOf.Task, cancel),
            [
                .. (await read.Parts([plan.Project.Id], cancel)).Where(p =>
                    p.TaskId == id && (p.Href is not null || !own.Contains(p.Text))
                ),
            ]
        );
    }

    public async Task Add(string number, long id, string text, bool needsFile, CancellationToken cancel)
    {
        var (project, task) = await Find(number, id, cancel);
        if (!ProjectPlan.Open.Contains(project.State))
            throw new RuleBroken("plan.fixed", project.State);
        if (task.IsGroup)
            throw new RuleBroken("plan.group-record");
        if (text.Trim() is not { Length: > 0 and <= 100 } good)
            throw new RuleBroken("plan.item-text") { Field = "Text" };
        if (await db.TaskItems.CountAsync(i => i.TaskId == id, cancel) >= Most)
            throw new RuleBroken("plan.item-many", Most);
        db.TaskItems.Add(
            new()
            {
                Id = Ids.Next(clock),
                ProjectId = project.Id,
                TaskId = id,
                Text = good,
                NeedsFile = needsFile,
            }
        );
        db.Record(
            "plan.item-added",
            $"project:{number}",
            after: new
            {
                Task = task.Name,
                good,
                needsFile,
            }
        );
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>
    /// Signs an item as done; with it the papers that show it. Item 0 stands for the task as a whole, where no list was
    /// made.
    /// </summary>
    public async Task Tick(
        string number,
        long id,
        long item,
        IReadOnlyList<IFormFile>? papers,
        CancellationToken cancel
    )
    {
        var (project, task) = await Find(number, id, cancel);
        await Tick(project, task, item, papers, cancel);
    }

    /// <summary>The owner of a task records it himself, whatever else he may see of the project.</summary>
    public async Task TickOwn(long id, long item, IReadOnlyList<IFormFile>? papers, CancellationToken cancel)
    {
        long? me = db.Acting.AccountId;
        var task =
            await db.PlanTasks.SingleOrDefaultAsync(
                t => t.Id == id && t.OwnerId != null && t.OwnerId == me && !t.Dropped,
                cancel
            ) ?? throw new NotFound();
        // Being its owner is the right; the project may lie outside his scope.
        await Tick(
            await db
                .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .AsNoTracking()
                .SingleAsync(p => p.Id == task.ProjectId, cancel),
            task,
            item,
            papers,
            cancel
        );
    }

    private async Task Tick(
        Project project,
        PlanTask task,
        long item,
        IReadOnlyList<IFormFile>? papers,
        CancellationToken cancel
    )
    {
        long id = task.Id;
        if (!Recorded.Contains(project.State))
            throw new RuleBroken("plan.record-when", project.State);
        if (task.IsGroup)
            throw new RuleBroken("plan.group-record");
        var row =
            item == 0 && !await db.TaskItems.AnyAsync(i => i.TaskId == id, cancel)
                ? Whole(project, task)
                : await db.TaskItems.SingleOrDefaultAsync(
                    i => i.Id == (item == 0 ? id : item) && i.TaskId == id,
                    cancel
                ) ?? throw new NotFound();
        if (row.DoneOn is not null)
            throw new RuleBroken("plan.item-done", row.DoneOn, row.DoneBy);
        var added = await files.Add(project.Id, FileOf.Task, row.Id, papers, false, cancel);
        if (
            row.NeedsFile
            && added.Count == 0
            && !await db.Files.AnyAsync(f => f.Of == FileOf.Task && f.OwnerId == row.Id, cancel)
        )
            throw new RuleBroken("plan.item-paper", row.Text) { Field = "Files" };
        (row.DoneOn, row.DoneBy) = (clock.Today(), db.Acting.Name);
        db.Record(
            "plan.item-done",
            $"project:{project.Number}",
            after: new
            {
                Task = task.Name,
                row.Text,
                Papers = added.Count,
            }
        );
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException problem) when (item == 0 && problem is not DbUpdateConcurrencyException)
        {
            // A second click at the same moment: the row for the whole is there already.
            db.Discard();
            throw new RuleBroken("plan.item-done", clock.Today(), db.Acting.Name);
        }

        await LateMarks.Lift(db, id, cancel);
    }

    public async Task Untick(string number, long id, long item, CancellationToken cancel)
    {
        var (project, task) = await Find(number, id, cancel);
        if (!Recorded.Contains(project.State))
            throw new RuleBroken("plan.record-when", project.State);
        var row =
            await db.TaskItems.SingleOrDefaultAsync(i => i.Id == item && i.TaskId == id, cancel)
            ?? throw new NotFound();
        if (row.DoneOn is null)
            return;
        db.Record(
            "plan.item-reopened",
            $"project:{number}",
            new { row.DoneOn, row.DoneBy },
            new { Task = task.Name, row.Text }
        );
        (row.DoneOn, row.DoneBy) = (null, null);
        await db.SaveChangesAsync(cancel);
    }

    public async Task Remove(string number, long id, long item, CancellationToken cancel)
    {
        var (project, task) = await Find(number, id, cancel);
        if (!ProjectPlan.Open.Contains(project.State))
            throw new RuleBroken("plan.fixed", project.State);
        var row =
            await db.TaskItems.SingleOrDefaultAsync(i => i.Id == item && i.TaskId == id, cancel)
            ?? throw new NotFound();
        if (row.DoneOn is not null)
            throw new RuleBroken("plan.item-kept", row.Text);
        db.TaskItems.Remove(row);
        db.Record("plan.item-removed", $"project:{number}", new { Task = task.Name, row.Text });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>What was put in for an own task.</summary>
    public async Task<IActionResult> ServeOwn(long id, long file, HttpResponse response, CancellationToken cancel)
    {
        var sheet = await SheetOwn(id, cancel);
        return sheet.Items.SelectMany(i => sheet.Files[i.Id]).FirstOrDefault(f => f.Id == file) is { } known
            ? files.Serve(known, response)
            : throw new NotFound();
    }

    public Task<IActionResult> Serve(string number, long file, HttpResponse response, CancellationToken cancel) =>
        files.Serve(number, file, response, cancel);

    /// <summary>It has the number of its task, so that there is one at most.</summary>
    private TaskItem Whole(Project project, PlanTask task)
    {
        var row = new TaskItem
        {
            Id = task.Id,
            ProjectId = project.Id,
            TaskId = task.Id,
            Text = words.Zh("plan.item.whole"),
        };
        db.TaskItems.Add(row);
        return row;
    }

    private async Task<(Project Project, PlanTask Task)> Find(string number, long id, CancellationToken cancel)
    {
        var project =
            await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
            ?? throw new NotFound();
        return (
            project,
            await db.PlanTasks.SingleOrDefaultAsync(t => t.Id == id && t.ProjectId == project.Id && !t.Dropped, cancel)
                ?? throw new NotFound()
        );
    }
}

/// <param name="Others">What else of the record counts for the task, such as activities held.</param>
internal sealed record TaskSheet(
    PlanView Plan,
    TaskView Row,
    IReadOnlyList<TaskItem> Items,
    ILookup<long, ProjectFile> Files,
    IReadOnlyList<RecordedPart> Others
);
