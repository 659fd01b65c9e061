using Modular.Appraisal.Domain;
using Modular.Appraisal.Results;
using Modular.Kernel.Data;
using Modular.Kernel.Plugins;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.Rounds;

[NeedsPermission(AppraisalModule.Read)]
internal sealed class IndexModel(ShowRound show, PluginCatalogue plugins) : StaffPage
{
    public IReadOnlyList<Round> Rounds { get; private set; } = [];
    public IReadOnlyDictionary<string, Plugins.Contract.Message> Names { get; private set; } =
        new Dictionary<string, Plugins.Contract.Message>();

    public async Task OnGet()
    {
        Rounds = await show.List(Cancel);
        Names = (await plugins.Usable(PluginKind.Method, Cancel)).ToDictionary(
            m => m.Description.Id,
            m => m.Description.Name,
            StringComparer.Ordinal
        );
    }
}
