using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Appraisal.Appeals;
using Modular.Appraisal.Record;
using Modular.Appraisal.Rounds;
using Modular.Kernel.Access;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.Appeals;

[NeedsPermission(AppraisalModule.Decide)]
internal sealed class IndexModel(HandleAppeals appeals) : Screen
{
    public IReadOnlyList<(Appeal Appeal, Round Round, bool Mine)> Rows { get; private set; } = [];

    public async Task OnGet() => Rows = await appeals.List(Cancel);
}

/// <summary>One appeal: for who filed it, who runs the round, and who decides.</summary>
[SignedIn]
internal sealed class ShowModel(HandleAppeals appeals, ActingScope me) : Screen
{
    public sealed class Form
    {
        public int Version { get; set; }
        public int Unit { get; set; }
        public string? Upheld { get; set; }

        [StringLength(HandleAppeals.TextLength)]
        public string? Decision { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public AppealView View { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Deciders { get; private set; } = [];
    public bool MayWithdraw =>
        View.Appeal.AccountId is { } by
        && by == me.Current.AccountId
        && View.Appeal.State is AppealState.Filed or AppealState.Assigned;

    public async Task OnGet()
    {
        await Load();
        Input.Version = View.Appeal.Version;
    }

    public Task<IActionResult> OnPostAssign() =>
        Act(AppraisalModule.Run, "appeals.said.assigned", () => appeals.Assign(Id, Input.Version, Input.Unit, Cancel));

    public Task<IActionResult> OnPostDecide() =>
        Act(
            AppraisalModule.Decide,
            "appeals.said.decided",
            () =>
                Input.Upheld is "yes" or "no"
                    ? appeals.Decide(Id, Input.Version, Input.Upheld == "yes", Input.Decision, Cancel)
                    : throw new Kernel.Rules.RuleBroken("appeals.choose") { Field = "Upheld" }
        );

    public Task<IActionResult> OnPostWithdraw() =>
        Act(AppraisalModule.Appeal, "appeals.said.withdrawn", () => appeals.Withdraw(Id, Input.Version, Cancel));

    /// <summary>Who only reads is told so before anything that was filled in is judged.</summary>
    private async Task<IActionResult> Act(string permission, string said, Func<Task> work)
    {
        if (!me.Current.May(permission))
        {
            // Who does not even read it is not told that it is there.
            await Load();
            return Forbid();
        }

        return await Do(
            work,
            () =>
            {
                Say(said);
                return Redirect($"/appeals/{Id}");
            }
        );
    }

    protected override async Task Load()
    {
        View = await appeals.Show(Id, Cancel);
        Deciders = [.. View.Deciders.Select(u => Choices.Item(u.Name, u.Id))];
    }
}

/// <summary>What one's own unit and those below were found to be, over the years; where to object.</summary>
[NeedsPermission(AppraisalModule.Own)]
internal sealed class RecordModel(ShowRecord record, HandleAppeals appeals, ActingScope me) : Screen
{
    public sealed class Form
    {
        [StringLength(HandleAppeals.TextLength)]
        public string? Text { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<RecordLine> Lines { get; private set; } = [];

    public Task OnGet() => Load();

    /// <summary>Who only reads the record files nothing.</summary>
    public bool MayFile => me.Current.May(AppraisalModule.Appeal);

    public async Task<IActionResult> OnPostAppeal(long round, long subject)
    {
        if (!MayFile)
            return Forbid();
        long id = 0;
        return await Do(
            async () => id = await appeals.File(round, subject, Input.Text, Cancel),
            () =>
            {
                Say("appeals.said.filed");
                return Redirect($"/appeals/{id}");
            }
        );
    }

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Load();
        return new SheetResult(
            format ?? "xlsx",
            Words["record.menu"],
            [.. "unit|round|on|score|rank|among|outcome".Split('|').Select(k => Words[$"record.{k}"])],
            Lines
                .Select(l =>
                    (IReadOnlyList<object?>)
                        [
                            l.Subject.Title,
                            l.Round.Title,
                            l.Record.On,
                            l.Record.Score,
                            l.Record.Rank,
                            l.Record.Among,
                            l.Record.Outcome is { } o ? Words[o] : "",
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    protected override async Task Load() => Lines = await record.Run(Cancel);
}
