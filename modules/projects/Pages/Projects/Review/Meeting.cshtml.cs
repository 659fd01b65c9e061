using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Projects.Domain;
using Modular.Projects.Review;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
[PostNeeds(ProjectsModule.Decide)]
internal sealed class MeetingModel(HoldMeeting meetings, ProjectFiles files, ActingScope me, TimeProvider clock)
    : StaffPage
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
    public IReadOnlyList<SelectListItem> Outcomes =>
        [.. "approve|return|reject".Split('|').Select(o => new SelectListItem(Words[$"projects.outcome.{o}"], o))];

    /// <summary>Rows to enter people in: those who are entered, and at least one that is empty.</summary>
    public int Rows => Math.Max(3, Input.Present.Count + 1);
    public bool MayDecide =>
        me.Current.May(ProjectsModule.Decide)
        && View.Project.State
            is Modular.Projects.Domain.ProjectState.Submitted
                or Modular.Projects.Domain.ProjectState.InReview;

    /// <summary>Who stands in a row of the form.</summary>
    public Person At(int row) => row < Input.Present.Count ? Input.Present[row] : new();

    /// <summary>What was found of a person; null while nothing was looked for.</summary>
    public Attendee? FoundOf(Person person) =>
        Found.FirstOrDefault(f => f.Name == person.Name?.Trim() && f.Unit == person.Unit?.Trim());

    public async Task OnGet()
    {
        await Load();
        (Input.Version, Input.On) = (View.Project.Version, clock.Today());
    }

    public Task<IActionResult> OnGetFile(long id) => files.Serve(Number, id, Response, Cancel);

    public async Task<IActionResult> OnGetMinutes() =>
        (await meetings.Minutes(Number, Cancel, Which)).File($"{Number} {Words["meeting.document.title"]}");

    /// <summary>Looks for conflicts without writing anything down.</summary>
    [PostNeeds(ProjectsModule.Read)]
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
