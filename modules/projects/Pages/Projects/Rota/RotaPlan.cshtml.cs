using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Domain;
using Modular.Projects.Rota;

namespace Modular.Projects.Pages.Projects;

/// <summary>Months to come are planned: first looked at, then kept.</summary>
[NeedsPermission(ProjectsModule.Rota)]
internal sealed class RotaPlanModel(KeepRota rota, UnitDirectory units, TimeProvider clock) : StaffPage
{
    public sealed class Form
    {
        [Required]
        public string From { get; set; } = "";

        [Range(1, KeepRota.MostMonths)]
        public int Months { get; set; } = 12;

        [Range(0, 9999)]
        public int Seed { get; set; } = 1;
        public bool Anew { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public Form Input { get; set; } = new();
    public IReadOnlyList<RotaSlot> Plan { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;

    public async Task<IActionResult> OnGet()
    {
        if (string.IsNullOrEmpty(Input.From))
        {
            ModelState.Clear();
            Input.From = clock.Today().First().AddMonths(1).Key();
            await Load();
            return Page();
        }

        return await Do(
            async () =>
            {
                await Load();
                Plan =
                [
                    .. (await rota.Propose(From(), Input.Months, Input.Seed, Input.Anew, Cancel)).Take(Input.Months),
                ];
            },
            Page
        );
    }

    public async Task<IActionResult> OnPost()
    {
        int changed = 0;
        return await Do(
            async () => changed = await rota.Save(From(), Input.Months, Input.Seed, Input.Anew, Cancel),
            () =>
            {
                Say("projects.said.rota-planned", changed);
                return Redirect($"/projects/rota?year={From().Year}");
            }
        );
    }

    public string Why(RotaSlot s) =>
        Words.Why(
            s.Why,
            s.Waited,
            s.Other is { } other ? Tree.Name(other) : null,
            s.OtherMonth is { } m ? Months.Month(m) : null
        );

    private DateOnly From() =>
        Months.Parse(Input.From) ?? throw new Kernel.Rules.RuleBroken("projects.rota.month-needed") { Field = "From" };

    protected override async Task Load() => Tree = await units.Tree(Cancel);
}
