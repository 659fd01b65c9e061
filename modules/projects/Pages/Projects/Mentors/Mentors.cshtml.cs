using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Mentors;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.ReadUnit)]
[PostNeeds(ProjectsModule.KeepGroup)]
internal sealed class MentorsModel(KeepMentors mentors, UnitDirectory units, ActingScope me) : StaffPage
{
    public sealed class Form
    {
        public long AccountId { get; set; }
        public int UnitId { get; set; }

        [StringLength(80)]
        public string? Office { get; set; }

        [StringLength(200)]
        public string? Fields { get; set; }
        public int AtOnce { get; set; } = 3;
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public long? Mentor { get; set; }
    public IReadOnlyList<Mentor> Group { get; private set; } = [];
    public IReadOnlyDictionary<long, int> Loads { get; private set; } = new Dictionary<long, int>();
    public IReadOnlyList<LedgerRow> Ledger { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Candidates { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;
    public bool Keeps => me.Current.May(ProjectsModule.KeepGroup);

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPost()
    {
        return await Do(
            () => mentors.Add(Input.AccountId, Input.UnitId, Input.Office, Input.Fields, Input.AtOnce, Cancel),
            () =>
            {
                Say("mentors.said.added");
                return Redirect("/projects/mentors");
            }
        );
    }

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Load();
        return new SheetResult(
            format ?? "xlsx",
            Words["mentors.ledger"],
            [
                .. "mentor|office|number|title|unit|from|until|notes|answered|last|verdict"
                    .Split('|')
                    .Select(k => Words[$"mentors.column.{k}"]),
            ],
            Ledger
                .Select(r =>
                    (IReadOnlyList<object?>)
                        [
                            r.Mentor.Name,
                            r.Mentor.Office,
                            r.Project.Number,
                            r.Project.Title,
                            Tree.Trail(r.Project.UnitId),
                            r.Mentoring.At.LocalDate(),
                            r.Mentoring.EndedAt?.LocalDate(),
                            r.Notes,
                            r.Answered,
                            r.Last,
                            r.Verdict is { } v ? Words.Of(v) : "",
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    protected override async Task Load()
    {
        (Group, Loads, Ledger, Tree) = (
            await mentors.Group(Cancel),
            await mentors.Loads(Cancel),
            await mentors.Ledger(Mentor, Cancel),
            await units.Tree(Cancel)
        );
        if (!Keeps)
            return;
        Candidates = [.. (await mentors.Candidates(Cancel)).Select(c => Choices.Item(c.Name, c.Id))];
        Units = Choices.Units(
            Tree,
            Tree.Under(me.Current.ScopePath).Where(u => u.Kind is UnitKind.District or UnitKind.Town)
        );
    }
}
