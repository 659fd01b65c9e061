using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Attached;
using Modular.Projects.Mentors;
using Modular.Projects.Review;

namespace Modular.Projects.Pages.Projects;

internal static class GuidanceLooks
{
    public static Tone Tone(PreVerdict verdict) =>
        verdict switch
        {
            PreVerdict.Ready => Kernel.Ui.Tone.Good,
            PreVerdict.NotYet => Kernel.Ui.Tone.Waiting,
            _ => Kernel.Ui.Tone.Risk,
        };

    public static Tone Tone(AdviceState state) =>
        state switch
        {
            AdviceState.Done => Kernel.Ui.Tone.Good,
            AdviceState.Open => Kernel.Ui.Tone.Waiting,
            _ => Kernel.Ui.Tone.Risk,
        };
}

[NeedsPermission(ProjectsModule.ReadUnit)]
internal sealed class MentorsModel(KeepMentors mentors, UnitDirectory units, ActingScope me) : Screen
{
    public sealed class Form
    {
        public long AccountId { get; set; }
        public int UnitId { get; set; }

        [StringLength(80)]
        public string? Office { get; set; }

        [StringLength(200)]
        public string? Fields { get; set; }
        public int AtOnce { get; set; } = 3;
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public long? Mentor { get; set; }
    public IReadOnlyList<Mentor> Group { get; private set; } = [];
    public IReadOnlyDictionary<long, int> Loads { get; private set; } = new Dictionary<long, int>();
    public IReadOnlyList<LedgerRow> Ledger { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Candidates { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;
    public bool Keeps => me.Current.May(ProjectsModule.KeepGroup);

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPost()
    {
        if (!Keeps)
            return Forbid();
        return await Do(
            () => mentors.Add(Input.AccountId, Input.UnitId, Input.Office, Input.Fields, Input.AtOnce, Cancel),
            () =>
            {
                Say("mentors.said.added");
                return Redirect("/projects/mentors");
            }
        );
    }

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Load();
        return new SheetResult(
            format ?? "xlsx",
            Words["mentors.ledger"],
            [
                .. "mentor|office|number|title|unit|from|until|notes|answered|last|verdict"
                    .Split('|')
                    .Select(k => Words[$"mentors.column.{k}"]),
            ],
            Ledger
                .Select(r =>
                    (IReadOnlyList<object?>)
                        [
                            r.Mentor.Name,
                            r.Mentor.Office,
                            r.Project.Number,
                            r.Project.Title,
                            Tree.Trail(r.Project.UnitId),
                            r.Mentoring.At.LocalDate(),
                            r.Mentoring.EndedAt?.LocalDate(),
                            r.Notes,
                            r.Answered,
                            r.Last,
                            r.Verdict is { } v ? Words.Of(v) : "",
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    protected override async Task Load()
    {
        (Group, Loads, Ledger, Tree) = (
            await mentors.Group(Cancel),
            await mentors.Loads(Cancel),
            await mentors.Ledger(Mentor, Cancel),
            await units.Tree(Cancel)
        );
        if (!Keeps)
            return;
        Candidates = [.. (await mentors.Candidates(Cancel)).Select(c => Choices.Item(c.Name, c.Id))];
        Units = Choices.Units(
            Tree,
            Tree.Under(me.Current.ScopePath).Where(u => u.Kind is UnitKind.District or UnitKind.Town)
        );
    }
}

[NeedsPermission(ProjectsModule.KeepGroup)]
internal sealed class MentorModel(KeepMentors mentors) : Screen
{
    public sealed class Form
    {
        public int Version { get; set; }

        [StringLength(80)]
        public string? Office { get; set; }

        [StringLength(200)]
        public string? Fields { get; set; }
        public int AtOnce { get; set; }
        public bool Closed { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public Mentor Mentor { get; private set; } = null!;

    public async Task OnGet()
    {
        await Load();
        Input = new()
        {
            Version = Mentor.Version,
            Office = Mentor.Office,
            Fields = Mentor.Fields,
            AtOnce = Mentor.AtOnce,
            Closed = Mentor.Closed,
        };
    }

    public Task<IActionResult> OnPost() =>
        Do(
            () => mentors.Change(Id, Input.Version, Input.Office, Input.Fields, Input.AtOnce, Input.Closed, Cancel),
            () =>
            {
                Say("mentors.said.changed");
                return Redirect("/projects/mentors");
            }
        );

    protected override async Task Load() =>
        Mentor = (await mentors.Group(Cancel)).Find(m => m.Id == Id) ?? throw new NotFound();
}

[NeedsPermission(ProjectsModule.Read)]
internal sealed class GuidanceModel(
    GuideProject guide,
    KeepMentors mentors,
    ProjectFiles files,
    ActingScope me,
    TimeProvider clock
) : Screen
{
    public sealed class Form
    {
        public int Version { get; set; }
        public DateOnly? On { get; set; }

        [StringLength(40)]
        public string? Field { get; set; }

        [StringLength(2000)]
        public string? Advice { get; set; }

        [StringLength(1000)]
        public string? Answer { get; set; }

        [StringLength(500)]
        public string? Reasons { get; set; }
        public List<string> Met { get; set; } = [];

        [StringLength(2000)]
        public string? Words { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty]
    public List<IFormFile>? Files { get; set; } = [];
    public GuidanceView View { get; private set; } = null!;
    public IReadOnlyList<MentorOffer> Offers { get; private set; } = [];
    public bool MayAssign => me.Current.May(ProjectsModule.KeepGroup);
    public bool MayAnswer => me.Current.May(ProjectsModule.Design);

    public async Task OnGet()
    {
        await Load();
        Input.On = clock.Today();
    }

    public Task<IActionResult> OnGetFile(long id) => files.Serve(Number, id, Response, Cancel);

    public Task<IActionResult> OnPostAsk() => Act(MayAnswer, "guidance.said.asked", () => guide.Ask(Number, Cancel));

    public Task<IActionResult> OnPostAssign(long mentor) =>
        Act(MayAssign, "mentors.said.assigned", () => mentors.Assign(Number, mentor, Cancel));

    public Task<IActionResult> OnPostEnd() =>
        Act(MayAssign, "mentors.said.ended", () => mentors.End(Number, Input.Reasons, Cancel));

    public Task<IActionResult> OnPostAdvise() =>
        Act(
            true,
            "guidance.said.noted",
            () => guide.Advise(Number, Input.On, Input.Field, Input.Advice, Files, Cancel)
        );

    public Task<IActionResult> OnPostAnswer(long note, bool done) =>
        Act(
            MayAnswer,
            "guidance.said.answered",
            () => guide.Answer(Number, note, Input.Version, done, Input.Answer, Cancel)
        );

    public Task<IActionResult> OnPostJudge(bool ready) =>
        Act(
            true,
            "guidance.said.judged",
            () => guide.Judge(Number, ready ? PreVerdict.Ready : PreVerdict.NotYet, Input.Met, Input.Words, Cancel)
        );

    private async Task<IActionResult> Act(bool allowed, string said, Func<Task> work)
    {
        if (!allowed)
            return Forbid();
        return await Do(
            work,
            () =>
            {
                Say(said);
                return Redirect($"/projects/{Number}/guidance");
            }
        );
    }

    protected override async Task Load()
    {
        View = await guide.View(Number, Cancel);
        if (MayAssign && View.Mentor is null)
            Offers = await mentors.Offers(View.Project, Cancel);
    }
}

[NeedsPermission(ProjectsModule.Read)]
internal sealed class MeetingModel(HoldMeeting meetings, ProjectFiles files, ActingScope me, TimeProvider clock)
    : Screen
{
    public sealed class Person
    {
        [StringLength(40)]
        public string? Name { get; set; }

        [StringLength(80)]
        public string? Unit { get; set; }

        [StringLength(200)]
        public string? Declared { get; set; }
    }

    public sealed class Form
    {
        public int Version { get; set; }
        public DateOnly? On { get; set; }

        [StringLength(80)]
        public string? Place { get; set; }

        [StringLength(40)]
        public string? Chair { get; set; }

        [StringLength(40)]
        public string? Recorder { get; set; }
        public List<Person> Present { get; set; } = [];
        public int? For { get; set; }
        public int? Against { get; set; }
        public int? Abstain { get; set; }
        public string Outcome { get; set; } = "approve";

        [StringLength(4000)]
        public string? Minutes { get; set; }

        [StringLength(1000)]
        public string? Why { get; set; }

        [StringLength(2000)]
        public string? Advice { get; set; }

        public IReadOnlyList<Present> People() =>
            [
                .. Present
                    .Where(p => !string.IsNullOrWhiteSpace(p.Name) || !string.IsNullOrWhiteSpace(p.Unit))
                    .Select(p => new Present(p.Name ?? "", p.Unit ?? "", p.Declared)),
            ];

        public MeetingText Text() =>
            new(
                On,
                Place ?? "",
                Chair ?? "",
                Recorder ?? "",
                People(),
                For ?? 0,
                Against ?? 0,
                Abstain ?? 0,
                Why,
                Advice
            );
    }

    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty]
    public List<IFormFile>? Files { get; set; } = [];

    /// <summary>One of several meetings about the project; the newest when not given.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Which { get; set; }
    public MeetingView View { get; private set; } = null!;

    /// <summary>What was found of those entered so far.</summary>
    public IReadOnlyList<Attendee> Found { get; private set; } = [];
    public bool MayDecide =>
        me.Current.May(ProjectsModule.Decide)
        && View.Project.State
            is Modular.Projects.Design.ProjectState.Submitted
                or Modular.Projects.Design.ProjectState.InReview;

    public async Task OnGet()
    {
        await Load();
        (Input.Version, Input.On) = (View.Project.Version, clock.Today());
    }

    public Task<IActionResult> OnGetFile(long id) => files.Serve(Number, id, Response, Cancel);

    public async Task<IActionResult> OnGetMinutes() =>
        (await meetings.Minutes(Number, Cancel, Which)).File($"{Number} {Words["meeting.document.title"]}");

    /// <summary>Looks for conflicts without writing anything down.</summary>
    public Task<IActionResult> OnPostFind() =>
        Do(
            async () =>
            {
                Found = await meetings.Find(Number, Input.People(), Cancel);
                await Load();
            },
            Page
        );

    public async Task<IActionResult> OnPostDecide()
    {
        if (!me.Current.May(ProjectsModule.Decide))
            return Forbid();
        return await Do(
            () =>
                meetings.Decide(Number, Input.Version, Input.Outcome, Input.Minutes ?? "", Input.Text(), Files, Cancel),
            () =>
            {
                Say("projects.said.decided", Number);
                return Redirect($"/projects/{Number}/meeting");
            }
        );
    }

    protected override async Task Load()
    {
        View = await meetings.View(Number, Cancel, Which);
        if (
            Found.Count == 0
            && Input.People().Count > 0
            && Input.People().All(p => p.Name.Length > 0 && p.Unit.Length > 0)
        )
            Found = await meetings.Find(
                Number,
                [.. Input.People().DistinctBy(p => (p.Name.Trim(), p.Unit.Trim()))],
                Cancel
            );
    }
}
