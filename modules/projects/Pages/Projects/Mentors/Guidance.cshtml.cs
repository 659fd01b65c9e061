using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Projects.Domain;
using Modular.Projects.Mentors;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
[PostNeeds(ProjectsModule.KeepGroup)]
internal sealed class GuidanceModel(
    GuideProject guide,
    KeepMentors mentors,
    ProjectFiles files,
    ActingScope me,
    TimeProvider clock
) : StaffPage
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

    [PostNeeds(ProjectsModule.Design)]
    public Task<IActionResult> OnPostAsk() => Act("guidance.said.asked", () => guide.Ask(Number, Cancel));

    public Task<IActionResult> OnPostAssign(long mentor) =>
        Act("mentors.said.assigned", () => mentors.Assign(Number, mentor, Cancel));

    public Task<IActionResult> OnPostEnd() =>
        Act("mentors.said.ended", () => mentors.End(Number, Input.Reasons, Cancel));

    /// <summary>A mentor reads only; the use case asks whether this one is the project's.</summary>
    [PostNeeds(ProjectsModule.Read)]
    public Task<IActionResult> OnPostAdvise() =>
        Act("guidance.said.noted", () => guide.Advise(Number, Input.On, Input.Field, Input.Advice, Files, Cancel));

    [PostNeeds(ProjectsModule.Design)]
    public Task<IActionResult> OnPostAnswer(long note, bool done) =>
        Act("guidance.said.answered", () => guide.Answer(Number, note, Input.Version, done, Input.Answer, Cancel));

    [PostNeeds(ProjectsModule.Read)]
    public Task<IActionResult> OnPostJudge(bool ready) =>
        Act(
            "guidance.said.judged",
            () => guide.Judge(Number, ready ? PreVerdict.Ready : PreVerdict.NotYet, Input.Met, Input.Words, Cancel)
        );

    private Task<IActionResult> Act(string said, Func<Task> work) => Do(work, said, $"/projects/{Number}/guidance");

    protected override async Task Load()
    {
        View = await guide.View(Number, Cancel);
        if (MayAssign && View.Mentor is null)
            Offers = await mentors.Offers(View.Project, Cancel);
    }
}
