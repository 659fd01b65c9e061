using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Numbers;
using Modular.Kernel.Rules;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Supervision;

/// <summary>
/// Supervision by a list of issues: found, mended with evidence, confirmed or sent back by who found it, each step
/// signed.
/// </summary>
internal sealed class Supervise(
    ProjectsDb db,
    ProjectFiles files,
    CalendarStore calendars,
    AccountDirectory accounts,
    TimeProvider clock
)
{
    public const int DaysToConfirm = 3;

    public Task<string> Find(
        string number,
        IssueText text,
        IReadOnlyList<IFormFile>? evidence,
        CancellationToken cancel
    ) =>
        db.InTransaction(
            async () =>
            {
                var project =
                    await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
                    ?? throw new NotFound();
                if (string.IsNullOrWhiteSpace(text.What) || text.What.Length > 1000)
                    throw new RuleBroken("supervise.what-needed") { Field = "What" };
                string responsible = string.IsNullOrWhiteSpace(text.Responsible)
                    ? project.Responsible
                    : text.Responsible.Trim();
                if (responsible.Length is 0 or > 40)
                    throw new RuleBroken("supervise.responsible-needed") { Field = "Responsible" };
                var due = await Due(text.DueOn, text.WorkingDays, cancel);
                string series = NumberSeries.Series("DC", clock.Today().Year);
                var issue = new SupervisionIssue
                {
                    Id = Ids.Next(clock),
                    ProjectId = project.Id,
                    Number = NumberSeries.Text(series, await NumberSeries.Take(db, series, 1, cancel)),
                    What = text.What.Trim(),
                    Responsible = responsible,
                    FoundBy = db.Acting.Name,
                    FoundById = db.Acting.AccountId,
                    FoundOn = clock.Today(),
                    CountedFrom = clock.Today(),
                    WorkingDays = text.DueOn is null ? text.WorkingDays : null,
                    DueOn = due,
                };
                db.Issues.Add(issue);
                await files.Add(project.Id, FileOf.Supervision, issue.Id, evidence, false, cancel);
                Sign(issue, "found", null, []);
                db.Record("supervision.found", $"issue:{issue.Number}", after: new { number, issue.DueOn });
                db.Notify(
                    "projects.issue-found",
                    project.UnitId,
                    ProjectsModule.Design,
                    $"/projects/{number}/supervision/{issue.Id}",
                    issue.Number,
                    project.Title,
                    Kernel.Texts.Words.ShortDate(due)
                );
                await db.SaveChangesAsync(cancel);
                return issue.Number;
            },
            cancel
        );

    public Task Mend(
        string number,
        long id,
        int version,
        string? how,
        IReadOnlyList<IFormFile>? evidence,
        CancellationToken cancel
    ) =>
        db.InTransaction(
            async () =>
            {
                if (string.IsNullOrWhiteSpace(how) || how.Length > 2000)
                    throw new RuleBroken("supervise.how-needed") { Field = "How" };
                var issue = await Get(number, id, version, cancel);
                issue.Move("mended");
                (issue.Rectification, issue.MendedBy, issue.MendedById, issue.MendedOn) = (
                    how.Trim(),
                    db.Acting.Name,
                    db.Acting.AccountId,
                    clock.Today()
                );
                // A year without a calendar gives no date to remind by; it does not stand in the way of mending.
                issue.ConfirmBy = (await calendars.Get(cancel)).Count(clock.Today(), DaysToConfirm).Due;
                await files.Add(issue.ProjectId, FileOf.Supervision, id, evidence, false, cancel);
                await db.SaveChangesAsync(cancel);
                Sign(issue, "mended", null, await Hashes(issue, cancel));
                db.Record("supervision.mended", $"issue:{issue.Number}", after: new { issue.Rectification });
                if (issue.FoundById is { } finder)
                    db.NotifyPerson(
                        "projects.issue-mended",
                        finder,
                        $"/projects/{number}/supervision/{id}",
                        issue.Number
                    );
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    public Task Confirm(string number, long id, int version, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var issue = await Judged(number, id, version, cancel);
                if (issue.MendedById is { } mender && mender == db.Acting.AccountId)
                    throw new RuleBroken("supervise.second-person");
                issue.Move("confirmed");
                Sign(issue, "confirmed", null, await Hashes(issue, cancel));
                db.Record("supervision.confirmed", $"issue:{issue.Number}");
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    public Task SendBack(
        string number,
        long id,
        int version,
        string? why,
        DateOnly? dueOn,
        int? workingDays,
        CancellationToken cancel
    ) =>
        db.InTransaction(
            async () =>
            {
                if (string.IsNullOrWhiteSpace(why) || why.Length > 1000)
                    throw new RuleBroken("supervise.why-needed") { Field = "Why" };
                var issue = await Judged(number, id, version, cancel);
                issue.Move("sent-back");
                (issue.DueOn, issue.WorkingDays, issue.CountedFrom) = (
                    await Due(dueOn, workingDays, cancel),
                    dueOn is null ? workingDays : null,
                    clock.Today()
                );
                Sign(issue, "sent-back", why.Trim(), await Hashes(issue, cancel));
                var unit = await db
                    .Projects.Where(p => p.Id == issue.ProjectId)
                    .Select(p => p.UnitId)
                    .SingleAsync(cancel);
                db.Record("supervision.sent-back", $"issue:{issue.Number}", after: new { why, issue.DueOn });
                db.Notify(
                    "projects.issue-sent-back",
                    unit,
                    ProjectsModule.Design,
                    $"/projects/{number}/supervision/{id}",
                    issue.Number,
                    Kernel.Texts.Words.ShortDate(issue.DueOn)
                );
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <summary>
    /// The calendar moved its limit: signed by the system, so that the signature before it is not taken for a forged
    /// one. The caller saves.
    /// </summary>
    internal async Task FollowCalendar(SupervisionIssue issue, DateOnly due, CancellationToken cancel)
    {
        // The calendar belongs to the whole district; who enters it has no scope in every project.
        var project = await db
            .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(p => p.Id == issue.ProjectId)
            .Select(p => new
            {
                p.UnitId,
                p.Number,
                p.Title,
            })
            .SingleAsync(cancel);
        var before = issue.DueOn;
        issue.DueOn = due;
        string note = $"{before.Iso()} → {due.Iso()}";
        string text = Signed(issue, "calendar", note, await Hashes(issue, cancel));
        db.IssueSignatures.Add(
            new()
            {
                Id = Ids.Next(clock),
                IssueId = issue.Id,
                Step = "calendar",
                By = "system",
                At = clock.GetUtcNow(),
                Note = note,
                Text = text,
                Hash = Hash(text),
            }
        );
        db.Record("supervision.limit-moved", $"issue:{issue.Number}", new { DueOn = before }, new { issue.DueOn });
        db.Notify(
            "projects.issue-moved",
            project.UnitId,
            ProjectsModule.Design,
            $"/projects/{project.Number}/supervision/{issue.Id}",
            issue.Number,
            project.Title,
            Kernel.Texts.Words.ShortDate(due)
        );
    }

    /// <summary>
    /// Whether this account may confirm: it found the issue (or who did has left), and it did not mend it.
    /// </summary>
    public async Task<bool> MayJudge(SupervisionIssue issue, CancellationToken cancel)
    {
        if (!db.Acting.May(ProjectsModule.Decide) || issue.MendedById is { } mender && mender == db.Acting.AccountId)
            return false;
        return issue.FoundById is not { } finder
            || finder == db.Acting.AccountId
            || await accounts.Find(finder, cancel) is null;
    }

    internal static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>The words a step signs, as they stand now.</summary>
    internal static string Signed(SupervisionIssue i, string step, string? note, IReadOnlyList<string> evidence) =>
        string.Join(
            '\n',
            i.Number,
            step,
            i.What,
            i.Responsible,
            i.FoundBy,
            i.FoundOn.Iso(),
            i.DueOn.Iso(),
            i.Rectification ?? "",
            i.MendedBy ?? "",
            note ?? "",
            string.Join(' ', evidence.Order(StringComparer.Ordinal))
        );

    private async Task<DateOnly> Due(DateOnly? on, int? workingDays, CancellationToken cancel)
    {
        if (on is { } day)
            return day >= clock.Today() && day.Year <= 2100
                ? day
                : throw new RuleBroken("supervise.due-wrong") { Field = "DueOn" };
        if (workingDays is null or < 1 or > 250)
            throw new RuleBroken("supervise.due-needed") { Field = "WorkingDays" };
        var counting = (await calendars.Get(cancel)).Count(clock.Today(), workingDays.Value);
        return counting.Due
            ?? throw new RuleBroken(
                "calendar.year-missing",
                (counting.MissingYear ?? 0).ToString(CultureInfo.InvariantCulture)
            )
            {
                Field = "WorkingDays",
            };
    }

    private void Sign(SupervisionIssue issue, string step, string? note, IReadOnlyList<string> evidence)
    {
        string text = Signed(issue, step, note, evidence);
        db.IssueSignatures.Add(
            new()
            {
                Id = Ids.Next(clock),
                IssueId = issue.Id,
                Step = step,
                By = db.Acting.Name,
                ById = db.Acting.AccountId,
                At = clock.GetUtcNow(),
                Note = note,
                Text = text,
                Hash = Hash(text),
            }
        );
    }

    private Task<List<string>> Hashes(SupervisionIssue issue, CancellationToken cancel) =>
        db
            .Files.Where(f => f.ProjectId == issue.ProjectId && f.Of == FileOf.Supervision && f.OwnerId == issue.Id)
            .Select(f => f.Hash)
            .ToListAsync(cancel);

    private async Task<SupervisionIssue> Judged(string number, long id, int version, CancellationToken cancel)
    {
        var issue = await Get(number, id, version, cancel);
        if (issue.MendedById is { } mender && mender == db.Acting.AccountId)
            throw new RuleBroken("supervise.own-work");
        return await MayJudge(issue, cancel) ? issue : throw new RuleBroken("supervise.finder-only", issue.FoundBy);
    }

    private async Task<SupervisionIssue> Get(string number, long id, int version, CancellationToken cancel)
    {
        var issue =
            await db.Issues.SingleOrDefaultAsync(
                i => i.Id == id && db.Projects.Any(p => p.Id == i.ProjectId && p.Number == number),
                cancel
            ) ?? throw new NotFound();
        return issue.Version == version ? issue : throw new RuleBroken("rule.changed-meanwhile");
    }
}

internal sealed record IssueText(string? What, string? Responsible, DateOnly? DueOn, int? WorkingDays);
