using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Appraisal.Ballots;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.Ballots;

/// <summary>Who signed up: refused or taken by the stated rules, and the list of those the rules mean.</summary>
[NeedsPermission(AppraisalModule.Run)]
internal sealed class PeopleModel(ScreenSignUps screen, ShowBallot show) : StaffPage
{
    public sealed class Form
    {
        [StringLength(24)]
        public string? Person { get; set; }

        [StringLength(200)]
        public string? Reason { get; set; }

        [StringLength(400_000)]
        public string? List { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public BallotView View { get; private set; } = null!;
    public IReadOnlyList<SignUpRow> Rows { get; private set; } = [];

    public Task OnGet() => Load();

    public Task<IActionResult> OnPostRefuse() => Judge(refused: true, "ballots.said.refused");

    public Task<IActionResult> OnPostAccept() => Judge(refused: false, "ballots.said.accepted");

    public async Task<IActionResult> OnPostImport()
    {
        (int Listed, int Confirmed) done = default;
        return await Do(
            async () => done = await screen.Import(Id, Input.List, Cancel),
            () =>
            {
                Say("ballots.said.listed", done.Listed, done.Confirmed);
                return Redirect($"/ballots/{Id}/people");
            }
        );
    }

    private Task<IActionResult> Judge(bool refused, string said) =>
        Do(
            () => screen.Judge(Id, Input.Person ?? "", refused, Input.Reason, Cancel),
            () =>
            {
                Say(said);
                return Redirect($"/ballots/{Id}/people");
            }
        );

    protected override async Task Load()
    {
        View = await show.Show(Id, Cancel);
        Rows = await screen.Of(Id, Cancel);
    }
}
