using Microsoft.AspNetCore.Mvc;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Domain;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.Ballots;

/// <summary>
/// For the wall of a hall: while the vote is open the way to vote, after the close the count. No figure before.
/// </summary>
[NeedsPermission(AppraisalModule.Read)]
internal sealed class ScreenModel(ShowBallot show) : StaffPage
{
    private const int Seconds = 5;

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }
    public BallotView View { get; private set; } = null!;
    public IReadOnlyList<(string Subject, IReadOnlyList<int>? Marks)> Tally { get; private set; } = [];

    public async Task OnGet()
    {
        View = await show.Show(Id, Cancel);
        Tally = await show.Tally(View, Cancel);
        if (View.Round.State <= RoundState.Open)
            Response.Headers["Refresh"] = $"{Seconds}";
    }
}
