using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Appraisal.TwoWay;
using Modular.Contracts.Needs;
using Modular.Contracts.Partners;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;

namespace Modular.Appraisal.Pages.TwoWay;

/// <summary>A new round in which communities and those they work with score each other.</summary>
[NeedsPermission(AppraisalModule.Run)]
internal sealed class NewModel(
    DraftTwoWay draft,
    UnitDirectory units,
    ActingScope me,
    TimeProvider clock,
    INeedQuestions? needs = null,
    IPartnerQuestions? partners = null
) : StaffPage
{
    public sealed class Form
    {
        [Required, StringLength(80)]
        public string Title { get; set; } = "";
        public List<int> SideA { get; set; } = [];
        public List<int> SideB { get; set; } = [];

        [StringLength(4000)]
        public string? Members { get; set; }

        [Required, StringLength(2000)]
        public string FormA { get; set; } = "";

        [Required, StringLength(2000)]
        public string FormB { get; set; } = "";
        public double Mutual { get; set; } = 100;
        public Dictionary<string, double?> Items { get; set; } = [];
        public double Pass { get; set; } = 60;
        public bool Complete { get; set; } = true;
        public DateOnly? OpensOn { get; set; }
        public DateOnly? ClosesOn { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<Unit> Communities { get; private set; } = [];
    public IReadOnlyList<Unit> Partners { get; private set; } = [];

    /// <summary>Items that a module which is on can count.</summary>
    public IReadOnlyList<(string Key, string Side)> Items { get; private set; } = [];

    public async Task OnGet()
    {
        await Load();
        (Input.FormA, Input.FormB, Input.ClosesOn) = (
            Words["twoway.form-a.usual"],
            Words["twoway.form-b.usual"],
            clock.Today().AddDays(14)
        );
        (Input.SideA, Input.SideB) = ([.. Communities.Select(u => u.Id)], [.. Partners.Select(u => u.Id)]);
    }

    public async Task<IActionResult> OnPost()
    {
        long id = 0;
        return await Do(
            async () =>
            {
                var items = Input
                    .Items.Where(i => i.Value is > 0 && RunTwoWay.Countable.Any(c => c.Key == i.Key))
                    .ToDictionary(i => i.Key, i => i.Value!.Value, StringComparer.Ordinal);
                id = await draft.Draft(
                    me.Current.UnitId ?? throw new NotFound(),
                    new(
                        Input.Title,
                        Input.SideA,
                        Input.SideB,
                        (Input.Members ?? "").Split('\n'),
                        Rounds.NewModel.Lines(Input.FormA),
                        Rounds.NewModel.Lines(Input.FormB),
                        items,
                        Input.Mutual,
                        Input.Pass,
                        Input.Complete,
                        Input.OpensOn,
                        Input.ClosesOn
                    ),
                    Cancel
                );
            },
            () =>
            {
                Say("rounds.said.drafted");
                return Redirect($"/two-way/{id}");
            }
        );
    }

    protected override async Task Load()
    {
        var tree = await units.Tree(Cancel);
        Communities =
        [
            .. tree.Under(me.Current.ScopePath).Where(u => u is { State: UnitState.Active, Kind: UnitKind.Community }),
        ];
        Partners = [.. tree.All.Where(u => u is { State: UnitState.Active, Kind: UnitKind.PartnerUnit })];
        Items = [.. RunTwoWay.Countable.Where(c => c.Side == "a" ? needs is not null : partners is not null)];
    }
}
