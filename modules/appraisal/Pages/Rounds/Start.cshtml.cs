using Modular.Kernel.Data;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.Rounds;

/// <summary>What kinds of rounds there are and when to take which.</summary>
[NeedsPermission(AppraisalModule.Run)]
internal sealed class StartModel : StaffPage
{
    public void OnGet() { }
}
