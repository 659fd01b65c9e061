using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.Rounds;

/// <summary>
/// What the page of any round does alike, judged by a panel or by ballot: drop, compute, compute again to compare,
/// publish.
/// </summary>
[PostNeeds(AppraisalModule.Run)]
internal abstract class RoundMovesPage(ShowRound show, RunRound run, ActingScope me) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public int Version { get; set; }
    public string? Recomputed { get; private set; }
    protected RunRound Moves => run;
    public bool MayRun => me.Current.May(AppraisalModule.Run);

    /// <summary>Where this round is shown.</summary>
    protected abstract string Here { get; }

    /// <summary>Whether everybody reads the published result; null leaves it to the kind of round.</summary>
    protected virtual bool? Everybody => null;

    public Task OnGet() => Load();

    public Task<IActionResult> OnPostPublish() =>
        Act("rounds.said.published", () => run.Publish(Id, Version, Outcomes(), Cancel, Everybody));

    public async Task<IActionResult> OnPostDrop()
    {
        return await Do(
            () => run.Drop(Id, Version, Cancel),
            () =>
            {
                Say("rounds.said.dropped");
                return Redirect("/rounds");
            }
        );
    }

    public async Task<IActionResult> OnPostCompute()
    {
        long job = 0;
        return await Do(async () => job = await run.Compute(Id, Cancel), () => Redirect($"/jobs/{job}?back={Here}"));
    }

    /// <summary>Looks only: who reads the result may ask whether it holds.</summary>
    [PostNeeds(AppraisalModule.Read)]
    public async Task<IActionResult> OnPostRecompute()
    {
        await Do(async () => Recomputed = await show.Recompute(Id, Cancel) ?? "rounds.recompute.same", () => Page());
        await Load();
        return Page();
    }

    /// <summary>
    /// Fields <c>Outcomes[subject]</c>; read by hand, because an absent dictionary would be bound from all other
    /// fields.
    /// </summary>
    private Dictionary<long, string> Outcomes() =>
        Request
            .Form.Keys.Where(k => k.StartsWith("Outcomes[", StringComparison.Ordinal))
            .ToDictionary(k => long.Parse(k[9..^1], CultureInfo.InvariantCulture), k => Request.Form[k].ToString());

    protected Task<IActionResult> Act(string said, Func<Task> work) => Do(work, said, Here);
}
