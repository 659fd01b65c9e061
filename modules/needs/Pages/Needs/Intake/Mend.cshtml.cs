using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Needs.Intake;

namespace Modular.Needs.Pages.Needs;

[NeedsPermission(NeedsModule.Import)]
internal sealed class MendModel(MendRows mend) : StaffPage
{
    public sealed class Form
    {
        public Dictionary<int, Dictionary<string, string?>> Rows { get; set; } = [];
    }

    [BindProperty(SupportsGet = true)]
    public long Job { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public WrongRows Wrong { get; private set; } = null!;

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPost()
    {
        int taken = 0;
        return await Do(
            async () => taken = await mend.Mend(Job, Input.Rows, Cancel),
            () =>
            {
                Say("needs.mend.said", taken, Input.Rows.Count - taken);
                return Redirect($"/needs/import/mend?job={Job}");
            }
        );
    }

    protected override async Task Load() => Wrong = await mend.Show(Job, Cancel);
}
