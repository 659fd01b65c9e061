using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Attached;
using Modular.Projects.Ledgers;

namespace Modular.Projects.Pages.Projects;

internal sealed class LiaisonLineForm
{
    public LiaisonKind Kind { get; set; }
    public string? Text { get; set; }
    public DateOnly? DueOn { get; set; }
}

internal sealed class LedgerForm
{
    public DateOnly? On { get; set; }
    public string? Leader { get; set; }
    public string? Findings { get; set; }
    public List<LiaisonLineForm> Lines { get; set; } = [];
    public string? Result { get; set; }
    public int Version { get; set; }
    public string? What { get; set; }
    public string? Responsible { get; set; }
    public DateOnly? DueOn { get; set; }
    public int? WorkingDays { get; set; }
    public string? How { get; set; }
    public string? Why { get; set; }

    public IReadOnlyList<LiaisonLine> Written =>
        [
            .. Lines
                .Where(l => !string.IsNullOrWhiteSpace(l.Text))
                .Select(l => new LiaisonLine(l.Kind, l.Text!, l.DueOn)),
        ];
}

[NeedsPermission(ProjectsModule.Read)]
internal sealed class LedgerModel(
    BrowseLiaison browse,
    KeepLiaison keep,
    BrowseIssues issues,
    Supervise supervise,
    ActingScope me
) : Screen
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
            MayWrite,
            "liaison.said.visit",
            () => keep.Record(Number, Input.On, Input.Leader, Input.Findings, Input.Written, Cancel)
        );

    public Task<IActionResult> OnPostStrike(long visit) =>
        Act("strike", MayWrite, "liaison.said.struck", () => keep.Strike(Number, visit, Input.Why, Cancel));

    public Task<IActionResult> OnPostDone(long item) =>
        Act("done", MayWrite, "liaison.said.done", () => keep.Done(Number, item, Input.Version, Input.Result, Cancel));

    public Task<IActionResult> OnPostFind() =>
        Act(
            "find",
            MayFind,
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

    private async Task<IActionResult> Act(string form, bool allowed, string said, Func<Task> work, string end = "")
    {
        Sent = form;
        return !allowed
            ? Forbid()
            : await Do(
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

[NeedsPermission(ProjectsModule.Read)]
internal sealed class LiaisonModel(BrowseLiaison browse, UnitDirectory units) : Screen
{
    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? Until { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Leader { get; set; }
    public LiaisonOverview View { get; private set; } = null!;
    public UnitTree Tree { get; private set; } = null!;

    public Task OnGet() => Load();

    public async Task<IActionResult> OnGetExport(string? format, string? by)
    {
        await Load();
        bool projects = by == "projects";
        return new SheetResult(
            format ?? "xlsx",
            Words[projects ? "liaison.export.projects" : "liaison.export.leaders"],
            [
                Words[projects ? "projects.title" : "liaison.leader"],
                .. "visits|projects|problems|solved|resources|late|last"
                    .Split('|')
                    .Select(k => Words[$"liaison.figure.{k}"]),
            ],
            (projects ? View.Projects : View.Leaders)
                .Select(f =>
                    (IReadOnlyList<object?>)
                        [
                            f.Number is null ? f.Name : $"{f.Number} {f.Name}",
                            f.Visits,
                            f.Projects,
                            f.Problems,
                            f.Solved,
                            f.Resources,
                            f.Late,
                            f.Last,
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        (From, Until) = (
            From is { Year: >= 2000 and <= 2100 } ? From : null,
            Until is { Year: >= 2000 and <= 2100 } ? Until : null
        );
        View = await browse.Overview(From, Until, string.IsNullOrWhiteSpace(Leader) ? null : Leader, Cancel);
    }
}

[NeedsPermission(ProjectsModule.Read)]
internal sealed class IssueModel(
    BrowseIssues browse,
    Supervise supervise,
    ProjectFiles files,
    ActingScope me,
    TimeProvider clock
) : Screen
{
    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public LedgerForm Input { get; set; } = new();

    [BindProperty]
    public List<IFormFile>? Files { get; set; } = [];
    public IssueView View { get; private set; } = null!;
    public DateOnly Today => clock.Today();
    public bool MayMend => me.Current.May(ProjectsModule.Design);

    public async Task OnGet()
    {
        await Load();
        (Input.Version, Input.WorkingDays) = (View.Issue.Version, 3);
    }

    public Task<IActionResult> OnGetFile(long file) => files.Serve(Number, file, Response, Cancel);

    public Task<IActionResult> OnPostMend() =>
        Act(
            MayMend,
            "supervise.said.mended",
            () => supervise.Mend(Number, Id, Input.Version, Input.How, Files, Cancel)
        );

    public Task<IActionResult> OnPostConfirm() =>
        Act(true, "supervise.said.confirmed", () => supervise.Confirm(Number, Id, Input.Version, Cancel));

    public Task<IActionResult> OnPostSendBack() =>
        Act(
            true,
            "supervise.said.sent-back",
            () => supervise.SendBack(Number, Id, Input.Version, Input.Why, Input.DueOn, Input.WorkingDays, Cancel)
        );

    private async Task<IActionResult> Act(bool allowed, string said, Func<Task> work) =>
        !allowed
            ? Forbid()
            : await Do(
                work,
                () =>
                {
                    Say(said);
                    return Redirect($"/projects/{Number}/supervision/{Id}");
                }
            );

    protected override async Task Load() => View = await browse.One(Number, Id, Cancel);
}

[NeedsPermission(ProjectsModule.Read)]
internal sealed class IssuesModel(BrowseIssues browse, TimeProvider clock) : Screen
{
    [BindProperty(SupportsGet = true)]
    public IssueState? State { get; set; }
    public IReadOnlyList<(string Number, string Title, SupervisionIssue Issue)> Rows { get; private set; } = [];
    public DateOnly Today => clock.Today();

    public Task OnGet() => Load();

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Load();
        return new SheetResult(
            format ?? "xlsx",
            Words["supervise.export"],
            [
                .. "number|project|what|found-by|found-on|responsible|due|state|how|mended-by"
                    .Split('|')
                    .Select(k => Words[$"supervise.{k}"]),
            ],
            Rows.Select(r =>
                    (IReadOnlyList<object?>)
                        [
                            r.Issue.Number,
                            $"{r.Number} {r.Title}",
                            r.Issue.What,
                            Words.Who(r.Issue.FoundBy),
                            r.Issue.FoundOn,
                            r.Issue.Responsible,
                            r.Issue.DueOn,
                            Words.Of(r.Issue.State),
                            r.Issue.Rectification,
                            r.Issue.MendedBy is { } mender ? Words.Who(mender) : null,
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    protected override async Task Load() => Rows = await browse.All(State, Cancel);
}

[NeedsPermission(ProjectsModule.Read)]
internal sealed class RiskModel(ProjectRisks risks, UnitDirectory units) : Screen
{
    [BindProperty(SupportsGet = true)]
    public RiskKind? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Town { get; set; }
    public IReadOnlyList<RiskRow> All { get; private set; } = [];
    public IEnumerable<RiskRow> Rows =>
        All.Where(r => (Kind is null || r.Kind == Kind) && (Town is null || r.TownId == Town));
    public UnitTree Tree { get; private set; } = null!;

    public Task OnGet() => Load();

    public string TownName(int id) => id == 0 ? Words["risk.no-town"] : Tree.Name(id);

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Load();
        return new SheetResult(
            format ?? "xlsx",
            Words["risk.title"],
            [.. "town|kind|project|what|since".Split('|').Select(k => Words[$"risk.{k}"])],
            Rows.Select(r =>
                    (IReadOnlyList<object?>)
                        [TownName(r.TownId), Words.Of(r.Kind), $"{r.Number} {r.Title}", r.What, r.Since]
                )
                .ToAsyncEnumerable()
        );
    }

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        All = await risks.Rows(Cancel);
    }
}
