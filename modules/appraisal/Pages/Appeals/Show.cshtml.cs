using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Appraisal.Appeals;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.Appeals;

/// <summary>One appeal: for who filed it, who runs the round, and who decides.</summary>
[SignedIn]
internal sealed class ShowModel(HandleAppeals appeals, ActingScope me) : StaffPage
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
