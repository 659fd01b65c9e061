using Modular.Appraisal.Appeals;
using Modular.Appraisal.Domain;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.Appeals;

[NeedsPermission(AppraisalModule.Decide)]
internal sealed class IndexModel(HandleAppeals appeals) : StaffPage
{
    public IReadOnlyList<(Appeal Appeal, Round Round, bool Mine)> Rows { get; private set; } = [];

    public async Task OnGet() => Rows = await appeals.List(Cancel);
}
