using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Documents;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Mentors;

namespace Modular.Projects.Review;

/// <summary>
/// A decision made at a meeting. Whoever declared an interest, or is found by the system to have one, stands back from
/// the vote; an outcome other than the majority's needs its reason. The majority is more than half of the votes given,
/// abstentions counted.
/// </summary>
internal sealed class HoldMeeting(
    ProjectsDb db,
    KernelDb kernel,
    ReviewProject review,
    ProjectFiles files,
    ConflictOfInterest conflicts,
    UnitDirectory units,
    Words words,
    TimeProvider clock
)
{
    private const int MostPeople = 60;

    public async Task<MeetingView> View(string number, CancellationToken cancel, long? which = null)
    {
        var project =
            await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
            ?? throw new NotFound();
        var all = await db
            .ReviewMeetings.AsNoTracking()
            .Where(m => m.ProjectId == project.Id)
            .OrderBy(m => m.Id)
            .ToListAsync(cancel);
        var meeting = which is { } asked ? all.Find(m => m.Id == asked) ?? throw new NotFound() : all.LastOrDefault();
        var pre = await db
            .PreReviews.AsNoTracking()
            .Where(r => r.ProjectId == project.Id)
            .OrderByDescending(r => r.Id)
            .FirstOrDefaultAsync(cancel);
        if (meeting is null)
            return new(project, null, [], [], pre, all);
        return new(
            project,
            meeting,
            await db
                .Attendees.AsNoTracking()
                .Where(a => a.MeetingId == meeting.Id)
                .OrderBy(a => a.Place)
                .ToListAsync(cancel),
            [.. (await files.Of(project.Id, FileOf.Minutes, cancel))[meeting.Id]],
            pre,
            all
        );
    }

    /// <summary>Who of those present would have to stand back, before anything is written down.</summary>
    public async Task<IReadOnlyList<Attendee>> Find(
        string number,
        IReadOnlyList<Present> present,
        CancellationToken cancel
    )
    {
        var project =
            await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
            ?? throw new NotFound();
        return await People(project, 0, present, cancel);
    }

    public Task Decide(
        string number,
        int version,
        string outcome,
        string minutes,
        MeetingText text,
        IReadOnlyList<IFormFile>? attached,
        CancellationToken cancel
    ) =>
        db.InTransaction(
            async () =>
            {
                var project =
                    await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
                    ?? throw new NotFound();
                string move = ReviewProject.Moves(outcome);
                if (string.IsNullOrWhiteSpace(minutes))
                    throw new RuleBroken("projects.minutes-needed") { Field = "Minutes" };
                if (outcome == "return" && string.IsNullOrWhiteSpace(text.Advice))
                    throw new RuleBroken("meeting.advice-needed") { Field = "Advice" };
                if (text.On is not { } on || on > clock.Today() || on < clock.Today().AddYears(-1))
                    throw new RuleBroken("meeting.day-wrong") { Field = "On" };
                if (string.IsNullOrWhiteSpace(text.Chair))
                    throw new RuleBroken("meeting.chair-needed") { Field = "Chair" };
                long id = Ids.Next(clock);
                var people = await People(project, id, text.Present, cancel);
                Check(text, outcome, people);
                db.ReviewMeetings.Add(
                    new()
                    {
                        Id = id,
                        ProjectId = project.Id,
                        On = on,
                        Place = text.Place.Trim(),
                        Chair = text.Chair.Trim(),
                        Recorder = text.Recorder.Trim(),
                        Outcome = outcome,
                        Minutes = minutes.Trim(),
                        For = text.For,
                        Against = text.Against,
                        Abstain = text.Abstain,
                        Why = string.IsNullOrWhiteSpace(text.Why) ? null : text.Why.Trim(),
                        Advice = outcome == "return" ? text.Advice!.Trim() : null,
                        At = clock.GetUtcNow(),
                        By = db.Acting.Name,
                    }
                );
                db.Attendees.AddRange(people);
                await files.Add(project.Id, FileOf.Minutes, id, attached, shown: false, cancel);
                db.Record(
                    "project.review-meeting",
                    $"project:{number}",
                    after: new
                    {
                        move,
                        on,
                        text.For,
                        text.Against,
                        text.Abstain,
                        StoodBack = people.Count(p => p.StandsBack),
                        text.Why,
                    }
                );
                await review.Decide(number, version, outcome, minutes, cancel, text.Advice);
            },
            cancel
        );

    /// <summary>The minutes in the official layout, to sign.</summary>
    public async Task<OfficialDocument> Minutes(string number, CancellationToken cancel, long? which = null)
    {
        var view = await View(number, cancel, which);
        if (view.Meeting is not { } m)
            throw new NotFound();
        var (p, tree) = (view.Project, await units.Tree(cancel));
        var document = new OfficialDocument(words["meeting.document.title"])
            .Section(words["meeting.document.what"])
            .Text(
                string.Join(
                    '\n',
                    words["meeting.document.project", p.Title, p.Number],
                    words["meeting.document.unit", tree.Trail(p.UnitId)],
                    words["meeting.document.leaders", Dash(p.Leader), Dash(p.Responsible)],
                    words["meeting.document.when", m.On, Dash(m.Place)],
                    words["meeting.document.chair", m.Chair, Dash(m.Recorder)]
                )
            )
            .Section(words["meeting.document.people"])
            .Table(
                [
                    words["meeting.name"],
                    words["meeting.unit"],
                    words["meeting.declared"],
                    words["meeting.found"],
                    words["meeting.vote"],
                ],
                view.People.Select(a =>
                    (IReadOnlyList<string>)
                        [
                            a.Name,
                            a.Unit,
                            a.Declared ?? words["meeting.nothing"],
                            a.Found is null ? words["meeting.nothing"] : words[a.Found, a.Detail],
                            words[a.StandsBack ? "meeting.stands-back" : "meeting.votes"],
                        ]
                )
            )
            .Section(words["meeting.document.views"])
            .Text(m.Minutes)
            .Section(words["meeting.document.vote"])
            .Text(
                words[
                    "meeting.document.figures",
                    view.People.Count,
                    view.People.Count(a => !a.StandsBack),
                    m.For,
                    m.Against,
                    m.Abstain
                ]
            )
            .Text(words["meeting.document.outcome", words[$"projects.outcome.{m.Outcome}"]]);
        if (m.Why is not null)
            document.Text(words["meeting.document.why", m.Why]);
        if (m.Advice is not null)
            document.Text(words["meeting.document.advice", m.Advice]);
        if (view.Mentor is { } pre)
            document.Section(words["meeting.document.mentor"]).Text($"{words.Of(pre.Verdict)} {pre.Advice}".Trim());
        return document
            .Text(words["meeting.document.signatures"])
            .Signed(tree.Name(tree.Find(p.UnitId)?.ParentId ?? p.UnitId), Words.Date(m.On).Split(' ')[0]);
    }

    private static void Check(MeetingText text, string outcome, IReadOnlyList<Attendee> people)
    {
        if (people.Count == 0)
            throw new RuleBroken("meeting.people-needed") { Field = "Present" };
        if (text.For < 0 || text.Against < 0 || text.Abstain < 0)
            throw new RuleBroken("meeting.votes-wrong") { Field = "For" };
        int cast = text.For + text.Against + text.Abstain,
            may = people.Count(p => !p.StandsBack);
        if (cast == 0)
            throw new RuleBroken("meeting.votes-needed") { Field = "For" };
        if (cast > may)
            throw new RuleBroken("meeting.votes-many", cast, may) { Field = "For" };
        bool carried = text.For * 2 > cast;
        if (carried != (outcome == "approve") && string.IsNullOrWhiteSpace(text.Why))
            throw new RuleBroken(carried ? "meeting.why-not" : "meeting.why-though", text.For, cast) { Field = "Why" };
    }

    private async Task<IReadOnlyList<Attendee>> People(
        Project project,
        long meeting,
        IReadOnlyList<Present> present,
        CancellationToken cancel
    )
    {
        if (present.Count > MostPeople)
            throw new RuleBroken("meeting.people-many", MostPeople) { Field = "Present" };
        if (
            present.FirstOrDefault(p =>
                string.IsNullOrWhiteSpace(p.Name)
                || p.Name.Length > 40
                || string.IsNullOrWhiteSpace(p.Unit)
                || p.Unit.Length > 80
            )
            is not null
        )
            throw new RuleBroken("meeting.person-line") { Field = "Present" };
        if (present.GroupBy(p => (p.Name.Trim(), p.Unit.Trim())).Any(g => g.Count() > 1))
            throw new RuleBroken("meeting.person-twice") { Field = "Present" };
        var names = present.Select(p => p.Name.Trim()).ToList();
        var accounts = await kernel
            .Accounts.AsNoTracking()
            .Where(a => names.Contains(a.DisplayName))
            .Select(a => new { a.Id, a.DisplayName })
            .ToListAsync(cancel);
        var found = (
            await conflicts.Between([.. accounts.Select(a => a.Id)], [KeepMentors.AsJudged(project)], cancel)
        ).ToLookup(c => accounts.First(a => a.Id == c.AccountId).DisplayName);
        var tree = await units.Tree(cancel);
        return
        [
            .. present.Select(
                (p, i) =>
                {
                    var (key, detail) = Near(project, p, found[p.Name.Trim()].FirstOrDefault(), tree);
                    return new Attendee
                    {
                        Id = Ids.Next(clock),
                        MeetingId = meeting,
                        Place = i,
                        Name = p.Name.Trim(),
                        Unit = p.Unit.Trim(),
                        Declared = string.IsNullOrWhiteSpace(p.Declared) ? null : p.Declared.Trim(),
                        Found = key,
                        Detail = detail,
                    };
                }
            ),
        ];
    }

    /// <summary>
    /// People without an account are found by what was written of them: the name of who answers for the project, or its
    /// unit.
    /// </summary>
    private static (string?, string?) Near(Project project, Present p, ConflictFound? found, UnitTree tree)
    {
        string name = p.Name.Trim(),
            unit = p.Unit.Trim();
        if (name == project.Leader.Trim() || name == project.Responsible.Trim())
            return ("conflict.answers", name);
        if (unit == tree.Name(project.UnitId) || unit == tree.Trail(project.UnitId))
            return ("conflict.own-unit", tree.Name(project.UnitId));
        return (found?.Key, found?.Detail);
    }

    private static string Dash(string text) => text.Length == 0 ? "\u2014" : text;
}

internal sealed record Present(string Name, string Unit, string? Declared);

internal sealed record MeetingText(
    DateOnly? On,
    string Place,
    string Chair,
    string Recorder,
    IReadOnlyList<Present> Present,
    int For,
    int Against,
    int Abstain,
    string? Why,
    string? Advice = null
);

/// <param name="Meeting">The one shown: the newest, or the one asked for.</param>
/// <param name="All">All meetings about the project, oldest first.</param>
internal sealed record MeetingView(
    Project Project,
    ReviewMeeting? Meeting,
    IReadOnlyList<Attendee> People,
    IReadOnlyList<ProjectFile> Files,
    PreReview? Mentor,
    IReadOnlyList<ReviewMeeting> All
);
