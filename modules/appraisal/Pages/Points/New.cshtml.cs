using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Modular.Appraisal.Ledger;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;

namespace Modular.Appraisal.Pages.Points;

[NeedsPermission(AppraisalModule.Run)]
internal sealed class NewModel(KeepLedger ledger, UnitDirectory units, ActingScope me) : StaffPage
{
    public sealed class Form
    {
        [Required, StringLength(80)]
        public string Title { get; set; } = "";
        public List<int> Units { get; set; } = [];

        [StringLength(8000)]
        public string? Names { get; set; }

        [StringLength(200)]
        public string? Levels { get; set; } = "100, 300, 600, 1000, 2000";
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<Unit> Around { get; private set; } = [];

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPost()
    {
        long id = 0;
        return await Do(
            async () =>
            {
                var levels = (Input.Levels ?? "")
                    .Split([',', '\uff0c', '\u3001', ' '], StringSplitOptions.RemoveEmptyEntries)
                    .Select(l =>
                        double.TryParse(l, CultureInfo.InvariantCulture, out double level)
                            ? level
                            : throw new RuleBroken("ledger.levels") { Field = "Levels" }
                    )
                    .ToList();
                id = await ledger.Draft(
                    me.Current.UnitId ?? throw new NotFound(),
                    Input.Title,
                    Input.Units,
                    (Input.Names ?? "").Split('\n'),
                    levels,
                    Cancel
                );
            },
            () => Redirect($"/points/{id}")
        );
    }

    protected override async Task Load() =>
        Around = [
            .. (await units.Tree(Cancel))
                .Under(me.Current.ScopePath)
                .Where(u =>
                    u.State == UnitState.Active
                    && u.Id != me.Current.UnitId
                    && u.Kind is UnitKind.Town or UnitKind.Community or UnitKind.PartnerUnit or UnitKind.Department
                )
                .Take(400),
        ];
}
