using Modular.Appraisal.Domain;
using Modular.Appraisal.Scoring;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.Rounds;

[NeedsPermission(AppraisalModule.Score)]
internal sealed class MineModel(ScoreSheet sheet) : StaffPage
{
    public IReadOnlyList<(Round Round, bool HandedIn)> Rounds { get; private set; } = [];

    public string Standing(Round round, bool handedIn) =>
        handedIn ? Words["rounds.handed-in"]
        : round.State == RoundState.Open ? Words["rounds.not-yet"]
        : Words.Of(round.State);

    public async Task OnGet() => Rounds = await sheet.Mine(Cancel);
}
