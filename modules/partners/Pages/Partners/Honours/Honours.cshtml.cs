using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Partners.Honours;

namespace Modular.Partners.Pages.Partners;

/// <summary>Proposals for honours and the opinions asked for.</summary>
[NeedsPermission(PartnersModule.Read)]
[PostNeeds(PartnersModule.Claim)]
internal sealed class HonoursModel(ConsultHonour consult, UnitDirectory units, ActingScope me, TimeProvider clock)
    : StaffPage
{
    public sealed class Form
    {
        [Required, StringLength(60)]
        public string Name { get; set; } = "";
        public int CandidateUnit { get; set; }

        [StringLength(40)]
        public string? Person { get; set; }

        [Required, StringLength(1000)]
        public string Grounds { get; set; } = "";
        public int Community { get; set; }

        [Required]
        public DateOnly? AnswerBy { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public HonourState? State { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public ListView List { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Candidates { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Communities { get; private set; } = [];
    public bool MayPropose => me.Current.May(PartnersModule.Claim);

    public Task OnGet()
    {
        Input.AnswerBy = clock.Today().AddDays(7);
        return Load();
    }

    public async Task<IActionResult> OnPost()
    {
        long id = 0;
        return await Do(
            async () =>
                id = await consult.Propose(
                    Input.CandidateUnit,
                    Input.Person,
                    Input.Name,
                    Input.Grounds,
                    Input.Community,
                    Input.AnswerBy,
                    Cancel
                ),
            () =>
            {
                Say("partners.said.honour-asked");
                return Redirect($"/partners/honours/{id}");
            }
        );
    }

    public async Task<IActionResult> OnGetExport(string? format) =>
        (await Listing(await units.Tree(Cancel))).File(
            format,
            Words["partners.honours"],
            await consult.List(State, Cancel)
        );

    private async Task<Listing<Honour>> Listing(UnitTree tree) =>
        new(Words, await ListAsked.Of(HttpContext, "/partners/honours"), clock.Today())
        {
            Columns =
            [
                new("name", "partners.honour.name", ColumnKind.Main, h => h.Name)
                {
                    Cells = h => [Cell.Link(h.Name, $"/partners/honours/{h.Id}")],
                },
                new("candidate", "partners.honour.candidate", ColumnKind.Text, h => Candidate(h, tree)),
                new("community", "partners.honour.community", ColumnKind.Text, h => tree.Name(h.CommunityId)),
                new("by", "partners.honour.by", ColumnKind.Day, h => h.AnswerBy),
                new("state", "partners.honour.state", ColumnKind.Text, h => Words.Of(h.State))
                {
                    Cells = States,
                    Order = h => h.State,
                },
                new("opinion", "partners.honour.opinion", ColumnKind.Text, h => Opinion(h)) { FileOnly = true },
                new("text", "partners.honour.opinion-text", ColumnKind.Text, h => h.OpinionText) { FileOnly = true },
                new("decision", "partners.honour.decision", ColumnKind.Text, h => h.Decision) { FileOnly = true },
            ],
            Filters = [ListFilter.Facet("state", "partners.honour.state", ListFilter.Each<HonourState>(Words))],
            Empty = new("partners.honours.none"),
        };

    private IReadOnlyList<Cell> States(Honour honour)
    {
        var state = Cell.Pill(HonourDisplay.Tone(honour.State), Words.Of(honour.State));
        return Opinion(honour) is { } opinion ? [state, Cell.Beside(opinion)] : [state];
    }

    private string? Opinion(Honour honour) => honour.Opinion is { } opinion ? Words.Of(opinion) : null;

    private static string Candidate(Honour honour, UnitTree tree)
    {
        string unit = tree.Name(honour.CandidateUnitId);
        return honour.Person is null ? unit : $"{honour.Person} · {unit}";
    }

    protected override async Task Load()
    {
        var tree = await units.Tree(Cancel);
        List = (await Listing(tree)).Of(await consult.List(State, Cancel));
        Candidates = Choices.Units(
            tree,
            tree.Under(me.Current.ScopePath).Where(u => u.Kind is not (UnitKind.District or UnitKind.Grid)).Take(500)
        );
        Communities = Choices.Units(tree, tree.All.Where(u => u.Kind is UnitKind.Community or UnitKind.Town));
    }
}
