using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;

namespace Modular.Host.Pages.Admin;

[NeedsPermission(KernelPermissions.Accounts)]
internal sealed class AccountsModel(
    ListAccounts list,
    KeepAccounts manage,
    ImportAccounts import,
    UnitDirectory units,
    ActingScope me
) : StaffPage
{
    public sealed class Form
    {
        [Required, StringLength(64)]
        public string UserName { get; set; } = "";

        [Required, StringLength(64)]
        public string DisplayName { get; set; } = "";

        [Required]
        public Role? Role { get; set; }

        [Required]
        public int? UnitId { get; set; }
        public bool Sure { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>Rows of a sheet that were refused.</summary>
    public IReadOnlyList<ImportUnits.RowError> Errors { get; private set; } = [];

    /// <summary>What a sheet opened, with passwords that are shown once.</summary>
    public IReadOnlyList<ImportAccounts.Opened> Opened { get; private set; } = [];

    public IReadOnlyList<AccountLine> Accounts { get; private set; } = [];
    public int Total { get; private set; }
    public UnitTree Tree { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Roles { get; private set; } = [];

    /// <summary>A role that sees everything was chosen and must be said twice.</summary>
    public bool AskSure => Input.Role is { } role && KeepAccounts.Powerful.Contains(role);

    /// <summary>An account was being opened when the page came back.</summary>
    public bool Opening => Errors.Count == 0 && (!string.IsNullOrEmpty(Input.UserName) || !ModelState.IsValid);

    public Task OnGet() => Load();

    public Task<IActionResult> OnPost()
    {
        string password = KeepAccounts.NewPassword();
        int namesakes = 0;
        return Do(
            async () =>
            {
                if (AskSure && !Input.Sure)
                    throw new RuleBroken("account.powerful-unsure") { Field = "Sure" };
                namesakes = await list.Namesakes(Input.DisplayName, Cancel);
                await manage.Open(
                    Input.UserName,
                    Input.DisplayName,
                    password,
                    [(Input.Role!.Value, Input.UnitId!.Value)],
                    false,
                    Cancel,
                    handedOut: true
                );
            },
            () =>
            {
                if (namesakes == 0)
                    Say("account.said.opened", Input.DisplayName, Input.UserName, password);
                else
                    Say("account.said.opened-namesake", Input.DisplayName, Input.UserName, password, namesakes);
                return Redirect("/admin/accounts");
            }
        );
    }

    public async Task<IActionResult> OnPostImport()
    {
        ModelState.Clear();
        var answer = await Do(async () => Opened = await Take(), Page);
        // Passwords stand in this answer alone and nowhere on the way.
        if (Opened.Count > 0)
            await Load();
        return answer;
    }

    /// <summary>An empty sheet with the headings, and what may stand below them.</summary>
    public IActionResult OnGetTemplate()
    {
        var heads = ImportAccounts.Columns.Select(c => Words[$"accounts.column.{c.Key}"].Split('|')[0]);
        string[] example = [Words["accounts.example.name"], "li.xiaoming", Words.Of(Role.CommunityWorker), "A1"];
        return new SheetResult(
            "xlsx",
            Words["accounts.template"],
            [.. heads],
            new IReadOnlyList<object?>[] { example }.ToAsyncEnumerable()
        );
    }

    private async Task<IReadOnlyList<ImportAccounts.Opened>> Take()
    {
        if (Upload is not { Length: > 0 })
            throw new RuleBroken("units.no-file");
        await using var stream = new MemoryStream();
        await Upload.CopyToAsync(stream, Cancel);
        stream.Position = 0;
        try
        {
            return await import.Run(stream, Cancel);
        }
        catch (RowsRefused refused)
        {
            Errors = refused.Rows;
            throw;
        }
    }

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        (Accounts, Total) = await list.Run(Q, Cancel);
        Units = Choices.Units(Tree, Tree.Under(me.Current.ScopePath), Words["units.choose"]);
        Roles = Choices.With(Words["account.role.choose"], Choices.Enum<Role>(Words));
    }
}
