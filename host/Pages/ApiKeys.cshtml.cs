using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Api;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;

namespace Modular.Host.Pages;

[NeedsPermission(KernelPermissions.System)]
internal sealed class ApiKeysModel(KeepApiClients manage, ModuleSet modules, UnitDirectory units) : StaffPage
{
    public sealed class Form
    {
        [StringLength(60)]
        public string? Name { get; set; }
        public int UnitId { get; set; }
        public List<string> Scopes { get; set; } = [];
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<ApiClient> Clients { get; private set; } = [];
    public IReadOnlyList<string> Scopes { get; } = [.. modules.All.SelectMany(m => m.ApiScopes)];
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;

    /// <summary>What a key may do. One given for a module that is no longer loaded has no words of its own.</summary>
    public string May(ApiClient client) =>
        string.Join(
            " · ",
            client
                .Scopes.Split(' ')
                .Select(s => Words.Has($"api.scope.{s}") ? Words[$"api.scope.{s}"] : Words["api.scope-unknown"])
                .Distinct()
        );

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPostAdd()
    {
        string key = "";
        return await Do(
            async () =>
                key = await manage.Add(Input.Name, Input.UnitId, [.. Input.Scopes.Where(Scopes.Contains)], Cancel),
            () =>
            {
                Say("api.said.added", key);
                return Redirect("/admin/api");
            }
        );
    }

    public async Task<IActionResult> OnPostDisable(long id, bool disabled)
    {
        await manage.SetDisabled(id, disabled, Cancel);
        Say("hooks.said.changed");
        return Redirect("/admin/api");
    }

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        Clients = await manage.All(Cancel);
        Units = Choices.Units(
            Tree,
            Tree.Under("/").Where(u => u.Kind is UnitKind.District or UnitKind.Town or UnitKind.Community)
        );
    }
}
