using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;

namespace Modular.Host.Pages.Admin;

[NeedsPermission(KernelPermissions.Units)]
internal sealed class UnitModel(
    UnitDirectory directory,
    KeepUnits manage,
    ShowUnit show,
    OpeningHours hours,
    KernelDb db,
    ActingScope me
) : StaffPage
{
    public sealed class Form
    {
        [Required, StringLength(80)]
        public string Name { get; set; } = "";

        [StringLength(40)]
        public string? ContactName { get; set; }

        [StringLength(32)]
        public string? ContactPhone { get; set; }

        [StringLength(120)]
        public string? Address { get; set; }
        public int Version { get; set; }

        [StringLength(100)]
        public string? Workdays { get; set; }

        [StringLength(100)]
        public string? Weekends { get; set; }

        [StringLength(100)]
        public string? Holidays { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public int Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty]
    public int Target { get; set; }

    [BindProperty, StringLength(32)]
    public string? Code { get; set; }
    public UnitTree Tree { get; private set; } = null!;
    public Unit Unit { get; private set; } = null!;
    public HoursOfUnit Hours { get; private set; } = null!;
    public IReadOnlyList<UnitHistory> History { get; private set; } = [];

    /// <summary>Its place in the tree is the reader's to decide: not the unit she acts for herself.</summary>
    public bool Placed => Unit.ParentId is not null && Unit.Path != me.Current.ScopePath;

    /// <summary>Another form of the page was sent: what stands in the first one is what is kept.</summary>
    private bool _otherForm;

    public async Task OnGet()
    {
        await Load();
        Kept();
        if (Hours.From?.Id != Id)
            return;
        Input.Workdays = BusinessHours.Text(Hours.Hours.Workdays);
        Input.Weekends = BusinessHours.Text(Hours.Hours.Weekends);
        Input.Holidays = BusinessHours.Text(Hours.Hours.Holidays);
    }

    public Task<IActionResult> OnPostSave() =>
        Do(
            () =>
                manage.Change(
                    Id,
                    Input.Name,
                    Input.ContactName,
                    Input.ContactPhone,
                    Input.Address,
                    Input.Version,
                    Cancel
                ),
            Back
        );

    public Task<IActionResult> OnPostHours()
    {
        ModelState.Remove("Input.Name");
        _otherForm = true;
        return Do(
            async () =>
            {
                await Load();
                await hours.Set(db, Id, Input.Workdays, Input.Weekends, Input.Holidays, Cancel);
            },
            Back
        );
    }

    public Task<IActionResult> OnPostCode() => Plain(() => manage.Recode(Id, Code ?? "", Cancel));

    public Task<IActionResult> OnPostMove() => Plain(() => manage.Move(Id, Target, Cancel));

    public Task<IActionResult> OnPostMerge() => Plain(() => manage.Merge(Id, Target, Cancel));

    public Task<IActionResult> OnPostClose() => Plain(() => manage.Close(Id, Cancel));

    public Task<IActionResult> OnPostReopen() => Plain(() => manage.Reopen(Id, Cancel));

    public Task<IActionResult> OnPostRemove() =>
        Plain(
            () => manage.Remove(Id, Cancel),
            () =>
            {
                Say("units.said.removed");
                return Redirect("/admin/units");
            }
        );

    public IEnumerable<SelectListItem> Others(Func<Unit, bool> which) =>
        Choices.Units(Tree, Tree.Under(me.Current.ScopePath).Where(u => u.Id != Id && which(u)), Words["units.choose"]);

    private Task<IActionResult> Plain(Func<Task> work, Func<IActionResult>? then = null)
    {
        ModelState.Clear();
        _otherForm = true;
        return Do(
            async () =>
            {
                if (Request.Form.ContainsKey("Target") && Target == 0)
                    throw new RuleBroken("units.choose");
                await work();
            },
            then ?? Back
        );
    }

    private IActionResult Back()
    {
        Say("units.said.changed");
        return Redirect($"/admin/units/{Id}");
    }

    private void Kept()
    {
        (Input.Name, Input.ContactName, Input.ContactPhone) = (Unit.Name, Unit.ContactName, Unit.ContactPhone);
        (Input.Address, Input.Version, Code) = (Unit.Address, Unit.Version, Unit.Code);
    }

    protected override async Task Load()
    {
        Tree = await directory.Tree(Cancel);
        (Unit, History) = await show.Run(Id, Cancel);
        Hours = await hours.Of(Id, Cancel);
        if (_otherForm)
            Kept();
        Code ??= Unit.Code;
    }
}

internal sealed class ShowUnit(KernelDb db, ActingScope me)
{
    /// <exception cref="NotFound">No such unit, or not below the one acted for.</exception>
    public async Task<(Unit, IReadOnlyList<UnitHistory>)> Run(int id, CancellationToken cancel)
    {
        var unit = await db.Units.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, cancel);
        if (unit is null || !me.Current.Reaches(unit.Path))
            throw new NotFound();
        return (
            unit,
            await db
                .UnitHistories.AsNoTracking()
                .Where(h => h.UnitId == id)
                .OrderByDescending(h => h.Id)
                .ToListAsync(cancel)
        );
    }
}
