using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Projects.Domain;
using Modular.Projects.Effect;
using Modular.Projects.Library;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
[PostNeeds(ProjectsModule.Design)]
internal sealed class EffectModel(ShowProject browse, MeasureEffect effect, ActingScope me) : StaffPage
{
    public sealed class Form
    {
        public bool End { get; set; } = true;
        public decimal? Figure { get; set; }
        public int? Asked { get; set; }
        public DateOnly? On { get; set; }

        [StringLength(200)]
        public string? Source { get; set; }

        [StringLength(200)]
        public string? Reason { get; set; }
    }

    public sealed class HandForm
    {
        public int? RatedBefore { get; set; }
        public int? SatisfiedBefore { get; set; }
        public int? RatedAfter { get; set; }
        public int? SatisfiedAfter { get; set; }
        public int? TicketsBefore { get; set; }
        public int? MonthsBefore { get; set; }
        public int? TicketsAfter { get; set; }
        public int? MonthsAfter { get; set; }

        [StringLength(200)]
        public string? Source { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty]
    public HandForm Hand { get; set; } = new();

    /// <summary>No needs are kept in this system: their figures are written down by hand.</summary>
    public bool ByHand => !effect.Counted;
    public IReadOnlyList<SelectListItem> Ends =>
        [new(Words["projects.effect.end"], "true"), new(Words["projects.effect.start"], "false")];
    public EffectView View { get; private set; } = null!;
    public bool MayWrite => me.Current.May(ProjectsModule.Design) && ProjectMoves.Live.Contains(View.Project.State);

    public async Task OnGet()
    {
        await Load();
        if (View.Hand is { } h)
            Hand = new()
            {
                RatedBefore = h.RatedBefore,
                SatisfiedBefore = h.SatisfiedBefore,
                RatedAfter = h.RatedAfter,
                SatisfiedAfter = h.SatisfiedAfter,
                TicketsBefore = h.TicketsBefore,
                MonthsBefore = h.MonthsBefore,
                TicketsAfter = h.TicketsAfter,
                MonthsAfter = h.MonthsAfter,
                Source = h.Source,
            };
    }

    public async Task<IActionResult> OnPostHand()
    {
        // The other form of the page was not sent.
        foreach (
            string key in ModelState.Keys.Where(k => k.EndsWith(nameof(Form.Figure), StringComparison.Ordinal)).ToList()
        )
            ModelState.Remove(key);
        return await Do(
            () =>
                effect.Write(
                    Number,
                    new(
                        Hand.RatedBefore,
                        Hand.SatisfiedBefore,
                        Hand.RatedAfter,
                        Hand.SatisfiedAfter,
                        Hand.TicketsBefore,
                        Hand.MonthsBefore,
                        Hand.TicketsAfter,
                        Hand.MonthsAfter
                    ),
                    Hand.Source ?? "",
                    Cancel
                ),
            () =>
            {
                Say("projects.said.measured", Number);
                return Redirect($"/projects/{Number}/effect");
            }
        );
    }

    public async Task<IActionResult> OnPostMeasure(long target)
    {
        return await Do(
            () =>
                effect.Measure(
                    Number,
                    target,
                    Input.End,
                    Input.Figure,
                    Input.Asked,
                    Input.Source ?? "",
                    Cancel,
                    Input.On,
                    Input.Reason
                ),
            () =>
            {
                Say("projects.said.measured", Number);
                return Redirect($"/projects/{Number}/effect");
            }
        );
    }

    protected override async Task Load() => View = await effect.Of((await browse.One(Number, Cancel)).Project, Cancel);
}
