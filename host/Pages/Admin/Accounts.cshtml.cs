using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
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
    ActingScope me,
    TimeProvider clock
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

    [BindProperty(SupportsGet = true, Name = "role")]
    public Role? Holding { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Unit { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>Rows of a sheet that were refused.</summary>
    public IReadOnlyList<ImportUnits.RowError> Errors { get; private set; } = [];

    /// <summary>What a sheet opened, with passwords that are shown once.</summary>
    public IReadOnlyList<ImportAccounts.Opened> Opened { get; private set; } = [];

    public ListView List { get; private set; } = null!;
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

    public async Task<IActionResult> OnGetExport(string? format)
    {
        var tree = await units.Tree(Cancel);
        return (await Listing(tree)).File(format, Words["admin.accounts"], await Rows(tree));
    }

    private Task<IReadOnlyList<AccountLine>> Rows(UnitTree tree)
    {
        string? under = Unit is { } unit ? tree.Find(unit)?.Path ?? "-" : null;
        bool? disabled = State is "active" or "disabled" ? State == "disabled" : null;
        return list.All(new(Q, Holding, under, disabled), Cancel);
    }

    private async Task<Listing<AccountLine>> Listing(UnitTree tree) =>
        new(Words, await ListAsked.Of(HttpContext, "/admin/accounts"), clock.Today())
        {
            Columns =
            [
                new("name", "account.display-name", ColumnKind.Main, a => a.Account.DisplayName)
                {
                    Cells = a => [Cell.Link(a.Account.DisplayName, $"/admin/accounts/{a.Account.Id}")],
                },
                new("user", "sign-in.name", ColumnKind.Text, a => a.Account.UserName),
                new("roles", "account.roles", ColumnKind.Text, a => Held(a, tree)),
                new("state", "account.state", ColumnKind.Text, a => Words[StateOf(a)]) { Cells = States },
            ],
            Filters =
            [
                ListFilter.Search("q", "account.search"),
                ListFilter.Choice("role", "account.role", ListFilter.Each<Role>(Words)),
                ListFilter.Choice("unit", "needs.unit", ListFilter.Units(tree, me.Current.ScopePath)),
                ListFilter.Facet(
                    "state",
                    "account.state",
                    [new("active", Words["account.is-active"]), new("disabled", Words["account.is-disabled"])]
                ),
            ],
            Empty = new("account.none"),
        };

    private string Held(AccountLine line, UnitTree tree) =>
        string.Join(
            Words["list.semicolon"],
            line.Roles.Select(r => Words["account.role-at", tree.Name(r.UnitId), Words.Of(r.Role)])
        );

    private static string StateOf(AccountLine line) =>
        line.Account.Disabled ? "account.is-disabled" : "account.is-active";

    private IReadOnlyList<Cell> States(AccountLine line)
    {
        var state = Cell.Pill(line.Account.Disabled ? Tone.Bad : Tone.Good, Words[StateOf(line)]);
        return line.Account.MustChangePassword
            ? [state, Cell.Pill(Tone.Risk, Words["account.first-password"])]
            : [state];
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
        var tree = await units.Tree(Cancel);
        List = (await Listing(tree)).Of(await Rows(tree));
        Units = Choices.Units(tree, tree.Under(me.Current.ScopePath), Words["units.choose"]);
        Roles = Choices.With(Words["account.role.choose"], Choices.Enum<Role>(Words));
    }
}
