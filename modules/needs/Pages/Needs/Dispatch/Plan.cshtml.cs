using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Needs.Dispatch;

namespace Modular.Needs.Pages.Needs;

/// <summary>A plan for many needs at once.</summary>
[NeedsPermission(NeedsModule.Handle)]
[RequestFormLimits(ValueCountLimit = 5000)]
internal sealed class PlanModel(PlanDispatch plan, UnitDirectory units, TimeProvider clock) : StaffPage
{
    public sealed class Form
    {
        public Dictionary<string, int?> Units { get; set; } = [];
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public DispatchPlan? Plan { get; private set; }
    public DateOnly Today => clock.Today();
    public UnitTree Tree { get; private set; } = null!;

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPost()
    {
        (int done, int left) = (0, 0);
        return await Do(
            async () =>
                (done, left) = await plan.Send(
                    Input.Units.Where(u => u.Value is > 0).ToDictionary(u => u.Key, u => u.Value!.Value),
                    Cancel
                ),
            () =>
            {
                Say(left == 0 ? "needs.queue.said.sent" : "needs.queue.said.sent.left", done, left);
                return Redirect("/needs/plan");
            }
        );
    }

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        if (plan.Possible)
            Plan = await plan.Plan(200, Cancel);
    }
}
