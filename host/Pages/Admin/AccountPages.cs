using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;

namespace Modular.Host.Pages.Admin;

internal sealed record AccountLine(Account Account, IReadOnlyList<AccountRole> Roles);

internal sealed class ListAccounts(KernelDb db)
{
    public async Task<IReadOnlyList<AccountLine>> Run(string? q, CancellationToken cancel)
    {
        var rows = db.Accounts.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(q)) rows = rows.Where(a => a.DisplayName.Contains(q) || a.UserName!.Contains(q));
        var accounts = await rows.OrderBy(a => a.UserName).Take(300).ToListAsync(cancel);
        var ids = accounts.ConvertAll(a => a.Id);
        var roles = (await db.AccountRoles.AsNoTracking().Where(r => ids.Contains(r.AccountId)).ToListAsync(cancel)).ToLookup(r => r.AccountId);
        return accounts.ConvertAll(a => new AccountLine(a, [.. roles[a.Id]]));
    }

    public async Task<AccountLine> One(long id, CancellationToken cancel) =>
        new(await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancel) ?? throw new NotFound(), await db.AccountRoles.AsNoTracking().Where(r => r.AccountId == id).ToListAsync(cancel));
}

[NeedsPermission(KernelPermissions.Accounts)]
internal sealed class AccountsModel(ListAccounts list, ManageAccounts manage, UnitDirectory units) : Screen
{
    public sealed class Form
    {
        [Required, StringLength(64)] public string UserName { get; set; } = "";
        [Required, StringLength(64)] public string DisplayName { get; set; } = "";
        public Role Role { get; set; } = Role.CommunityWorker;
        public int UnitId { get; set; }
    }

    [BindProperty(SupportsGet = true)] public string? Q { get; set; }
    [BindProperty] public Form Input { get; set; } = new();
    public IReadOnlyList<AccountLine> Accounts { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];

    public Task OnGet() => Load();

    public Task<IActionResult> OnPost()
    {
        string password = ManageAccounts.NewPassword();
        return Do(() => manage.Open(Input.UserName, Input.DisplayName, password, [(Input.Role, Input.UnitId)], false, Cancel), () =>
        {
            Say("account.said.opened", Input.DisplayName, Input.UserName, password);
            return Redirect("/admin/accounts");
        });
    }

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        Accounts = await list.Run(Q, Cancel);
        Units = Choices.Units(Tree, Tree.Under("/"));
    }
}

[NeedsPermission(KernelPermissions.Accounts)]
internal sealed class AccountModel(ListAccounts list, ManageAccounts manage, UnitDirectory units) : Screen
{
    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public Role Role { get; set; }
    [BindProperty] public int UnitId { get; set; }
    public AccountLine Line { get; private set; } = null!;
    public UnitTree Tree { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];

    public Task OnGet() => Load();

    public Task<IActionResult> OnPostAdd() => Change(roles => roles.Append((Role, UnitId)));

    public Task<IActionResult> OnPostRemove() => Change(roles => roles.Where(r => r != (Role, UnitId)));

    public Task<IActionResult> OnPostDisable(bool disabled) => Plain(() => manage.SetDisabled(Id, disabled, Cancel), disabled ? "account.said.disabled" : "account.said.enabled");

    public async Task<IActionResult> OnPostReset()
    {
        string password = "";
        return await Plain(async () => password = await manage.ResetPassword(Id, Cancel), "account.said.reset", () => password);
    }

    private Task<IActionResult> Change(Func<IEnumerable<(Role, int)>, IEnumerable<(Role, int)>> change) => Plain(async () =>
    {
        await Load();
        await manage.SetRoles(Id, [.. change(Line.Roles.Select(r => (r.Role, r.UnitId)))], Cancel);
    }, "account.said.roles");

    private async Task<IActionResult> Plain(Func<Task> work, string said, Func<string>? detail = null)
    {
        ModelState.Clear();
        return await Do(work, () =>
        {
            Say(said, detail?.Invoke());
            return Redirect($"/admin/accounts/{Id}");
        });
    }

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        Line = await list.One(Id, Cancel);
        Units = Choices.Units(Tree, Tree.Under("/"));
    }
}
