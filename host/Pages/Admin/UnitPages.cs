using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;

namespace Modular.Host.Pages.Admin;

[NeedsPermission(KernelPermissions.Units)]
internal sealed class UnitsModel(UnitDirectory directory, ManageUnits manage, ImportUnits import) : Screen
{
    public sealed class Form
    {
        [Required, StringLength(32)] public string Code { get; set; } = "";
        [Required, StringLength(80)] public string Name { get; set; } = "";
        public UnitKind Kind { get; set; } = UnitKind.Community;
        public int? ParentId { get; set; }
    }

    [BindProperty] public Form Input { get; set; } = new();
    [BindProperty] public IFormFile? Upload { get; set; }
    public UnitTree Tree { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Parents { get; private set; } = [];
    public IReadOnlyList<ImportUnits.RowError> Errors { get; private set; } = [];

    public Task OnGet() => Load();

    public Task<IActionResult> OnPostAdd() => Do(() => manage.Add(Input.Code, Input.Name, Input.Kind, Input.ParentId, null, null, null, Cancel), () =>
    {
        Say("units.said.added", Input.Name);
        return Redirect("/admin/units");
    });

    public async Task<IActionResult> OnPostImport()
    {
        ModelState.Clear();
        int added = 0, changed = 0;
        var answer = await Do(async () =>
        {
            if (Upload is not { Length: > 0 }) throw new RuleBroken("units.no-file");
            await using var stream = new MemoryStream();
            await Upload.CopyToAsync(stream, Cancel);
            stream.Position = 0;
            (added, changed, Errors) = await import.Run(stream, dryRun: false, Cancel);
            if (Errors.Count > 0) throw new RuleBroken("units.import-refused", Errors.Count);
        }, () =>
        {
            Say("units.said.imported", added, changed);
            return Redirect("/admin/units");
        });
        return answer;
    }

    public async Task<IActionResult> OnGetExport()
    {
        await Load();
        return new SheetResult("xlsx", Words["admin.units"], [.. ImportUnits.Columns.Select(c => Words[$"units.column.{c.Key}"].Split('|')[0])],
            Tree.Under("/").Where(u => u.State == UnitState.Active).Select(u => (IReadOnlyList<object?>)[u.Code, u.Name, Words.Of(u.Kind), u.ParentId is { } p ? Tree.Find(p)!.Code : "", u.ContactName, u.ContactPhone, u.Address]).ToAsyncEnumerable());
    }

    protected override async Task Load()
    {
        Tree = await directory.Tree(Cancel);
        Parents = Choices.Units(Tree, Tree.Under("/").Where(u => u.Kind is not (UnitKind.Grid or UnitKind.PartyGroup)));
    }
}

[NeedsPermission(KernelPermissions.Units)]
internal sealed class UnitModel(UnitDirectory directory, ManageUnits manage, ShowUnit show, OpeningHours hours, KernelDb db) : Screen
{
    public sealed class Form
    {
        [Required, StringLength(80)] public string Name { get; set; } = "";
        [StringLength(40)] public string? ContactName { get; set; }
        [StringLength(32)] public string? ContactPhone { get; set; }
        [StringLength(120)] public string? Address { get; set; }
        public int Version { get; set; }
        [StringLength(100)] public string? Workdays { get; set; }
        [StringLength(100)] public string? Weekends { get; set; }
        [StringLength(100)] public string? Holidays { get; set; }
    }

    [BindProperty(SupportsGet = true)] public int Id { get; set; }
    [BindProperty] public Form Input { get; set; } = new();
    [BindProperty] public int Target { get; set; }
    public UnitTree Tree { get; private set; } = null!;
    public Unit Unit { get; private set; } = null!;
    public HoursOfUnit Hours { get; private set; } = null!;
    public IReadOnlyList<UnitHistory> History { get; private set; } = [];

    public async Task OnGet()
    {
        await Load();
        Kept();
        if (Hours.From?.Id == Id) (Input.Workdays, Input.Weekends, Input.Holidays) = (BusinessHours.Text(Hours.Hours.Workdays), BusinessHours.Text(Hours.Hours.Weekends), BusinessHours.Text(Hours.Hours.Holidays));
    }

    private bool _hours;

    private void Kept() => (Input.Name, Input.ContactName, Input.ContactPhone, Input.Address, Input.Version) = (Unit.Name, Unit.ContactName, Unit.ContactPhone, Unit.Address, Unit.Version);

    public Task<IActionResult> OnPostSave() => Do(() => manage.Change(Id, Input.Name, Input.ContactName, Input.ContactPhone, Input.Address, Input.Version, Cancel), Back);

    public Task<IActionResult> OnPostHours()
    {
        ModelState.Remove("Input.Name");
        _hours = true;
        return Do(() => hours.Set(db, Id, Input.Workdays, Input.Weekends, Input.Holidays, Cancel), Back);
    }

    public Task<IActionResult> OnPostMove() => Plain(() => manage.Move(Id, Target, Cancel));

    public Task<IActionResult> OnPostMerge() => Plain(() => manage.Merge(Id, Target, Cancel));

    public Task<IActionResult> OnPostClose() => Plain(() => manage.Close(Id, Cancel));

    public Task<IActionResult> OnPostReopen() => Plain(() => manage.Reopen(Id, Cancel));

    public IEnumerable<SelectListItem> Others(Func<Unit, bool> which) => Choices.Units(Tree, Tree.Under("/").Where(u => u.Id != Id && which(u)), Words["units.choose"]);

    private Task<IActionResult> Plain(Func<Task> work)
    {
        ModelState.Clear();
        _hours = true;
        return Do(async () => { if (Request.Form.ContainsKey("Target") && Target == 0) throw new RuleBroken("units.choose"); await work(); }, Back);
    }

    private IActionResult Back()
    {
        Say("units.said.changed");
        return Redirect($"/admin/units/{Id}");
    }

    protected override async Task Load()
    {
        Tree = await directory.Tree(Cancel);
        (Unit, History) = await show.Run(Id, Cancel);
        Hours = await hours.Of(Id, Cancel);
        if (_hours) Kept();
    }
}

internal sealed class ShowUnit(KernelDb db)
{
    public async Task<(Unit, IReadOnlyList<UnitHistory>)> Run(int id, CancellationToken cancel) =>
        (await db.Units.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, cancel) ?? throw new NotFound(),
            await db.UnitHistories.AsNoTracking().Where(h => h.UnitId == id).OrderByDescending(h => h.Id).ToListAsync(cancel));
}
