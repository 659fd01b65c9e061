using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Mentors;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.ReadUnit)]
[PostNeeds(ProjectsModule.KeepGroup)]
internal sealed class MentorsModel(KeepMentors mentors, UnitDirectory units, ActingScope me, TimeProvider clock)
    : StaffPage
{
    private const string At = "/projects/mentors";

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

    /// <summary>Whose guidance the ledger shows; null for everybody's.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Mentor { get; set; }

    public ListView List { get; private set; } = null!;
    public ListView Ledger { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Candidates { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];
    public bool Keeps => me.Current.May(ProjectsModule.KeepGroup);

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPost()
    {
        return await Do(
            () => mentors.Add(Input.AccountId, Input.UnitId, Input.Office, Input.Fields, Input.AtOnce, Cancel),
            () =>
            {
                Say("mentors.said.added");
                return Redirect(At);
            }
        );
    }

    public async Task<IActionResult> OnGetExport(string? format)
    {
        var listing = await Group(await units.Tree(Cancel));
        return listing.File(format, Words["mentors.menu"], await mentors.Group(Cancel));
    }

    public async Task<IActionResult> OnGetExportLedger(string? format)
    {
        var listing = await Guided(await units.Tree(Cancel), await mentors.Group(Cancel));
        return listing.File(format, Words["mentors.ledger"], await mentors.Ledger(Mentor, Cancel));
    }

    protected override async Task Load()
    {
        var tree = await units.Tree(Cancel);
        var group = await mentors.Group(Cancel);
        List = (await Group(tree)).Of(group);
        Ledger = (await Guided(tree, group)).Of(await mentors.Ledger(Mentor, Cancel)) with { Handler = "exportLedger" };
        if (!Keeps)
            return;
        Candidates = [.. (await mentors.Candidates(Cancel)).Select(c => Choices.Item(c.Name, c.Id))];
        Units = Choices.Units(
            tree,
            tree.Under(me.Current.ScopePath).Where(u => u.Kind is UnitKind.District or UnitKind.Town)
        );
    }

    private async Task<Listing<Mentor>> Group(UnitTree tree)
    {
        var loads = await mentors.Loads(Cancel);
        return new(Words, await ListAsked.Of(HttpContext, At), clock.Today())
        {
            Columns =
            [
                new("mentor", "mentors.mentor", ColumnKind.Main, m => m.Name) { Cells = Names },
                new("office", "mentors.office", ColumnKind.Text, m => m.Office),
                new("fields", "mentors.fields", ColumnKind.Text, m => string.Join(Words["list.comma"], m.FieldList)),
                new("load", "mentors.load", ColumnKind.Text, m => loads.GetValueOrDefault(m.Id))
                {
                    Cells = m => Loads(m, loads.GetValueOrDefault(m.Id)),
                },
                new("at-once", "mentors.at-once.label", ColumnKind.Figure, m => m.AtOnce) { Spare = true },
                new("kept-by", "mentors.kept-by", ColumnKind.Text, m => tree.Name(m.UnitId)),
            ],
            Empty = new("mentors.none"),
        };
    }

    private IReadOnlyList<Cell> Names(Mentor mentor)
    {
        var name = Cell.Link(mentor.Name, Keeps ? $"{At}/{mentor.Id}" : null);
        return mentor.Closed ? [name, Cell.Pill(Tone.Plain, Words["mentors.left"])] : [name];
    }

    private IReadOnlyList<Cell> Loads(Mentor mentor, int load)
    {
        var guides = Cell.Link(Words["mentors.load.of", load, mentor.AtOnce], $"{At}?mentor={mentor.Id}#ledger");
        return load >= mentor.AtOnce ? [guides, Cell.Pill(Tone.Waiting, Words["mentors.full.word"])] : [guides];
    }

    private async Task<Listing<LedgerRow>> Guided(UnitTree tree, IReadOnlyList<Mentor> group)
    {
        var asked = await ListAsked.Of(HttpContext, At, part: "ledger");
        return new(Words, asked, clock.Today())
        {
            Columns =
            [
                new("mentor", "mentors.mentor", ColumnKind.Text, r => r.Mentor.Name) { Cells = Guides },
                new("office", "mentors.column.office", ColumnKind.Text, r => r.Mentor.Office) { FileOnly = true },
                new("number", "mentors.column.number", ColumnKind.Number, r => r.Number) { FileOnly = true },
                new("title", "projects.title", ColumnKind.Main, r => r.Title)
                {
                    Cells = r => [Cell.Link(r.Title, $"/projects/{r.Number}/guidance")],
                    FileLabel = "mentors.column.title",
                },
                new("unit", "mentors.column.unit", ColumnKind.Text, r => tree.Trail(r.UnitId)) { FileOnly = true },
                new("from", "mentors.column.from", ColumnKind.Day, r => r.Mentoring.At.LocalDate()),
                new("until", "mentors.column.until", ColumnKind.Day, r => r.Mentoring.EndedAt?.LocalDate())
                {
                    FileOnly = true,
                },
                new("notes", "mentors.column.notes", ColumnKind.Figure, r => r.Notes)
                {
                    Cells = r => [Cell.Said(Words["mentors.notes.of", r.Notes, r.Answered])],
                },
                new("answered", "mentors.column.answered", ColumnKind.Figure, r => r.Answered) { FileOnly = true },
                new("last", "mentors.column.last", ColumnKind.Day, r => r.Last),
                new("verdict", "guidance.pre-review", ColumnKind.Text, r => r.Verdict is { } v ? Words.Of(v) : null)
                {
                    Cells = r =>
                        r.Verdict is { } v
                            ? [Cell.Pill(GuidanceDisplay.Tone(v), Words.Of(v))]
                            : [Cell.Said(Words["list.nothing"])],
                    Order = r => r.Verdict,
                    FileLabel = "mentors.column.verdict",
                },
            ],
            Filters =
            [
                ListFilter.Given(
                    "mentor",
                    "mentors.mentor",
                    asked["mentor"],
                    group.FirstOrDefault(m => m.Id == Mentor)?.Name ?? ""
                ),
            ],
            Empty = new("mentors.ledger.none"),
        };
    }

    private IReadOnlyList<Cell> Guides(LedgerRow row)
    {
        var name = Cell.Said(row.Mentor.Name);
        return row.Mentoring.EndedAt is null ? [name] : [name, Cell.Pill(Tone.Plain, Words["mentors.ended"])];
    }
}
