using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Mentors;

/// <summary>
/// Guidance notes by the mentor, the team's answers, and the pre-review a project with a mentor needs before it is
/// submitted.
/// </summary>
internal sealed class GuideProject(
    ProjectsDb db,
    ProjectFiles files,
    ConflictOfInterest conflicts,
    UnitDirectory units,
    TimeProvider clock
) : ISubmitGate
{
    public async Task<GuidanceView> View(string number, CancellationToken cancel)
    {
        // The page comes back after a refusal too, when the scope alone would count.
        var project =
            await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
            ?? await db.Guided().AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
            ?? throw new NotFound();
        var all = await db
            .Mentorings.AsNoTracking()
            .Where(m => m.ProjectId == project.Id)
            .OrderBy(m => m.Id)
            .ToListAsync(cancel);
        var mentorIds = all.ConvertAll(m => m.MentorId);
        // Whoever sees the project sees who guides it; the group may be kept by a unit above.
        var mentors = await db
            .Mentors.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(m => mentorIds.Contains(m.Id))
            .ToDictionaryAsync(m => m.Id, cancel);
        var now = all.Find(m => m.EndedAt is null);
        var reviews = await db
            .PreReviews.AsNoTracking()
            .Where(r => r.ProjectId == project.Id)
            .OrderByDescending(r => r.Id)
            .ToListAsync(cancel);
        int text = await TextNo(project.Id, cancel);
        return new(
            project,
            now is null ? null : mentors[now.MentorId],
            now,
            now is not null && now.AccountId == db.Acting.AccountId,
            [.. all.Where(m => m.EndedAt is not null).Select(m => (m, mentors[m.MentorId].Name))],
            await db
                .GuidanceNotes.AsNoTracking()
                .Where(n => n.ProjectId == project.Id)
                .OrderByDescending(n => n.Id)
                .ToListAsync(cancel),
            reviews,
            reviews.FirstOrDefault(),
            reviews.FirstOrDefault() is { } last
                && (last.TextNo != text || (now is not null && last.MentoringId is { } by && by != now.Id)),
            await files.Of(project.Id, FileOf.Guidance, cancel)
        );
    }

    /// <summary>
    /// The team asks its mentor to look, or, without one, whoever keeps the group to name one. Once a day.
    /// </summary>
    public Task Ask(string number, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var project =
                    await db.Projects.SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
                if (!ProjectMoves.Open.Contains(project.State))
                    throw new RuleBroken("projects.move-not-allowed");
                var today = clock.Today().StartOfDay();
                if (
                    await db.Events.AnyAsync(
                        e => e.ProjectId == project.Id && e.What == "mentor-asked" && e.At >= today,
                        cancel
                    )
                )
                    throw new RuleBroken("guidance.asked-today");
                var mentoring = await db
                    .Mentorings.AsNoTracking()
                    .SingleOrDefaultAsync(m => m.OpenProjectId == project.Id, cancel);
                if (mentoring is not null)
                    db.NotifyPerson(
                        "projects.guidance-asked",
                        mentoring.AccountId,
                        $"/projects/{number}/guidance",
                        number,
                        project.Title
                    );
                else
                    db.Notify(
                        "projects.mentor-wanted",
                        (await units.Tree(cancel)).Find(project.UnitId)?.ParentId ?? project.UnitId,
                        ProjectsModule.KeepGroup,
                        $"/projects/{number}/guidance",
                        number,
                        project.Title
                    );
                MoveProject.Note(db, project, "mentor-asked", null, clock);
                db.Record("guidance.asked", $"project:{number}", after: new { Mentor = mentoring?.MentorId });
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    public async Task Advise(
        string number,
        DateOnly? on,
        string? field,
        string? advice,
        IReadOnlyList<IFormFile>? attached,
        CancellationToken cancel
    )
    {
        var (project, mentoring) = await Mine(number, cancel);
        field = (field ?? "").Trim();
        if (field.Length is 0 or > 40)
            throw new RuleBroken("guidance.field-needed") { Field = "Field" };
        if (string.IsNullOrWhiteSpace(advice) || advice.Length > 2000)
            throw new RuleBroken("guidance.advice-needed") { Field = "Advice" };
        var day = on ?? clock.Today();
        if (day > clock.Today() || day < mentoring.At.LocalDate())
            throw new RuleBroken("guidance.day-wrong", mentoring.At.LocalDate()) { Field = "On" };
        var note = new GuidanceNote
        {
            Id = Ids.Next(clock),
            ProjectId = project.Id,
            MentoringId = mentoring.Id,
            At = clock.GetUtcNow(),
            By = db.Acting.Name,
            On = day,
            Field = field,
            Advice = advice.Trim(),
        };
        db.GuidanceNotes.Add(note);
        await files.Add(project.Id, FileOf.Guidance, note.Id, attached, shown: false, cancel);
        db.Record("guidance.noted", $"project:{number}", after: new { note.Id, field });
        db.Notify(
            "projects.note",
            project.UnitId,
            ProjectsModule.Design,
            $"/projects/{number}/guidance#note-{note.Id}",
            number,
            project.Title,
            field
        );
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>The team's word on one piece of advice: done, or not done and why.</summary>
    public async Task Answer(
        string number,
        long noteId,
        int version,
        bool done,
        string? answer,
        CancellationToken cancel
    )
    {
        var project = await db.Projects.SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
        var note =
            await db.GuidanceNotes.SingleOrDefaultAsync(n => n.Id == noteId && n.ProjectId == project.Id, cancel)
            ?? throw new NotFound();
        if (note.Version != version)
            throw new RuleBroken("rule.changed-meanwhile");
        if (!done && string.IsNullOrWhiteSpace(answer))
            throw new RuleBroken("guidance.why-not") { Field = "Answer" };
        if (answer?.Length > 1000)
            throw new RuleBroken("form.too-long") { Field = "Answer" };
        (note.State, note.Answer, note.AnsweredBy, note.AnsweredAt) = (
            done ? AdviceState.Done : AdviceState.NotDone,
            answer?.Trim(),
            db.Acting.Name,
            clock.GetUtcNow()
        );
        db.Record("guidance.answered", $"project:{number}", after: new { note.Id, note.State });
        if (
            await db
                .Mentorings.Where(m => m.Id == note.MentoringId && m.EndedAt == null)
                .Select(m => (long?)m.AccountId)
                .SingleOrDefaultAsync(cancel) is
            { } mentor
        )
            db.NotifyPerson(
                "projects.note-answered",
                mentor,
                $"/projects/{number}/guidance#note-{note.Id}",
                number,
                project.Title
            );
        await db.SaveChangesAsync(cancel);
    }

    public async Task Judge(
        string number,
        PreVerdict verdict,
        IReadOnlyList<string> met,
        string? advice,
        CancellationToken cancel
    )
    {
        var (project, mentoring) = await Mine(number, cancel);
        if (!ProjectMoves.Open.Contains(project.State))
            throw new RuleBroken("guidance.not-now");
        if (verdict is not (PreVerdict.Ready or PreVerdict.NotYet))
            throw new RuleBroken("guidance.verdict-needed") { Field = "Verdict" };
        var found = PreReview.Points.Where(met.Contains).ToList();
        if (verdict == PreVerdict.Ready && found.Count < PreReview.Points.Length)
            throw new RuleBroken("guidance.points-open") { Field = "Verdict" };
        if (verdict == PreVerdict.NotYet && string.IsNullOrWhiteSpace(advice))
            throw new RuleBroken("guidance.advice-needed") { Field = "Words" };
        if (advice?.Length > 2000)
            throw new RuleBroken("form.too-long") { Field = "Words" };
        // Leader and responsible person are written by the team and may have changed since the mentor was chosen.
        if (
            (
                await conflicts.Between([mentoring.AccountId], [KeepMentors.AsJudged(project)], cancel)
            ).FirstOrDefault() is
            { } near
        )
            throw new RuleBroken("mentors.conflict", db.Acting.Name, near.Detail);
        db.PreReviews.Add(
            new()
            {
                Id = Ids.Next(clock),
                ProjectId = project.Id,
                MentoringId = mentoring.Id,
                TextNo = await TextNo(project.Id, cancel),
                At = clock.GetUtcNow(),
                By = db.Acting.Name,
                Verdict = verdict,
                Met = string.Join(' ', found),
                Advice = advice?.Trim() ?? "",
            }
        );
        MoveProject.Note(
            db,
            project,
            verdict == PreVerdict.Ready ? "pre-review-ready" : "pre-review-not-yet",
            string.IsNullOrWhiteSpace(advice) ? null : advice.Trim(),
            clock
        );
        db.Record("guidance.pre-reviewed", $"project:{number}", after: new { verdict, found });
        db.Notify(
            "projects.pre-reviewed",
            project.UnitId,
            ProjectsModule.Design,
            $"/projects/{number}/guidance",
            number,
            project.Title
        );
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>
    /// Part of a submission: a project with a mentor goes with its present mentor's "ready" of its present text, or
    /// with the reason why without.
    /// </summary>
    /// <param name="without">The team's reason; kept where reviewers read it.</param>
    public async Task Submitting(Project project, string? without, CancellationToken cancel)
    {
        if (
            await db
                .Mentorings.Where(m => m.OpenProjectId == project.Id)
                .Select(m => (long?)m.Id)
                .SingleOrDefaultAsync(cancel)
            is not { } now
        )
            return;
        int text = await TextNo(project.Id, cancel);
        if (
            await db
                .PreReviews.Where(r => r.MentoringId == now)
                .OrderByDescending(r => r.Id)
                .FirstOrDefaultAsync(cancel)
                is { Verdict: PreVerdict.Ready } last
            && last.TextNo == text
        )
            return;
        if (string.IsNullOrWhiteSpace(without))
            throw new RuleBroken("guidance.pre-review-needed") { Field = "Reasons" };
        db.PreReviews.Add(
            new()
            {
                Id = Ids.Next(clock),
                ProjectId = project.Id,
                TextNo = text,
                At = clock.GetUtcNow(),
                By = db.Acting.Name,
                Verdict = PreVerdict.Without,
                Advice = without.Trim(),
            }
        );
        db.Record("guidance.submitted-without", $"project:{project.Number}", after: new { without });
    }

    private async Task<int> TextNo(long projectId, CancellationToken cancel) =>
        await db.TextVersions.Where(v => v.ProjectId == projectId).MaxAsync(v => (int?)v.No, cancel) ?? 0;

    private async Task<(Project, Mentoring)> Mine(string number, CancellationToken cancel)
    {
        var project = await db.Guided().SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
        long me = db.Acting.AccountId ?? 0;
        return (
            project,
            await db
                .Mentorings.AsNoTracking()
                .SingleOrDefaultAsync(m => m.OpenProjectId == project.Id && m.AccountId == me, cancel)
                ?? throw new NotFound()
        );
    }
}

/// <param name="Mine">The reader is the mentor.</param>
/// <param name="Latest">
/// The last pre-review; <paramref name="Stale"/> when the text was changed since, or it was an earlier mentor's.
/// </param>
internal sealed record GuidanceView(
    Project Project,
    Mentor? Mentor,
    Mentoring? Mentoring,
    bool Mine,
    IReadOnlyList<(Mentoring Mentoring, string Name)> Before,
    IReadOnlyList<GuidanceNote> Notes,
    IReadOnlyList<PreReview> Reviews,
    PreReview? Latest,
    bool Stale,
    ILookup<long, ProjectFile> Files
);
