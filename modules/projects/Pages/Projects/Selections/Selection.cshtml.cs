using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Selections;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
[PostNeeds(ProjectsModule.Decide)]
internal sealed class SelectionModel(
    ShowSelections read,
    RunSelection run,
    TakeRanking take,
    SelectionDuty duty,
    Certificate certificate,
    ApplyProject apply,
    UnitDirectory units,
    ModuleSet modules,
    TimeProvider clock,
    ActingScope me
) : StaffPage
{
    public sealed class Form
    {
        public int Version { get; set; }
        public Dictionary<long, List<decimal?>> Marks { get; set; } = [];
        public Dictionary<long, string?> Awards { get; set; } = [];

        [StringLength(4000)]
        public string? Minutes { get; set; }

        [StringLength(1000)]
        public string? Reasons { get; set; }

        [StringLength(1000)]
        public string? Why { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public SelectionView View { get; private set; } = null!;
    public IReadOnlyList<RoundHeard> Rounds { get; private set; } = [];
    public (string Title, string Key, string Detail)? Near { get; private set; }
    public UnitTree Tree { get; private set; } = null!;
    public bool MayDecide => me.Current.May(ProjectsModule.Decide) && !View.Applicant;
    public bool HasPanels => modules.Has("appraisal");
    public DateOnly Today => clock.Today();

    public async Task OnGet()
    {
        await Load();
        Input.Version = View.Selection.Version;
    }

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Load();
        return new SheetResult(
            format ?? "xlsx",
            View.Selection.Name,
            [.. "rank|title|unit|score|award".Split('|').Select(k => Words[$"selections.{k}"])],
            View.Standing.Select(e =>
                    (IReadOnlyList<object?>)
                        [
                            e.Entry.Rank,
                            e.Project.Title,
                            Tree.Trail(e.Project.UnitId),
                            e.Entry.ScoreMicro is { } s ? s / 1e6 : null,
                            e.Entry.Award,
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    public async Task<IActionResult> OnGetCertificate(long entry)
    {
        await Load();
        return certificate.Of(View, entry, Tree).File(Words["selections.certificate.file", View.Selection.Name]);
    }

    public Task<IActionResult> OnPostRank() =>
        Act(
            "selections.said.ranked",
            () =>
                run.RankByHand(
                    Id,
                    Input.Version,
                    Input.Marks.ToDictionary(m => m.Key, m => (IReadOnlyList<decimal?>)m.Value),
                    Input.Minutes ?? "",
                    Cancel
                )
        );

    public Task<IActionResult> OnPostTake(long round) =>
        Act("selections.said.ranked", () => take.FromRound(Id, Input.Version, round, Cancel));

    public Task<IActionResult> OnPostPublish() =>
        Act(
            "selections.said.published",
            () =>
                run.Publish(
                    Id,
                    Input.Version,
                    Input.Awards.ToDictionary(a => a.Key, a => a.Value ?? ""),
                    Cancel,
                    Input.Why
                )
        );

    public Task<IActionResult> OnPostAward() =>
        Act("selections.said.awarded", () => run.Award(Id, Input.Version, Cancel));

    public Task<IActionResult> OnPostReopen() =>
        Act("selections.said.reopened", () => run.Reopen(Id, Input.Version, Input.Reasons ?? "", Cancel));

    public Task<IActionResult> OnPostCancel() =>
        Act("selections.said.cancelled", () => run.Cancel(Id, Input.Version, Input.Reasons ?? "", Cancel));

    public Task<IActionResult> OnPostObjection(long objection, bool upheld) =>
        Act("projects.said.objection", () => run.Decide(Id, objection, upheld, Input.Reasons ?? "", Cancel));

    public Task<IActionResult> OnPostReturn(string project) =>
        Act("selections.said.returned", () => apply.Return(Id, project, Input.Reasons ?? "", Cancel));

    private Task<IActionResult> Act(string said, Func<Task> work) => Do(work, said, $"/selections/{Id}");

    protected override async Task Load()
    {
        (Tree, View) = (await units.Tree(Cancel), await read.One(Id, Cancel));
        if (!MayDecide)
            return;
        Rounds = await take.Rounds(Id, Cancel);
        Near = await duty.Near(View.Selection, Cancel);
    }
}
