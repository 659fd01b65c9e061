using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages.Admin;

[NeedsPermission(KernelPermissions.System)]
internal sealed class IndexModel(DatabaseOptions database, ModuleSet modules, LookAround look, Concerns concerns)
    : StaffPage
{
    public string Version =>
        Assembly
            .GetExecutingAssembly()
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0]
        ?? "?";
    public string Runtime => System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription;
    public DatabaseKind Database => database.Kind;
    public IReadOnlyList<string> Modules => [.. modules.All.Select(m => m.Id)];
    public IReadOnlyList<Kernel.Data.OutboxFact> Parked { get; private set; } = [];
    public int Waiting { get; private set; }

    public IReadOnlyList<Concern> Concerns { get; private set; } = [];

    public async Task OnGet()
    {
        (Parked, Waiting) = (await look.ParkedFacts(Cancel), await look.WaitingFacts(Cancel));
        Concerns = await concerns.Find(Cancel);
    }

    public Task<IActionResult> OnPostRetryFact(long id) =>
        Do(() => look.RetryFact(id, Cancel), () => Redirect("/admin"));
}
