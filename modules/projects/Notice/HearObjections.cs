using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Review;

namespace Modular.Projects.Notice;

/// <summary>
/// Objections to a notice: taken until its last day is over, decided once, answered to whoever holds the code.
/// </summary>
internal sealed class HearObjections(
    ProjectsDb db,
    ShowNotices read,
    Recusal stand,
    PersonalData personal,
    TimeProvider clock
)
{
    /// <returns>The code with which the answer can be read.</returns>
    /// <exception cref="RuleBroken">No text, or the notice has ended or its last day is over.</exception>
    public Task<string> Object(
        long noticeId,
        string text,
        string? contact,
        CancellationToken cancel,
        Consent? consent = null
    ) =>
        db.InTransaction(
            async () =>
            {
                if (string.IsNullOrWhiteSpace(text) || text.Length > 2000)
                    throw new RuleBroken("projects.objection-text") { Field = "Text" };
                if (contact is { Length: > 60 })
                    throw new RuleBroken("form.too-long") { Field = "Contact" };
                // The notice is held until this has ended: whoever approves sees the objection, or it is told that the
                // notice has ended.
                if (
                    await db.Notices.Where(n => n.Id == noticeId && n.ClosedAt == null).Hold(n => n.ReplacedBy, cancel)
                    == 0
                )
                    throw new RuleBroken("projects.notice-closed");
                var view = await read.Public(noticeId, cancel);
                if (view.Ends is { } ends && clock.Today() >= ends)
                    throw new RuleBroken("projects.objection-late", view.Last);
                string said = text.Trim();
                if (
                    await db.Objections.AnyAsync(
                        o => o.NoticeId == noticeId && o.State == ObjectionState.Open && o.Text == said,
                        cancel
                    )
                )
                    throw new RuleBroken("projects.objection-same") { Field = "Text" };
                string code = SecretCode.New();
                db.Objections.Add(
                    new()
                    {
                        Id = Ids.Next(clock),
                        NoticeId = noticeId,
                        At = clock.GetUtcNow(),
                        Text = said,
                        Contact = string.IsNullOrWhiteSpace(contact) ? null : personal.Seal(contact.Trim()),
                        CodeHash = SecretCode.Hash(code),
                        ConsentVersion = consent?.Version,
                        ConsentAt = consent?.At,
                    }
                );
                db.Record("objection.raised", $"notice:{noticeId}");
                db.Notify(
                    "projects.objection",
                    await stand.Above(view.Project.UnitId, cancel),
                    ProjectsModule.Decide,
                    $"/projects/{view.Project.Number}#objections",
                    view.Project.Number,
                    view.Project.Title
                );
                await db.SaveChangesAsync(cancel);
                return code;
            },
            cancel
        );

    public Task Decide(string number, long objectionId, bool upheld, string reasons, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                if (string.IsNullOrWhiteSpace(reasons))
                    throw new RuleBroken("projects.reasons-needed") { Field = "Reasons" };
                var project =
                    await db.Projects.SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
                if (
                    !await db.Objections.AnyAsync(
                        o =>
                            o.Id == objectionId && db.Notices.Any(n => n.Id == o.NoticeId && n.ProjectId == project.Id),
                        cancel
                    )
                )
                    throw new NotFound();
                await stand.Check(project, cancel);
                var (state, now) = (upheld ? ObjectionState.Upheld : ObjectionState.Dismissed, clock.GetUtcNow());
                string said = reasons.Trim(),
                    by = db.Acting.Name;
                // Of two who decide at once the first has decided.
                if (
                    await db
                        .Objections.Where(o => o.Id == objectionId && o.State == ObjectionState.Open)
                        .ExecuteUpdateAsync(
                            set =>
                                set.SetProperty(o => o.State, state)
                                    .SetProperty(o => o.Decision, said)
                                    .SetProperty(o => o.DecidedBy, by)
                                    .SetProperty(o => o.DecidedAt, now),
                            cancel
                        ) == 0
                )
                    throw new RuleBroken(
                        "projects.objection-decided",
                        await db.Objections.Where(o => o.Id == objectionId).Select(o => o.DecidedBy).SingleAsync(cancel)
                            ?? ""
                    );
                db.Record("objection.decided", $"objection:{objectionId}", after: new { upheld, reasons });
                if (upheld && project.State == ProjectState.InNotice)
                {
                    project.Advice = said;
                    await MoveProject.Move(db, project, null, "returned", said, clock, cancel);
                }
                else
                {
                    await db.SaveChangesAsync(cancel);
                }
            },
            cancel
        );

    /// <summary>The telephone number or address somebody left for the answer; reading it stands in the log.</summary>
    public async Task<string?> Contact(string number, long objectionId, CancellationToken cancel)
    {
        var project =
            await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
            ?? throw new NotFound();
        var objection =
            await db
                .Objections.AsNoTracking()
                .SingleOrDefaultAsync(
                    o => o.Id == objectionId && db.Notices.Any(n => n.Id == o.NoticeId && n.ProjectId == project.Id),
                    cancel
                )
            ?? throw new NotFound();
        db.Record("objection.contact-read", $"objection:{objectionId}", after: new { number });
        await db.SaveChangesAsync(cancel);
        return personal.Open(objection.Contact);
    }

    /// <summary>By the code given out: what was written and what was answered.</summary>
    public async Task<(Objection Objection, string Title)> Follow(string code, CancellationToken cancel)
    {
        byte[] hash = SecretCode.Hash(code);
        var objection =
            await db.Objections.AsNoTracking().SingleOrDefaultAsync(o => o.CodeHash == hash, cancel)
            ?? throw new NotFound();
        string? title = await db
            .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(p => db.Notices.Any(n => n.Id == objection.NoticeId && n.ProjectId == p.Id))
            .Select(p => p.Title)
            .SingleOrDefaultAsync(cancel);
        return (
            objection,
            title
                ?? await db
                    .Selections.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                    .Where(s => s.Id == objection.NoticeId)
                    .Select(s => s.Name)
                    .SingleOrDefaultAsync(cancel)
                ?? throw new NotFound()
        );
    }
}
