using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Plugins;
using Modular.Kernel.Store;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages.Admin;

[NeedsPermission(KernelPermissions.Plugins)]
internal sealed class PluginsModel(
    PluginCatalogue plugins,
    PluginStore store,
    PluginLimits limits,
    Installation installation,
    KernelDb db
) : StaffPage
{
    public string? Lacks => installation.Lacks() is { } lack ? Words[lack.Key, lack.Arguments] : null;
    public IReadOnlyList<PluginEntry> Entries { get; private set; } = [];
    public string Folder => store.Places[1].Path;
    public RunnerWalls Walls { get; private set; } = RunnerWalls.None;
    public bool RequireWalls => limits.RequireWalls;

    public async Task OnGet()
    {
        await plugins.Rescan(Cancel);
        await Load();
    }

    public Task<IActionResult> OnPost(string hash, bool allow) =>
        Do(() => plugins.Decide(db, hash, allow, Cancel), () => Redirect("/admin/plugins"));

    public Task<IActionResult> OnPostAgain(string hash) =>
        Do(() => plugins.TryAgain(db, hash, Cancel), () => Redirect("/admin/plugins"));

    public static Tone Tone(PluginStatus status) =>
        status switch
        {
            PluginStatus.Allowed => Kernel.Ui.Tone.Good,
            PluginStatus.WaitingForApproval => Kernel.Ui.Tone.Waiting,
            PluginStatus.Broken => Kernel.Ui.Tone.Bad,
            _ => Kernel.Ui.Tone.Plain,
        };

    protected override async Task Load() => (Entries, Walls) = (await plugins.All(Cancel), await PluginWalls.Get());
}
