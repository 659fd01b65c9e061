using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Api;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Modules;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;

namespace Modular.Host.Pages;

[NeedsPermission(KernelPermissions.System)]
internal sealed class ApiKeysModel(KeepApiClients manage, ModuleSet modules, UnitDirectory units, TimeProvider clock)
    : StaffPage
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
    public ListView List { get; private set; } = null!;
    public IReadOnlyList<string> Scopes { get; } = [.. modules.All.SelectMany(m => m.ApiScopes)];
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];

    public Task OnGet() => Load();

    public async Task<IActionResult> OnGetExport(string? format) =>
        (await Listing(await units.Tree(Cancel))).File(format, Words["api.title"], await manage.All(Cancel));

    /// <summary>What a key may do. One given for a module that is no longer loaded has no words of its own.</summary>
    private string May(ApiClient client) =>
        string.Join(
            " · ",
            client
                .Scopes.Split(' ')
                .Select(s => Words.Has($"api.scope.{s}") ? Words[$"api.scope.{s}"] : Words["api.scope-unknown"])
                .Distinct()
        );

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

    private async Task<Listing<ApiClient>> Listing(UnitTree tree) =>
        new(Words, await ListAsked.Of(HttpContext, "/admin/api"), clock.Today())
        {
            Columns =
            [
                new("name", "api.name", ColumnKind.Main, c => c.Name),
                new("scopes", "api.scopes", ColumnKind.Text, May),
                new("unit", "api.unit", ColumnKind.Text, c => tree.Name(c.UnitId)),
                new("last", "api.last", ColumnKind.Day, c => c.LastUsedOn),
                new("state", "account.state", ColumnKind.Text, c => Words[StateOf(c)])
                {
                    Cells = c => [Cell.Pill(c.Disabled ? Tone.Plain : Tone.Good, Words[StateOf(c)])],
                },
                new("do", "list.tools", ColumnKind.Tools, _ => null)
                {
                    Cells = c => [Cell.Part("_Switch", (c.Id, c.Disabled))],
                },
            ],
            Empty = new("api.none"),
        };

    private static string StateOf(ApiClient client) => client.Disabled ? "account.is-disabled" : "account.is-active";

    protected override async Task Load()
    {
        var tree = await units.Tree(Cancel);
        List = (await Listing(tree)).Of(await manage.All(Cancel));
        Units = Choices.Units(
            tree,
            tree.Under("/").Where(u => u.Kind is UnitKind.District or UnitKind.Town or UnitKind.Community)
        );
    }
}
