using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Library;

namespace Modular.Projects.Pages.Projects;

/// <summary>What our units take over, and what others take over from ours.</summary>
[NeedsPermission(ProjectsModule.Read)]
[PostNeeds(ProjectsModule.Design)]
internal sealed class AdoptionsModel(
    FollowAdoptions follow,
    AdoptProject adopt,
    UnitDirectory units,
    ActingScope me,
    TimeProvider clock
) : StaffPage
{
    private const string At = "/projects/adoptions";

    public sealed class Form
    {
        public AdoptionState State { get; set; }

        [StringLength(400)]
        public string? Note { get; set; }
    }

    /// <summary>Where it stands now, which follows the draft once there is one.</summary>
    [BindProperty(SupportsGet = true)]
    public AdoptionState? State { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public ListView List { get; private set; } = null!;

    /// <summary>What its unit may tell of it: how it stands, that they are in contact, that it ended.</summary>
    public static IEnumerable<AdoptionState> Next(Adoption adoption) =>
        adoption.State == AdoptionState.Asked
            ? [AdoptionState.Asked, AdoptionState.InContact, AdoptionState.Ended]
            : new[] { adoption.State, AdoptionState.Ended }.Distinct();

    public Task OnGet() => Load();

    public async Task<IActionResult> OnGetExport(string? format) =>
        (await Listing()).File(format, Words["projects.adoptions"], await Rows());

    public async Task<IActionResult> OnPostTell(long id)
    {
        return await Do(
            () => adopt.Tell(id, Input.State, Input.Note ?? "", Cancel),
            () =>
            {
                Say("projects.said.adoption");
                return Redirect(At);
            }
        );
    }

    public async Task<IActionResult> OnPostCopy(long id)
    {
        AdoptedDraft? made = null;
        return await Do(
            async () => made = await adopt.Copy(id, Cancel),
            () =>
            {
                Say(made!.Key, made.Detail(Words));
                return Redirect($"/projects/{made.Draft.Number}/edit");
            }
        );
    }

    protected override async Task Load() => List = (await Listing()).Of(await Rows());

    private async Task<IEnumerable<AdoptionOf>> Rows() =>
        (await follow.Ours(Cancel)).Where(r => State is null || r.Line.Now == State);

    private async Task<Listing<AdoptionOf>> Listing()
    {
        var tree = await units.Tree(Cancel);
        return new(Words, await ListAsked.Of(HttpContext, At), clock.Today())
        {
            Columns =
            [
                new("title", "projects.title", ColumnKind.Main, r => r.Source.Title)
                {
                    Cells = r => [Cell.Link(r.Source.Title, $"/library/{r.Source.Number}"), Cell.Beside(Words[Way(r)])],
                },
                new("way", "projects.adoptions.way", ColumnKind.Text, r => Words[Way(r)]) { FileOnly = true },
                new("source", "projects.adoptions.source", ColumnKind.Text, r => tree.Trail(r.Source.UnitId)),
                new("unit", "projects.adoptions.unit", ColumnKind.Text, r => tree.Trail(r.Line.Adoption.UnitId)),
                new("state", "projects.state", ColumnKind.Text, r => Words.Of(r.Line.Now))
                {
                    Cells = r => [Cell.Pill(Toned(r.Line.Now), Words.Of(r.Line.Now))],
                    Order = r => r.Line.Now,
                },
                new("begun", "projects.adoptions.begun", ColumnKind.Moment, r => r.Line.Adoption.At),
                new("by", "projects.adoptions.by", ColumnKind.Text, r => Words.Who(r.Line.Adoption.By))
                {
                    Spare = true,
                },
                new("draft", "projects.adoptions.draft", ColumnKind.Number, r => r.Line.Draft?.Number)
                {
                    Cells = Drafts,
                },
                new("notes", "projects.adopt.how", ColumnKind.Text, Notes)
                {
                    Cells = r => [Cell.Part("_AdoptionNotes", r.Line.Notes)],
                    Unsorted = true,
                },
                new("tools", "projects.adopt.tell", ColumnKind.Tools, _ => null) { Cells = Tools },
            ],
            Filters = [ListFilter.Facet("state", "projects.state", ListFilter.Each<AdoptionState>(Words))],
            Empty = new("projects.adoptions.none", "/library", "projects.public.library"),
        };
    }

    /// <summary>By the acting person's own unit; what units below take up is theirs to do.</summary>
    private bool Taking(AdoptionOf row) => row.Line.Adoption.UnitId == me.Current.UnitId;

    private string Way(AdoptionOf row) => Taking(row) ? "projects.adoptions.taking" : "projects.adoptions.giving";

    private static Tone Toned(AdoptionState state) =>
        state switch
        {
            AdoptionState.Running => Tone.Good,
            AdoptionState.Ended => Tone.Plain,
            _ => Tone.Waiting,
        };

    /// <summary>Its own unit opens the draft; the other sees how far it is.</summary>
    private IReadOnlyList<Cell> Drafts(AdoptionOf row) =>
        row.Line.Draft is not { } draft
            ? [Cell.Said(Words["list.nothing"])]
            :
            [
                Cell.Link(draft.Number, Taking(row) ? $"/projects/{draft.Number}" : null),
                Cell.Beside(Taking(row) ? $"{draft.Title} {Words.Of(draft.State)}" : Words.Of(draft.State)),
            ];

    private string Notes(AdoptionOf row) => string.Join(Words["list.semicolon"], row.Line.Notes.Select(n => n.Text));

    private IReadOnlyList<Cell> Tools(AdoptionOf row) =>
        me.Current.May(ProjectsModule.Design) && row.Line.Adoption.State != AdoptionState.Ended
            ? [Cell.Part("_AdoptionTools", (row.Line.Adoption, Taking(row)))]
            : [];
}
