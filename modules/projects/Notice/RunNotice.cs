using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;
using Modular.Projects.Review;

namespace Modular.Projects.Notice;

/// <summary>
/// The gate before approval: five full working days in public and every objection decided with reasons. An upheld
/// objection sends the project back; publishing again starts the days again.
/// </summary>
internal sealed class RunNotice(
    ProjectsDb db,
    DesignProject design,
    ShowNotices read,
    Recusal stand,
    CalendarStore calendars,
    Words words,
    TimeProvider clock
)
{
    public async Task Open(string number, int version, CancellationToken cancel)
    {
        var project = await Get(number, cancel);
        await stand.Check(project, cancel);
        var notice = await Begin(project, cancel);
        await MoveProject.Move(db, project, version, "notice-opened", notice.TextHash, clock, cancel);
    }

    /// <summary>
    /// Changes the text while it is in public. Where what stands on the notice changes, the notice is replaced by a new
    /// one whose five days begin again; objections not yet decided go on standing in the way. What the review decided
    /// about, its tier and how much it may cost, is not changed here.
    /// </summary>
    /// <returns>Whether the days begin again.</returns>
    public Task<bool> ChangeText(string number, int version, ProjectText text, string why, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                text.Check();
                if (string.IsNullOrWhiteSpace(why))
                    throw new RuleBroken("projects.reasons-needed") { Field = "Reasons" };
                var project = await Get(number, cancel);
                if (project.Version != version)
                    throw new RuleBroken("projects.changed-by-other");
                if (project.State != ProjectState.InNotice)
                    throw new RuleBroken("projects.move-not-allowed");
                if (text.Tier != project.Tier)
                    throw new RuleBroken("projects.notice-tier", project.Tier) { Field = "Tier" };
                if (text.Funds.Sum(f => f.Cents) > project.Budget)
                    throw new RuleBroken("projects.notice-budget", Words.Money(project.Budget)) { Field = "Budget" };
                var old = await Hold(project.Id, cancel);
                await design.Write(project, text, why.Trim(), cancel);
                project.Version++;
                db.Record("project.changed-in-notice", $"project:{number}", after: new { why });
                await db.SaveChangesAsync(cancel);
                if (
                    SubmitChecklist
                        .Missing(project, await db.Targets.AnyAsync(t => t.ProjectId == project.Id, cancel))
                        .Any(m => !m.Met)
                )
                    throw new RuleBroken("projects.incomplete");
                if (await read.Same(old, project, cancel))
                    return false;
                var notice = await Begin(project, cancel);
                (old.ClosedAt, old.ReplacedBy, old.Outcome) = (clock.GetUtcNow(), notice.Id, "replaced");
                MoveProject.Note(db, project, "notice-restarted", why.Trim(), clock);
                await db.SaveChangesAsync(cancel);
                return true;
            },
            cancel
        );

    public Task Approve(string number, int version, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var project = await Get(number, cancel);
                if (project.State != ProjectState.InNotice)
                    throw new RuleBroken("projects.move-not-allowed");
                await stand.Check(project, cancel);
                await Hold(project.Id, cancel);
                var view = await read.Current(project.Id, cancel) ?? throw new RuleBroken("projects.no-notice");
                new NoticeGate(view, clock.Today()).Check();
                project.ApprovedAt = clock.GetUtcNow();
                await MoveProject.Move(db, project, version, "approved", null, clock, cancel);
            },
            cancel
        );

    /// <summary>
    /// Sends a reviewed project or one in public back to those who wrote it, with advice; a notice ends with it.
    /// </summary>
    public Task Return(string number, int version, string reasons, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                if (string.IsNullOrWhiteSpace(reasons))
                    throw new RuleBroken("projects.reasons-needed") { Field = "Reasons" };
                var project = await Get(number, cancel);
                if (project.State is not (ProjectState.Reviewed or ProjectState.InNotice))
                    throw new RuleBroken("projects.move-not-allowed");
                await stand.Check(project, cancel);
                project.Advice = reasons.Trim();
                await MoveProject.Move(db, project, version, "returned", reasons.Trim(), clock, cancel);
            },
            cancel
        );

    public IReadOnlyList<GateItem> Gate(NoticeView view) => new NoticeGate(view, clock.Today()).Items(words);

    private async Task<PublicNotice> Begin(Project project, CancellationToken cancel)
    {
        var fields = await read.Fields(project, cancel);
        string text = ShowNotices.Plain(words, fields);
        var due = (await calendars.Get(cancel)).Count(clock.Today(), PublicNotice.FullWorkingDays).Due;
        var notice = new PublicNotice
        {
            Id = Ids.Next(clock),
            ProjectId = project.Id,
            OpenedAt = clock.GetUtcNow(),
            OpenedOn = clock.Today(),
            PromisedDue = due,
            Text = text,
            TextHash = PublicNotice.Hash(text),
            Fields = JsonSerializer.Serialize(fields),
            Matter = PublicNotice.Hash((await design.Text(project, cancel)).Matter()),
        };
        db.Notices.Add(notice);
        return notice;
    }

    /// <summary>Holds the open notice until this has ended: nobody objects between the look and the decision.</summary>
    private async Task<PublicNotice> Hold(long projectId, CancellationToken cancel)
    {
        await db.Notices.Where(n => n.ProjectId == projectId && n.ClosedAt == null).Hold(n => n.ReplacedBy, cancel);
        return await db
                .Notices.Where(n => n.ProjectId == projectId && n.ClosedAt == null)
                .OrderByDescending(n => n.Id)
                .FirstOrDefaultAsync(cancel)
            ?? throw new RuleBroken("projects.no-notice");
    }

    private async Task<Project> Get(string number, CancellationToken cancel) =>
        await db.Projects.SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
}
