using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Tables;
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
    public IReadOnlyList<Honour> Rows { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;
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

    public async Task<IActionResult> OnGetExport(string format)
    {
        await Load();
        return new SheetResult(
            format,
            Words["partners.honours"],
            [
                .. "honour.name|honour.candidate|honour.community|honour.by|honour.state|honour.opinion|honour.opinion-text|honour.decision"
                    .Split('|')
                    .Select(k => Words[$"partners.{k}"]),
            ],
            Rows.Select(h =>
                    (IReadOnlyList<object?>)
                        [
                            h.Name,
                            Candidate(h),
                            Tree.Name(h.CommunityId),
                            h.AnswerBy,
                            Words.Of(h.State),
                            h.Opinion is { } o ? Words.Of(o) : null,
                            h.OpinionText,
                            h.Decision,
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    public string Candidate(Honour h) =>
        h.Person is null ? Tree.Name(h.CandidateUnitId) : $"{h.Person} · {Tree.Name(h.CandidateUnitId)}";

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        Rows = await consult.List(State, Cancel);
        Candidates = Choices.Units(
            Tree,
            Tree.Under(me.Current.ScopePath).Where(u => u.Kind is not (UnitKind.District or UnitKind.Grid)).Take(500)
        );
        Communities = Choices.Units(Tree, Tree.All.Where(u => u.Kind is UnitKind.Community or UnitKind.Town));
    }
}
