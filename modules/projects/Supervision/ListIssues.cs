using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Jobs;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Supervision;

internal sealed class ListIssues(ProjectsDb db, ProjectFiles files, Supervise supervise, CalendarStore calendars)
{
    public Task<List<SupervisionIssue>> Of(long projectId, CancellationToken cancel) =>
        db.Issues.AsNoTracking().Where(i => i.ProjectId == projectId).OrderByDescending(i => i.Id).ToListAsync(cancel);

    /// <summary>Of all projects one may see, the nearest limit first.</summary>
    public Task<List<IssueLine>> All(IssueState? state, CancellationToken cancel) =>
        db
            .Issues.AsNoTracking()
            .Where(i => state == null || i.State == state)
            .OrderBy(i => i.DueOn)
            .ThenBy(i => i.Id)
            .Join(db.Projects, i => i.ProjectId, p => p.Id, (i, p) => new IssueLine(p.Number, p.Title, i))
            .ToListAsync(cancel);

    public async Task<IssueView> One(string number, long id, CancellationToken cancel)
    {
        var project =
            await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
            ?? throw new NotFound();
        var issue =
            await db.Issues.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id && i.ProjectId == project.Id, cancel)
            ?? throw new NotFound();
        var signatures = await db
            .IssueSignatures.AsNoTracking()
            .Where(s => s.IssueId == id)
            .OrderBy(s => s.Id)
            .ToListAsync(cancel);
        List<ProjectFile> evidence = [.. (await files.Of(project.Id, FileOf.Supervision, cancel))[id]];
        // The last signature must also say what the issue says today; the earlier ones keep the words of their day.
        return new(
            project,
            issue,
            signatures.ConvertAll(s => new ShownSignature(
                s,
                Supervise.Hash(s.Text) == s.Hash
                    && (
                        s != signatures[^1]
                        || s.Step is "found"
                        || s.Text == Supervise.Signed(issue, s.Step, s.Note, [.. evidence.Select(f => f.Hash)])
                    )
            )),
            evidence,
            issue is { WorkingDays: { } days, State: IssueState.Open }
                ? (await calendars.Get(cancel)).Count(issue.CountedFrom, days)
                : null,
            issue.State == IssueState.Mended && await supervise.MayJudge(issue, cancel)
        );
    }
}

/// <param name="Whole">The words kept with the signature still have its hash.</param>
internal sealed record ShownSignature(IssueSignature Signature, bool Whole);

/// <param name="Number">Of the project.</param>
internal sealed record IssueLine(string Number, string Title, SupervisionIssue Issue);

internal sealed record IssueView(
    Project Project,
    SupervisionIssue Issue,
    IReadOnlyList<ShownSignature> Signatures,
    IReadOnlyList<ProjectFile> Evidence,
    Counting? Counting,
    bool MayJudge
);

/// <summary>Every night: what is late in its stage is told once for that stage.</summary>
internal sealed class TellLateIssues(ProjectsDb db, TimeProvider clock) : IJobWork
{
    public const string Kind = "projects.issues";

    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        var today = clock.Today();
        int told = 0;
        foreach (
            var issue in await db
                .Issues.AsNoTracking()
                .Where(i =>
                    (i.State == IssueState.Open && i.DueOn < today)
                    || (i.State == IssueState.Mended && i.ConfirmBy < today)
                )
                .ToListAsync(cancel)
        )
        {
            string stage = issue.Stage;
            if (issue.ToldFor == stage)
                continue;
            told += await db.InTransaction(
                async () =>
                {
                    // Compare-and-swap: of several hosts one tells, and not of what moved on meanwhile.
                    if (
                        await db
                            .Issues.Where(i =>
                                i.Id == issue.Id
                                && i.Version == issue.Version
                                && (i.ToldFor == null || i.ToldFor != stage)
                            )
                            .ExecuteUpdateAsync(set => set.SetProperty(i => i.ToldFor, stage), cancel) == 0
                    )
                        return 0;
                    var project = await db.Projects.AsNoTracking().SingleAsync(p => p.Id == issue.ProjectId, cancel);
                    string href = $"/projects/{project.Number}/supervision/{issue.Id}";
                    if (issue.State == IssueState.Open)
                        db.Notify(
                            "projects.issue-late",
                            project.UnitId,
                            ProjectsModule.Design,
                            href,
                            issue.Number,
                            project.Title,
                            Words.ShortDate(issue.DueOn)
                        );
                    else if (issue.FoundById is { } finder)
                        db.NotifyPerson("projects.issue-unconfirmed", finder, href, issue.Number, project.Title);
                    else
                        db.Notify(
                            "projects.issue-unconfirmed",
                            project.UnitId,
                            ProjectsModule.Decide,
                            href,
                            issue.Number,
                            project.Title
                        );
                    await db.SaveChangesAsync(cancel);
                    return 1;
                },
                cancel
            );
        }

        return told == 0 ? null : $"{told}";
    }
}

/// <summary>
/// A changed calendar moves the limits of open issues that were given in working days; the system signs that it did.
/// </summary>
internal sealed class IssuesFollowCalendar(ProjectsDb db, Supervise supervise, CalendarStore calendars)
    : ICalendarDependent
{
    private IQueryable<SupervisionIssue> Hanging =>
        db.Issues.Where(i => i.State == IssueState.Open && i.WorkingDays != null);

    public async Task<IReadOnlyList<CalendarShift>> Preview(WorkingCalendar proposed, CancellationToken cancel) =>
        [
            .. (await Hanging.AsNoTracking().ToListAsync(cancel))
                .Select(i => new CalendarShift(
                    i.Number,
                    Plain.Cut(i.What, 40),
                    i.DueOn,
                    proposed.Count(i.CountedFrom, i.WorkingDays!.Value).Due
                ))
                .Where(s => s.Before != s.After),
        ];

    public Task Apply(CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var calendar = await calendars.Get(cancel);
                foreach (var issue in await Hanging.ToListAsync(cancel))
                    if (
                        calendar.Count(issue.CountedFrom, issue.WorkingDays!.Value).Due is { } due
                        && due != issue.DueOn
                    )
                        await supervise.FollowCalendar(issue, due, cancel);
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );
}
