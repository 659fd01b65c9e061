using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Domain;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.Ballots;

/// <summary>Who signed up: refused or taken by the stated rules, and the list of those the rules mean.</summary>
[NeedsPermission(AppraisalModule.Run)]
internal sealed class PeopleModel(ScreenSignUps screen, ShowBallot show, TimeProvider clock) : StaffPage
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

    /// <summary><c>waiting</c>, <c>confirmed</c>, <c>refused</c>, or null for all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public BallotView View { get; private set; } = null!;
    public ListView List { get; private set; } = null!;

    private bool MayJudge => View.Round.State == RoundState.Recruiting && View.Side != BallotSide.Vouches;

    public Task OnGet() => Load();

    public async Task<IActionResult> OnGetExport(string? format)
    {
        View = await show.Show(Id, Cancel);
        return (await Listing()).File(format, Words["ballots.people"], await Rows());
    }

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

    private async Task<IEnumerable<SignUpRow>> Rows()
    {
        var rows = await screen.Of(Id, Cancel);
        return State is null ? rows : rows.Where(r => StateOf(r) == State);
    }

    private async Task<Listing<SignUpRow>> Listing() =>
        new(Words, await ListAsked.Of(HttpContext, $"/ballots/{Id}/people"), clock.Today())
        {
            Columns =
            [
                new("name", "ballots.name", ColumnKind.Main, r => r.Name),
                new("phone", "ballots.phone", ColumnKind.Number, r => r.Phone),
                new("unit", "ballots.unit", ColumnKind.Text, r => r.Unit),
                new("state", "rounds.state", ColumnKind.Text, StateText)
                {
                    Cells = r =>
                        r.SignUp.Reason is { } why
                            ? [Cell.Pill(ToneOf(r), StateText(r)), Cell.Beside(why)]
                            : [Cell.Pill(ToneOf(r), StateText(r))],
                    Order = r => States.IndexOf(StateOf(r)),
                },
                new("reason", "ballots.people.reason", ColumnKind.Text, r => r.SignUp.Reason) { FileOnly = true },
                new("do", "list.tools", ColumnKind.Tools, _ => null)
                {
                    Cells = r => MayJudge ? [Cell.Part("_Judge", r.SignUp)] : [],
                },
            ],
            Filters =
            [
                ListFilter.Facet(
                    "state",
                    "rounds.state",
                    States.Select(s => new ListChoice(s, Words[$"ballots.people.{s}"]))
                ),
            ],
            Empty = new("ballots.people.none"),
        };

    private static readonly List<string> States = ["waiting", "confirmed", "refused"];

    private static string StateOf(SignUpRow row) =>
        row.SignUp switch
        {
            { Refused: true } => "refused",
            { Proof: not null } => "confirmed",
            _ => "waiting",
        };

    private string StateText(SignUpRow row) =>
        row.SignUp switch
        {
            { Refused: true } => Words["ballots.people.is-refused"],
            { Proof: { } proof } => Words.Of(proof),
            _ => Words["ballots.people.is-waiting"],
        };

    private static Tone ToneOf(SignUpRow row) =>
        row.SignUp switch
        {
            { Refused: true } => Tone.Bad,
            { Proof: not null } => Tone.Good,
            _ => Tone.Waiting,
        };

    protected override async Task Load()
    {
        View = await show.Show(Id, Cancel);
        List = (await Listing()).Of(await Rows());
    }
}
