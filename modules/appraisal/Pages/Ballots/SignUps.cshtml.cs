using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Modular.Appraisal.Ballots;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Secrets;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.Ballots;

/// <summary>A community confirms those who named it as theirs.</summary>
[NeedsPermission(AppraisalModule.Vouch)]
internal sealed class SignUpsModel(ScreenSignUps screen, TimeProvider clock) : StaffPage
{
    [BindProperty(SupportsGet = true, Name = "ballot")]
    public long? Of { get; set; }

    public ListView List { get; private set; } = null!;

    public Task OnGet() => Load();

    public async Task<IActionResult> OnGetExport(string? format)
    {
        var rows = await screen.Waiting(Cancel);
        return (await Listing(rows)).File(format, Words["vouch.menu"], Asked(rows));
    }

    public Task<IActionResult> OnPostVouch(long round, string person) =>
        Do(
            () => screen.Vouch(round, person, Cancel),
            () =>
            {
                Say("ballots.said.vouched");
                return Redirect("/sign-ups");
            }
        );

    private IEnumerable<SignUpRow> Asked(IReadOnlyList<SignUpRow> rows) =>
        Of is { } ballot ? rows.Where(r => r.Round.Id == ballot) : rows;

    private async Task<Listing<SignUpRow>> Listing(IReadOnlyList<SignUpRow> rows) =>
        new(Words, await ListAsked.Of(HttpContext, "/sign-ups"), clock.Today())
        {
            Columns =
            [
                // Whole names are for who knows the people, on this page: no file takes them along.
                new("name", "ballots.name", ColumnKind.Main, r => r.Name)
                {
                    File = r => PersonalData.MaskName(r.Name),
                },
                new("phone", "ballots.phone", ColumnKind.Number, r => r.Phone),
                new("on", "vouch.on", ColumnKind.Day, r => r.SignUp.On),
                new("round", "vouch.round", ColumnKind.Text, r => r.Round.Title),
                new("do", "list.tools", ColumnKind.Tools, _ => null) { Cells = r => [Cell.Part("_Vouch", r)] },
            ],
            Filters =
            [
                ListFilter.Choice(
                    "ballot",
                    "vouch.round",
                    rows.Select(r => r.Round)
                        .DistinctBy(r => r.Id)
                        .Select(r => new ListChoice(r.Id.ToString(CultureInfo.InvariantCulture), r.Title))
                ),
            ],
            Empty = new("vouch.none"),
        };

    protected override async Task Load()
    {
        var rows = await screen.Waiting(Cancel);
        List = (await Listing(rows)).Of(Asked(rows));
    }
}
