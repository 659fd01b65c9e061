using Microsoft.AspNetCore.Mvc;
using Modular.Appraisal.Ballots;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.Ballots;

/// <summary>A community confirms those who named it as theirs.</summary>
[NeedsPermission(AppraisalModule.Vouch)]
internal sealed class SignUpsModel(ScreenSignUps screen) : StaffPage
{
    public IReadOnlyList<SignUpRow> Rows { get; private set; } = [];

    public Task OnGet() => Load();

    public Task<IActionResult> OnPostVouch(long round, string person) =>
        Do(
            () => screen.Vouch(round, person, Cancel),
            () =>
            {
                Say("ballots.said.vouched");
                return Redirect("/sign-ups");
            }
        );

    protected override async Task Load() => Rows = await screen.Waiting(Cancel);
}
