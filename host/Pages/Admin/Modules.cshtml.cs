using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages.Admin;

[NeedsPermission(KernelPermissions.Modules)]
internal sealed class ModulesModel(ModuleSet modules, ModuleSwitches switches, KernelDb db, ActingScope me) : StaffPage
{
    public IReadOnlyList<IModule> Modules => modules.All;
    public IReadOnlySet<string> Off { get; private set; } = new HashSet<string>();

    public Task OnGet() => Load();

    public Task<IActionResult> OnPost(string module, bool on) =>
        Do(
            async () =>
            {
                if (!modules.Has(module) || me.Current.UnitId is not { } unit)
                    throw new NotFound();
                await switches.Set(db, unit, module, on, Cancel);
            },
            () =>
            {
                Say(on ? "modules.said.on" : "modules.said.off", Words[$"module.{module}"]);
                return Redirect("/admin/modules");
            }
        );

    protected override async Task Load() => Off = await switches.OffAt(me.Current.ScopePath, Cancel);
}
