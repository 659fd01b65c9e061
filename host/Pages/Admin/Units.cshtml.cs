using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;

namespace Modular.Host.Pages.Admin;

[NeedsPermission(KernelPermissions.Units)]
internal sealed class UnitsModel(UnitDirectory directory, KeepUnits manage, ImportUnits import, ActingScope me)
    : StaffPage
{
    public sealed class Form
    {
        [Required, StringLength(32)]
        public string Code { get; set; } = "";

        [Required, StringLength(80)]
        public string Name { get; set; } = "";
        public UnitKind Kind { get; set; } = UnitKind.Community;
        public int? ParentId { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>The sheet's district is the one that is there, which takes the sheet's code.</summary>
    [BindProperty]
    public bool TakeCode { get; set; }
    public bool AskTakeCode { get; private set; }
    public UnitTree Tree { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Parents { get; private set; } = [];
    public IReadOnlyList<ImportUnits.RowError> Errors { get; private set; } = [];

    /// <summary>What the reader acts for, with all below it.</summary>
    public IEnumerable<Unit> Mine => Tree.Under(me.Current.ScopePath);

    public Task OnGet() => Load();

    public Task<IActionResult> OnPostAdd() =>
        Do(
            () => manage.Add(Input.Code, Input.Name, Input.Kind, Input.ParentId, null, null, null, Cancel),
            () => Said("units.said.added", Input.Name)
        );

    public Task<IActionResult> OnPostImport()
    {
        ModelState.Clear();
        var done = new ImportUnits.Outcome(0, 0, 0, []);
        return Do(
            async () => done = await Take(),
            () => Said("units.said.imported", done.Added, done.Changed, done.Same)
        );
    }

    public async Task<IActionResult> OnGetExport()
    {
        await Load();
        var heads = ImportUnits.Columns.Select(c => Words[$"units.column.{c.Key}"].Split('|')[0]);
        return new SheetResult(
            "xlsx",
            Words["admin.units"],
            [.. heads],
            Mine.Where(u => u.State == UnitState.Active).Select(Row).ToAsyncEnumerable()
        );
    }

    private IReadOnlyList<object?> Row(Unit u) =>
        [
            u.Code,
            u.Name,
            Words.Of(u.Kind),
            u.ParentId is { } p ? Tree.Find(p)!.Code : "",
            u.ContactName,
            u.ContactPhone,
            u.Address,
        ];

    private async Task<ImportUnits.Outcome> Take()
    {
        if (Upload is not { Length: > 0 })
            throw new RuleBroken("units.no-file");
        await using var stream = new MemoryStream();
        await Upload.CopyToAsync(stream, Cancel);
        stream.Position = 0;
        try
        {
            var done = await import.Run(stream, dryRun: false, Cancel, TakeCode);
            Errors = done.Errors;
            return Errors.Count == 0 ? done : throw new RuleBroken("units.import-refused", Errors.Count);
        }
        catch (SecondDistrict)
        {
            AskTakeCode = true;
            throw;
        }
    }

    private IActionResult Said(string key, params object[] arguments)
    {
        Say(key, arguments);
        return Redirect("/admin/units");
    }

    protected override async Task Load()
    {
        Tree = await directory.Tree(Cancel);
        Parents = Choices.Units(
            Tree,
            Mine.Where(u => u.Kind is not (UnitKind.Grid or UnitKind.PartyGroup)),
            Words["units.choose"]
        );
    }
}
