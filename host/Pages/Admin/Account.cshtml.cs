using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;

namespace Modular.Host.Pages.Admin;

[NeedsPermission(KernelPermissions.Accounts)]
internal sealed class AccountModel(ListAccounts list, KeepAccounts manage, UnitDirectory units, ActingScope me)
    : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public Role? Role { get; set; }

    [BindProperty]
    public int? UnitId { get; set; }

    [BindProperty]
    public bool Sure { get; set; }
    public AccountLine Line { get; private set; } = null!;
    public UnitTree Tree { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Roles { get; private set; } = [];

    /// <summary>A role that sees everything was chosen and must be said twice.</summary>
    public bool AskSure => Role is { } role && KeepAccounts.Powerful.Contains(role);

    public Task OnGet() => Load();

    public Task<IActionResult> OnPostAdd()
    {
        if (Role is null)
            ModelState.AddModelError(nameof(Role), "account.role.choose");
        if (UnitId is null)
            ModelState.AddModelError(nameof(UnitId), "units.choose");
        return Do(() => manage.AddRole(Id, Role!.Value, UnitId!.Value, Sure, Cancel), () => Said("account.said.roles"));
    }

    public Task<IActionResult> OnPostRemove(Role role, int unitId)
    {
        ModelState.Clear();
        return Do(() => manage.RemoveRole(Id, role, unitId, Cancel), () => Said("account.said.roles"));
    }

    public Task<IActionResult> OnPostDisable(bool disabled)
    {
        ModelState.Clear();
        string said = disabled ? "account.said.disabled" : "account.said.enabled";
        return Do(() => manage.SetDisabled(Id, disabled, Cancel), () => Said(said));
    }

    public Task<IActionResult> OnPostReset()
    {
        ModelState.Clear();
        string password = "";
        return Do(
            async () => password = await manage.ResetPassword(Id, Cancel),
            () => Said("account.said.reset", password)
        );
    }

    public Task<IActionResult> OnPostSecond()
    {
        ModelState.Clear();
        return Do(() => manage.ResetSecond(Id, Cancel), () => Said("account.said.second-reset"));
    }

    private IActionResult Said(string key, params object[] arguments)
    {
        Say(key, arguments);
        return Redirect($"/admin/accounts/{Id}");
    }

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        Line = await list.One(Id, Cancel);
        Units = Choices.Units(Tree, Tree.Under(me.Current.ScopePath), Words["units.choose"]);
        Roles = Choices.With(Words["account.role.choose"], Choices.Enum<Role>(Words));
    }
}
