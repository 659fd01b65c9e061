using Modular.Appraisal.Domain;
using Modular.Appraisal.TwoWay;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.TwoWay;

/// <summary>Sheets the acting unit has to fill in.</summary>
[NeedsPermission(AppraisalModule.Mutual)]
internal sealed class MineModel(ScoreEachOther each) : StaffPage
{
    public IReadOnlyList<(Round Round, Party Me)> Sheets { get; private set; } = [];

    public async Task OnGet() => Sheets = await each.Mine(Cancel);
}
