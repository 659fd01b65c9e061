using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Appraisal.Data;
using Modular.Appraisal.Pages.Rounds;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Appraisal.TwoWay;
using Modular.Contracts.Needs;
using Modular.Contracts.Partners;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
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
) : Screen
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
                id = await draft.Run(
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

/// <summary>
/// The round for who runs it: who has handed in, codes, unsealing, the result with pairs that favour each other.
/// </summary>
[NeedsPermission(AppraisalModule.Read)]
internal sealed class ShowModel(ShowRound show, ShowTwoWay two, RunTwoWay work, RunRound moves, ActingScope me)
    : RoundScreen(show, moves, me)
{
    public TwoWayView Two { get; private set; } = null!;

    /// <summary>Shown once, right after they were made.</summary>
    public IReadOnlyList<(string Name, string Code)> Codes { get; private set; } = [];

    protected override string Here => $"/two-way/{Id}";

    public async Task<IActionResult> OnPostOpen()
    {
        var answer = await Act("rounds.said.opened", async () => Codes = await work.Open(Id, Version, Cancel));
        return Codes.Count == 0 ? answer : await Again();
    }

    public async Task<IActionResult> OnPostCode(int number)
    {
        var answer = await Act("twoway.said.code", async () => Codes = [("", await work.NewCode(Id, number, Cancel))]);
        return Codes.Count == 0 ? answer : await Again();
    }

    public Task<IActionResult> OnPostClose() => Act("twoway.said.closed", () => work.Close(Id, Version, Cancel));

    private async Task<IActionResult> Again()
    {
        await Load();
        return Page();
    }

    protected override async Task Load()
    {
        await base.Load();
        Two = await two.Run(View, Cancel);
    }
}

/// <summary>Sheets the acting unit has to fill in.</summary>
[NeedsPermission(AppraisalModule.Mutual)]
internal sealed class MineModel(ScoreEachOther each) : Screen
{
    public IReadOnlyList<(Round Round, Party Me)> Sheets { get; private set; } = [];

    public async Task OnGet() => Sheets = await each.Mine(Cancel);
}

/// <summary>A unit's own sheet.</summary>
[NeedsPermission(AppraisalModule.Mutual), RequestFormLimits(ValueCountLimit = 5000)]
internal sealed class SheetModel(ScoreEachOther each) : Screen
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }
    public PartySheet Sheet { get; private set; } = null!;

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPostSave(string field, string? value)
    {
        try
        {
            await each.Save(
                await each.ByUnit(Id, Cancel),
                new Dictionary<string, string?>(StringComparer.Ordinal) { [field] = value },
                handIn: false,
                Cancel
            );
            await Load();
            return Content(Words["rounds.saved", Sheet.Scores.Count, Sheet.Wanted]);
        }
        catch (RuleBroken broken)
        {
            return new ContentResult { StatusCode = 422, Content = Sentence(broken) };
        }
    }

    public Task<IActionResult> OnPost(bool handIn) =>
        Do(
            async () =>
                await each.Save(
                    await each.ByUnit(Id, Cancel),
                    Request.Form.ToDictionary(f => f.Key, f => (string?)f.Value, StringComparer.Ordinal),
                    handIn,
                    Cancel
                ),
            () =>
            {
                Say(handIn ? "rounds.said.handed-in" : "twoway.said.saved");
                return Redirect(handIn ? "/mutual" : $"/mutual/{Id}");
            }
        );

    protected override async Task Load() => Sheet = await each.Show(await each.ByUnit(Id, Cancel), Cancel);
}
