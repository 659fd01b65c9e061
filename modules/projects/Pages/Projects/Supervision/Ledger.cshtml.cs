using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Projects.Supervision;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
[PostNeeds(ProjectsModule.Design)]
internal sealed class LedgerModel(
    ListLiaison browse,
    KeepLiaison keep,
    ListIssues issues,
    Supervise supervise,
    ActingScope me
) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty]
    public LedgerForm Input { get; set; } = new();

    [BindProperty]
    public List<IFormFile>? Files { get; set; } = [];
    public ProjectLiaison View { get; private set; } = null!;
    public IReadOnlyList<SupervisionIssue> Issues { get; private set; } = [];
    public bool MayWrite => me.Current.May(ProjectsModule.Design);
    public bool MayFind => me.Current.May(ProjectsModule.Decide);

    /// <summary>Which of the forms was refused, so that it stays open.</summary>
    public string Sent { get; private set; } = "";

    /// <summary>Lines of the form; one of each kind to begin with.</summary>
    public IReadOnlyList<LiaisonLineForm> Lines =>
        Input.Lines.Count > 0
            ? Input.Lines
            :
            [
                new() { Kind = LiaisonKind.Problem },
                new() { Kind = LiaisonKind.Resource },
                new() { Kind = LiaisonKind.FollowUp },
            ];

    public async Task OnGet()
    {
        await Load();
        (Input.On, Input.Leader, Input.Responsible, Input.WorkingDays) = (
            View.Today,
            View.Project.Leader,
            View.Project.Responsible,
            5
        );
    }

    public Task<IActionResult> OnPostVisit() =>
        Act(
            "visit",
            "liaison.said.visit",
            () => keep.Record(Number, Input.On, Input.Leader, Input.Findings, Input.Written, Cancel)
        );

    public Task<IActionResult> OnPostStrike(long visit) =>
        Act("strike", "liaison.said.struck", () => keep.Strike(Number, visit, Input.Why, Cancel));

    public Task<IActionResult> OnPostDone(long item) =>
        Act("done", "liaison.said.done", () => keep.Done(Number, item, Input.Version, Input.Result, Cancel));

    [PostNeeds(ProjectsModule.Decide)]
    public Task<IActionResult> OnPostFind() =>
        Act(
            "find",
            "supervise.said.found",
            () =>
                supervise.Find(
                    Number,
                    new(Input.What, Input.Responsible, Input.DueOn, Input.WorkingDays),
                    Files,
                    Cancel
                ),
            "#supervision"
        );

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Load();
        string All(LiaisonRow r, LiaisonKind kind) =>
            string.Join('\n', r.Items.Where(i => i.Kind == kind).Select((i, n) => $"{n + 1}. {i.Text}"));
        string Done(LiaisonRow r) =>
            string.Join(
                '\n',
                r.Items.Where(i => i.Kind != LiaisonKind.Resource)
                    .Select(i =>
                        i.DoneOn is { } on
                            ? Words["liaison.done-on", Kernel.Texts.Words.ShortDate(on), i.Result]
                            : Words["liaison.open-until", Kernel.Texts.Words.ShortDate(i.DueOn!.Value)]
                    )
            );
        return new SheetResult(
            format ?? "xlsx",
            Words["liaison.export", View.Project.Title],
            [
                .. "on|leader|findings|problems|resources|follow-ups|outcome"
                    .Split('|')
                    .Select(k => Words[$"liaison.{k}"]),
            ],
            View.Rows.Where(r => r.Visit.StruckAt is null)
                .Select(r =>
                    (IReadOnlyList<object?>)
                        [
                            r.Visit.On,
                            r.Visit.Leader,
                            r.Visit.Findings,
                            All(r, LiaisonKind.Problem),
                            All(r, LiaisonKind.Resource),
                            All(r, LiaisonKind.FollowUp),
                            Done(r),
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    private async Task<IActionResult> Act(string form, string said, Func<Task> work, string end = "")
    {
        Sent = form;
        return await Do(
            work,
            () =>
            {
                Say(said);
                return Redirect($"/projects/{Number}/ledger{end}");
            }
        );
    }

    protected override async Task Load()
    {
        View = await browse.Of(Number, Cancel);
        Issues = await issues.Of(View.Project.Id, Cancel);
    }
}
