using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Projects.Catalogue;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.ReadUnit)]
internal sealed class EntryModel(KeepCatalogue catalogue) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }
    public EntryView View { get; private set; } = null!;

    public Task OnGet() => Load();

    protected override async Task Load() => View = await catalogue.Entry(Id, Cancel);
}
