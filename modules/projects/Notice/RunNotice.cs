using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Projects.Data;
using Modular.Projects.Design;

namespace Modular.Projects.Notice;

/// <param name="Ends">First day on which approval is possible; null while the calendar cannot say.</param>
internal sealed record NoticeView(PublicNotice Notice, Project Project, IReadOnlyList<Objection> Objections, Counting Counting, DateOnly? Ends, bool SameText)
{
    /// <summary>Full working days that are over.</summary>
    public int Over(DateOnly today) => Counting.Days.Count(d => d.Mark == CountMark.Counted && d.Day.Date < today);
}

/// <summary>
/// The gate before approval: five full working days in public and every objection decided with reasons. An upheld objection sends the
/// project back; publishing again starts the days anew.
/// </summary>
internal sealed class RunNotice(ProjectsDb db, DesignProject design, CalendarStore calendars, PersonalData personal, Words words, TimeProvider clock)
{
    public async Task Open(string number, int version, CancellationToken cancel)
    {
        var project = await db.Projects.SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
        var notice = await Begin(project, cancel);
        await DesignProject.Move(db, project, version, "notice-opened", notice.TextHash, clock, cancel);
    }

    /// <summary>
    /// Changes the text while it is in public. Where what stands on the notice changes, the notice is replaced by a new one whose five days begin
    /// anew; objections not yet decided go on standing in the way.
    /// </summary>
    /// <returns>Whether the days begin anew.</returns>
    public Task<bool> ChangeText(string number, int version, ProjectText text, string why, CancellationToken cancel) => db.InTransaction(async () =>
    {
        text.Check();
        if (string.IsNullOrWhiteSpace(why)) throw new RuleBroken("projects.reasons-needed") { Field = "Reasons" };
        var project = await db.Projects.SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
        if (project.Version != version) throw new RuleBroken("projects.changed-by-other");
        if (project.State != ProjectState.InNotice) throw new RuleBroken("projects.move-not-allowed");
        await design.Write(project, text, why.Trim(), cancel);
        project.Version++;
        db.Record("project.changed-in-notice", $"project:{number}", after: new { why });
        await db.SaveChangesAsync(cancel);
        if (DesignProject.Missing(project, await db.Targets.AnyAsync(t => t.ProjectId == project.Id, cancel)).Any(m => !m.Met)) throw new RuleBroken("projects.incomplete");
        var old = await db.Notices.SingleAsync(n => n.ProjectId == project.Id && n.ClosedAt == null, cancel);
        if (old.TextHash == PublicNotice.Hash(await Text(project, cancel))) return false;
        var notice = await Begin(project, cancel);
        (old.ClosedAt, old.ReplacedBy) = (clock.GetUtcNow(), notice.Id);
        DesignProject.Note(db, project, "notice-restarted", why.Trim(), clock);
        await db.SaveChangesAsync(cancel);
        return true;
    }, cancel);

    private async Task<PublicNotice> Begin(Project project, CancellationToken cancel)
    {
        string text = await Text(project, cancel);
        var due = (await calendars.Get(cancel)).Count(clock.Today(), PublicNotice.FullWorkingDays).Due;
        var notice = new PublicNotice { Id = Ids.Next(clock), ProjectId = project.Id, OpenedAt = clock.GetUtcNow(), OpenedOn = clock.Today(), PromisedDue = due, Text = text, TextHash = PublicNotice.Hash(text) };
        db.Notices.Add(notice);
        return notice;
    }

    public async Task<NoticeView?> Current(long projectId, CancellationToken cancel)
    {
        var notice = await db.Notices.AsNoTracking().Where(n => n.ProjectId == projectId).OrderByDescending(n => n.Id).FirstOrDefaultAsync(cancel);
        return notice is null ? null : await View(notice, cancel);
    }

    /// <summary>For the public: a notice that is open now.</summary>
    public async Task<NoticeView> Public(long id, CancellationToken cancel)
    {
        var notice = await db.Notices.AsNoTracking().SingleOrDefaultAsync(n => n.Id == id, cancel) ?? throw new NotFound();
        return await View(notice, cancel);
    }

    public async Task<IReadOnlyList<NoticeView>> AllOpen(CancellationToken cancel)
    {
        var views = new List<NoticeView>();
        foreach (var notice in await db.Notices.AsNoTracking().Where(n => n.ClosedAt == null).OrderByDescending(n => n.Id).Take(50).ToListAsync(cancel)) views.Add(await View(notice, cancel));
        return views;
    }

    public async Task Object(long noticeId, string text, string? contact, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 2000) throw new RuleBroken("projects.objection-text") { Field = "Text" };
        if (!await db.Notices.AnyAsync(n => n.Id == noticeId && n.ClosedAt == null, cancel)) throw new RuleBroken("projects.notice-closed");
        db.Objections.Add(new() { Id = Ids.Next(clock), NoticeId = noticeId, At = clock.GetUtcNow(), Text = text.Trim(), Contact = personal.Seal(contact) });
        db.Record("objection.raised", $"notice:{noticeId}");
        await db.SaveChangesAsync(cancel);
    }

    public async Task Decide(string number, long objectionId, bool upheld, string reasons, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(reasons)) throw new RuleBroken("projects.reasons-needed") { Field = "Reasons" };
        var project = await db.Projects.SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
        var objection = await db.Objections.SingleOrDefaultAsync(o => o.Id == objectionId && db.Notices.Any(n => n.Id == o.NoticeId && n.ProjectId == project.Id), cancel) ?? throw new NotFound();
        if (objection.State != ObjectionState.Open) throw new RuleBroken("projects.objection-decided");
        (objection.State, objection.Decision, objection.DecidedBy) = (upheld ? ObjectionState.Upheld : ObjectionState.Dismissed, reasons.Trim(), db.Acting.Name);
        db.Record("objection.decided", $"objection:{objection.Id}", after: new { upheld, reasons });
        if (!upheld)
        {
            await db.SaveChangesAsync(cancel);
            return;
        }

        project.Advice = reasons.Trim();
        await Close(project.Id, cancel);
        await DesignProject.Move(db, project, null, "returned", reasons, clock, cancel);
    }

    public async Task Approve(string number, int version, CancellationToken cancel)
    {
        var project = await db.Projects.SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
        if (project.State != ProjectState.InNotice) throw new RuleBroken("projects.move-not-allowed");
        var view = await Current(project.Id, cancel) ?? throw new RuleBroken("projects.no-notice");
        if (view.Ends is null) throw new RuleBroken("projects.notice-calendar", (view.Counting.MissingYear ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (clock.Today() < view.Ends) throw new RuleBroken("projects.notice-too-short", view.Ends);
        if (view.Objections.Any(o => o.State == ObjectionState.Open)) throw new RuleBroken("projects.objections-open");
        if (view.Notice.TextHash != PublicNotice.Hash(await Text(project, cancel))) throw new RuleBroken("projects.notice-text-changed");
        project.ApprovedAt = clock.GetUtcNow();
        await Close(project.Id, cancel);
        await DesignProject.Move(db, project, version, "approved", null, clock, cancel);
    }

    public IReadOnlyList<GateItem> Gate(NoticeView view) =>
    [
        new(view.Ends is { } ends && clock.Today() >= ends, view.Ends is { } day ? words["projects.gate.days", Math.Min(PublicNotice.FullWorkingDays, view.Over(clock.Today())), PublicNotice.FullWorkingDays, day] : words["projects.gate.days-unknown", (view.Counting.MissingYear ?? 0).ToString(System.Globalization.CultureInfo.InvariantCulture)]),
        new(view.Objections.All(o => o.State != ObjectionState.Open), words["projects.gate.objections", view.Objections.Count(o => o.State == ObjectionState.Open)], "#objections"),
        new(view.SameText, words["projects.gate.same-text"]),
    ];

    /// <summary>What stands on the notice; a change of any of it is a material change. The team's names are no part of it.</summary>
    private async Task<string> Text(Project p, CancellationToken cancel) =>
        string.Join('\n', (await design.Text(p, cancel)).Fields(words).Where(f => f.Key is not "projects.team").Select(f => f.Value));

    private async Task<NoticeView> View(PublicNotice notice, CancellationToken cancel)
    {
        var project = await db.Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking().SingleAsync(p => p.Id == notice.ProjectId, cancel);
        // Objections to a notice that was replaced are still to be decided.
        var objections = await db.Objections.AsNoTracking().Where(o => o.NoticeId == notice.Id || db.Notices.Any(n => n.Id == o.NoticeId && n.ProjectId == notice.ProjectId && n.ReplacedBy != null)).OrderBy(o => o.Id).ToListAsync(cancel);
        var counting = (await calendars.Get(cancel)).Count(notice.OpenedOn, PublicNotice.FullWorkingDays);
        return new(notice, project, objections, counting, PublicNotice.Ends(counting, notice.PromisedDue), notice.TextHash == PublicNotice.Hash(await Text(project, cancel)));
    }

    private async Task Close(long projectId, CancellationToken cancel)
    {
        foreach (var open in await db.Notices.Where(n => n.ProjectId == projectId && n.ClosedAt == null).ToListAsync(cancel)) open.ClosedAt = clock.GetUtcNow();
    }
}
