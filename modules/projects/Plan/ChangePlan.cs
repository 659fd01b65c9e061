using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Plan;

/// <summary>
/// Changes a plan: one or several edits at once, all or none. The version seen decides: of two people at the same
/// moment one wins, the other is told what changed and may send again. Every change keeps what it touched, so that it
/// can be taken back.
/// </summary>
internal sealed class ChangePlan(
    ProjectsDb db,
    ShowPlan read,
    CalendarStore calendars,
    PlanPeople people,
    Words words,
    TimeProvider clock
)
{
    public Task<PlanSchedule> Apply(
        string number,
        int version,
        IReadOnlyList<PlanEdit> edits,
        string? reason,
        CancellationToken cancel
    ) =>
        Run(
            number,
            version,
            reason,
            false,
            draft =>
            {
                foreach (var edit in edits)
                    draft.Apply(edit ?? throw new RuleBroken("plan.edit-unknown"));
            },
            cancel
        );

    /// <summary>Several things at once that no single edit says, such as a plan copied in.</summary>
    public Task<PlanSchedule> Apply(string number, int version, Action<PlanDraft> work, CancellationToken cancel) =>
        Run(number, version, null, false, work, cancel);

    /// <summary>
    /// Takes back the last change that was not taken back yet, if it is one's own; again goes one further back.
    /// </summary>
    public async Task<PlanSchedule> Undo(string number, int version, CancellationToken cancel)
    {
        if (!await db.Projects.AnyAsync(p => p.Number == number, cancel))
            throw new NotFound();
        var last =
            await db
                .PlanChanges.Where(c =>
                    !c.IsUndo && !c.Undone && db.Projects.Any(p => p.Id == c.ProjectId && p.Number == number)
                )
                .OrderByDescending(c => c.Version)
                .FirstOrDefaultAsync(cancel)
            ?? throw new RuleBroken("plan.nothing-to-undo");
        if (last.AccountId != db.Acting.AccountId)
            throw new RuleBroken("plan.undo-other", last.By, last.At);
        var delta = PlanDelta.Read(last.Delta);
        last.Undone = true;
        return await Run(number, version, words["plan.undo.reason"], true, draft => Back(draft, delta), cancel);
    }

    private static void Back(PlanDraft draft, PlanDelta delta)
    {
        foreach (var (before, after) in delta.Tasks)
        {
            var task = draft.Tasks.Find(t => t.Id == after.Id) ?? throw new RuleBroken("plan.task-gone");
            (before ?? after with { Dropped = true }).Put(task);
            if (before is null)
                draft.Dropped.Add(task.Id);
        }

        draft.Links.RemoveAll(l => delta.New.Any(n => n.Id == l.Id));
        draft.Links.AddRange(delta.Gone.Select(g => g.Link(draft.ProjectId)));
        if (delta.StartBefore != delta.StartAfter)
            draft.Apply(new("begin") { Date = delta.StartBefore });
    }

    private async Task<PlanSchedule> Run(
        string number,
        int version,
        string? reason,
        bool undo,
        Action<PlanDraft> work,
        CancellationToken cancel
    )
    {
        try
        {
            return await db.InTransaction(() => Change(number, version, reason, undo, work, cancel), cancel);
        }
        catch
        {
            db.Discard();
            throw;
        }
    }

    private async Task<PlanSchedule> Change(
        string number,
        int version,
        string? reason,
        bool undo,
        Action<PlanDraft> work,
        CancellationToken cancel
    )
    {
        var project =
            await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
            ?? throw new NotFound();
        if (!ProjectPlan.Open.Contains(project.State))
            throw new RuleBroken("plan.fixed", project.State);
        var starts = await Take(project, version, cancel);
        var calendar = await calendars.Get(cancel);
        var tasks = await db.PlanTasks.Where(t => t.ProjectId == project.Id).ToListAsync(cancel);
        var links = await db.TaskLinks.Where(l => l.ProjectId == project.Id).ToListAsync(cancel);
        var before = (
            starts,
            (IReadOnlyDictionary<long, TaskRow>)tasks.ToDictionary(t => t.Id, TaskRow.Of),
            (IReadOnlyList<LinkRow>)[.. links.Select(LinkRow.Of)]
        );
        // Where it did not fit the calendar before, the change may mend that.
        var ended = PlansFollowCalendar.Ends(calendar, starts, tasks, links);
        var draft = new PlanDraft(project.Id, starts, tasks, [.. links], new(calendar), words, () => Ids.Next(clock));
        work(draft);
        await Recorded(project.Id, draft, cancel);
        var schedule = PlanSchedule.OrUndated(calendar, draft.StartsOn, draft.Tasks, draft.Links);
        var delta = PlanDelta.Between(before, draft.StartsOn, draft.Tasks, draft.Links);
        if (delta.Nothing)
            throw new RuleBroken("plan.nothing-changed");
        await Excused(project, schedule, ended, reason, cancel);
        await people.Know(project, draft.Tasks, cancel);
        Save(
            project,
            version + 1,
            draft,
            links,
            schedule,
            PlanDelta.Between(before, draft.StartsOn, draft.Tasks, draft.Links),
            reason,
            undo
        );
        await db.SaveChangesAsync(cancel);
        if (draft.StartsOn != starts)
            await db
                .Plans.Where(p => p.ProjectId == project.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.StartsOn, draft.StartsOn), cancel);
        return schedule;
    }

    /// <summary>
    /// Whoever raises the version holds the plan until the change is stored; who saw an older one is refused here.
    /// </summary>
    private async Task<DateOnly> Take(Project project, int version, CancellationToken cancel)
    {
        if (version == 0 && !await db.Plans.AnyAsync(p => p.ProjectId == project.Id, cancel))
        {
            var plan = new ProjectPlan
            {
                ProjectId = project.Id,
                StartsOn = project.StartsOn ?? clock.Today(),
                Version = 1,
            };
            db.Plans.Add(plan);
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException)
            {
                throw new RuleBroken("plan.changed-by-other");
            }

            db.Entry(plan).State = EntityState.Detached;
            return plan.StartsOn;
        }

        int won = await db
            .Plans.Where(p => p.ProjectId == project.Id && p.Version == version)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Version, version + 1), cancel);
        if (won == 0)
            throw new RuleBroken("plan.changed-by-other");
        return await db.Plans.Where(p => p.ProjectId == project.Id).Select(p => p.StartsOn).SingleAsync(cancel);
    }

    private void Save(
        Project project,
        int version,
        PlanDraft draft,
        List<TaskLink> links,
        PlanSchedule schedule,
        PlanDelta delta,
        string? reason,
        bool undo
    )
    {
        db.PlanTasks.AddRange(draft.Added);
        db.TaskLinks.RemoveRange(links.Except(draft.Links));
        db.TaskLinks.AddRange(draft.Links.Except(links));
        foreach (var task in draft.Tasks.Where(t => t.LateOn is not null))
            if (task.Dropped || !schedule.Tasks.TryGetValue(task.Id, out var at) || at.Ends >= clock.Today())
                (task.LateOn, task.ToldOn) = (null, null);
        db.PlanChanges.Add(
            new()
            {
                Id = Ids.Next(clock),
                ProjectId = project.Id,
                Version = version,
                At = clock.GetUtcNow(),
                By = db.Acting.Name,
                AccountId = db.Acting.AccountId,
                Delta = delta.Json(),
                Reason = undo || string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(),
                IsUndo = undo,
            }
        );
        db.Record(
            undo ? "plan.undone" : "plan.changed",
            $"project:{project.Number}",
            new
            {
                Version = version - 1,
                Tasks = delta.Tasks.Take(50).Select(t => t.Before),
                Links = delta.Gone.Take(50),
            },
            new
            {
                Version = version,
                Touched = delta.Tasks.Count,
                Tasks = delta.Tasks.Take(50).Select(t => t.After),
                Links = delta.New.Take(50),
                StartsOn = draft.StartsOn,
                schedule.Ends,
                reason,
            }
        );
    }

    /// <summary>What was done for a task would be out of sight with it.</summary>
    private async Task Recorded(long projectId, PlanDraft draft, CancellationToken cancel)
    {
        if (draft.Dropped.Count == 0)
            return;
        var done = (await read.Parts([projectId], cancel)).Where(p => p.Done).Select(p => p.TaskId).ToHashSet();
        if (draft.Tasks.Find(t => t.Dropped && draft.Dropped.Contains(t.Id) && done.Contains(t.Id)) is { } kept)
            throw new RuleBroken("plan.drop-recorded", kept.Name);
    }

    /// <summary>
    /// Once it is approved, an end later than the one promised asks for a reason, which stands in the project's life.
    /// </summary>
    private async Task Excused(
        Project project,
        PlanSchedule schedule,
        DateOnly? ended,
        string? reason,
        CancellationToken cancel
    )
    {
        if (!KeepBaselines.Promised.Contains(project.State))
            return;
        var promised = KeepBaselines
            .Promise(
                await db
                    .Baselines.AsNoTracking()
                    .Where(b => b.ProjectId == project.Id)
                    .OrderByDescending(b => b.Id)
                    .ToListAsync(cancel)
            )
            ?.EndsOn;
        DateOnly now = schedule.Ends ?? DateOnly.MaxValue;
        if (promised is not { } promise || now <= promise || now <= (ended ?? DateOnly.MaxValue))
            return;
        string said = schedule.Ends is { } end
            ? Words.Date(end)
            : words[
                "plan.beyond",
                schedule.Axis.FirstMissing.ToString(System.Globalization.CultureInfo.InvariantCulture)
            ];
        if (string.IsNullOrWhiteSpace(reason))
            throw new RuleBroken("plan.reason-needed", promise, said) { Field = "Reason" };
        if (reason.Trim().Length > 200)
            throw new RuleBroken("plan.reason-long") { Field = "Reason" };
        MoveProject.Note(
            db,
            project,
            "plan-delayed",
            $"{promise.Iso()} → {schedule.Ends?.Iso() ?? said} {reason.Trim()}",
            clock
        );
    }
}

/// <summary>Which owners named in plans are people with an account.</summary>
internal sealed class PlanPeople(AccountDirectory accounts, Kernel.Units.UnitDirectory units)
{
    private static readonly Role[] Staff =
    [
        Role.DistrictOfficer,
        Role.TownOfficer,
        Role.CommunityWorker,
        Role.GridWorker,
        Role.WindowClerk,
        Role.UnitLiaison,
        Role.Mentor,
        Role.Volunteer,
    ];

    /// <summary>People of the project's unit, of the units beside it and of those that lead them.</summary>
    public async Task<IReadOnlyList<(long Id, string Name)>> Near(Project project, CancellationToken cancel)
    {
        return [.. (await accounts.Below(await Around(project, cancel), Staff, cancel)).Select(a => (a.Id, a.Name))];
    }

    /// <summary>Whether somebody holds an office there, or one above it.</summary>
    public async Task<bool> IsNear(AccountDirectory.Entry person, Project project, CancellationToken cancel)
    {
        string around = await Around(project, cancel);
        return person.Grants.Any(g =>
            g.UnitPath.StartsWith(around, StringComparison.Ordinal)
            || project.UnitPath.StartsWith(g.UnitPath, StringComparison.Ordinal)
        );
    }

    private async Task<string> Around(Project project, CancellationToken cancel)
    {
        var tree = await units.Tree(cancel);
        return tree.Find(project.UnitId)?.ParentId is { } parent ? tree.Find(parent)!.Path : project.UnitPath;
    }

    /// <summary>A name two people share stays a name.</summary>
    public async Task Know(Project project, IEnumerable<PlanTask> tasks, CancellationToken cancel)
    {
        var near = (await Near(project, cancel)).ToLookup(a => a.Name, StringComparer.Ordinal);
        foreach (var task in tasks)
            task.OwnerId = near[task.Owner].Take(2).ToList() is [var one] ? one.Id : null;
    }
}
