using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Documents;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Campaigns;
using Modular.Projects.Design;

namespace Modular.Projects.Pages.Projects;

internal static class CampaignForms
{
    /// <summary>What the form of a project offers; the present one too, although it may be over.</summary>
    public static IReadOnlyList<SelectListItem> Choices(Words words, IReadOnlyList<Campaign> open, Campaign? now) =>
        Kernel.Ui.Choices.With(
            words["campaigns.none-chosen"],
            open.Concat(now is null || open.Any(c => c.Id == now.Id) ? [] : [now])
                .Select(c => Kernel.Ui.Choices.Item(words["campaigns.choice", c.Name, c.ClosesOn], c.Id))
        );

    public static long? First(IReadOnlyList<SelectListItem> choices) =>
        long.Parse(choices[1].Value, CultureInfo.InvariantCulture);

    public static Tone Tone(CampaignState state) =>
        state switch
        {
            CampaignState.Open => Kernel.Ui.Tone.Good,
            CampaignState.Closed => Kernel.Ui.Tone.Waiting,
            _ => Kernel.Ui.Tone.Plain,
        };
}

[NeedsPermission(ProjectsModule.ReadUnit)]
internal sealed class CampaignsModel(RunCampaign campaigns, UnitDirectory units, TimeProvider clock) : Screen
{
    public IReadOnlyList<Campaign> Campaigns { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;
    public DateTimeOffset Now => clock.GetUtcNow();

    public async Task OnGet()
    {
        Campaigns = await campaigns.List(Cancel);
        Tree = await units.Tree(Cancel);
    }
}

[NeedsPermission(ProjectsModule.ReadUnit)]
internal sealed class CampaignModel(
    RunCampaign campaigns,
    CampaignBoard board,
    RemindCampaign remind,
    CalendarStore calendars,
    UnitDirectory units,
    ActingScope me,
    TimeProvider clock
) : Screen
{
    public sealed class Form
    {
        public int Version { get; set; }
        public DateOnly? ClosesOn { get; set; }

        [StringLength(500)]
        public string? Reasons { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Short { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public Campaign Campaign { get; private set; } = null!;
    public Board Board { get; private set; } = null!;
    public IReadOnlyList<LifeStep> Life { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;

    /// <summary>
    /// Projects that will be loosed from it: drafts when it is closed, returned ones too when it is archived.
    /// </summary>
    public (int Drafts, int Returned) Loose { get; private set; }

    /// <summary>Working days left, after today; null where the calendar does not say.</summary>
    public int? Left { get; private set; }
    public Counting? Counting { get; private set; }
    public bool Mine =>
        me.Current.May(ProjectsModule.Campaign)
        && Campaign.UnitPath.StartsWith(me.Current.ScopePath ?? "-", StringComparison.Ordinal);
    public bool Running => Campaign.Holds(clock.GetUtcNow());
    public bool Begun => clock.GetUtcNow() >= Campaign.OpensAt;

    /// <summary>Units of the reader's own that still owe something.</summary>
    public IEnumerable<BoardRow> Owing =>
        Board.Rows.Where(r => r.Short && (r.Unit.Id == me.Current.UnitId || Board.Rows.Count == 1));

    public async Task OnGet()
    {
        await Load();
        (Input.Version, Input.ClosesOn) = (Campaign.Version, Campaign.ClosesOn);
    }

    public Task<IActionResult> OnPostOpen() =>
        Act("campaigns.said.opened", () => campaigns.Open(Id, Input.Version, Cancel));

    public Task<IActionResult> OnPostExtend() =>
        Act(
            "campaigns.said.extended",
            () => campaigns.Extend(Id, Input.Version, Input.ClosesOn, Input.Reasons, Cancel)
        );

    public Task<IActionResult> OnPostClose() =>
        Act("campaigns.said.closed", () => campaigns.Close(Id, Input.Version, Cancel));

    public Task<IActionResult> OnPostArchive() =>
        Act("campaigns.said.archived", () => campaigns.Archive(Id, Input.Version, Cancel));

    public async Task<IActionResult> OnPostRemind()
    {
        int told = 0;
        return await Act(
            "",
            async () =>
            {
                told = await remind.Now(Id, Cancel);
                Say("campaigns.said.reminded", told);
            }
        );
    }

    public async Task<IActionResult> OnPostCopy()
    {
        long copy = 0;
        var answer = await Act("campaigns.said.copied", async () => copy = await campaigns.CopyToNextYear(Id, Cancel));
        return copy == 0 ? answer : Redirect($"/projects/campaigns/edit?id={copy}");
    }

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Load();
        return new SheetResult(
            format ?? "xlsx",
            $"{Campaign.Name} {Words["campaigns.board"]}",
            [
                .. "unit|kind|quota|drafts|submitted|micro|approved|standing"
                    .Split('|')
                    .Select(k => Words[$"campaigns.column.{k}"]),
            ],
            Board
                .Rows.Where(r => !Short || r.Short)
                .Select(r =>
                    (IReadOnlyList<object?>)
                        [
                            Tree.Trail(r.Unit.Id),
                            Words.Of(r.Unit.Kind),
                            r.Span,
                            r.Drafts,
                            r.Filled,
                            r.Micro,
                            r.Approved,
                            r.Said(Words),
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    /// <summary>The roster (名册) of projects submitted: a sheet, or the official document by town.</summary>
    public async Task<IActionResult> OnGetRoster(string? format)
    {
        await Load();
        var rows = (await board.Projects(Campaign, me.Current.ScopePath, drafts: false, Cancel))
            .Select((p, i) => (Town: Town(p.UnitId), Cells: Roster.Row(i + 1, p, Tree, Words)))
            .ToList();
        if (format != "docx")
            return new SheetResult(
                "xlsx",
                Words["campaigns.roster.of", Campaign.Name],
                Roster.Headings(Words),
                rows.Select(r => (IReadOnlyList<object?>)r.Cells).ToAsyncEnumerable()
            );
        var document = new OfficialDocument(Words["campaigns.roster.of", Campaign.Name])
            .Landscape()
            .Text(Words["campaigns.roster.lead", Campaign.OpensOn, Campaign.ClosesOn, rows.Count]);
        foreach (var town in rows.GroupBy(r => r.Town))
            document.Section(town.Key).Table(Roster.Headings(Words), town.Select(r => r.Cells));
        return document
            .Signed(Tree.Name(Campaign.UnitId), Words.Date(clock.Today()).Split(' ')[0])
            .File(Words["campaigns.roster.of", Campaign.Name]);
    }

    private string Town(int unit) =>
        Tree.Find(unit) is { } u
            ? u.Kind == UnitKind.Town
                ? u.Name
                : Tree.Ancestors(u).FirstOrDefault(a => a.Kind == UnitKind.Town)?.Name ?? u.Name
            : "?";

    private async Task<IActionResult> Act(string said, Func<Task> work)
    {
        if (!me.Current.May(ProjectsModule.Campaign))
            return Forbid();
        return await Do(
            work,
            () =>
            {
                if (said.Length > 0)
                    Say(said);
                return Redirect($"/projects/campaigns/{Id}");
            }
        );
    }

    protected override async Task Load()
    {
        Campaign = await campaigns.One(Id, Cancel);
        Tree = await units.Tree(Cancel);
        Board = await board.Of(Campaign, me.Current.ScopePath, Cancel);
        if (Mine)
            Loose = await campaigns.Loose(Campaign, Cancel);
        Life =
        [
            .. (await campaigns.Life(Id, Cancel)).Select(e => new LifeStep(
                Step.Past,
                Words[$"campaigns.event.{e.What}"],
                Words.Time(e.At),
                $"{Words.Who(e.By)} {(e.What == "reminded" ? Words["campaigns.units", e.Note] : e.Note)}".Trim()
            )),
            new(Step.Now, Words.Of(Campaign.State), null, null),
        ];
        var (calendar, today) = (await calendars.Get(Cancel), clock.Today());
        if (!Running || !Enumerable.Range(today.Year, Campaign.ClosesOn.Year - today.Year + 1).All(calendar.Knows))
            return;
        Left = calendar.Between(today, Campaign.ClosesOn);
        Counting = calendar.Count(today, Left.Value);
    }
}

internal static class Roster
{
    public static IReadOnlyList<string> Headings(Words words) =>
        [
            .. "no|unit|title|tier|leader|responsible|beneficiaries|budget|dates|state"
                .Split('|')
                .Select(k => words[$"campaigns.roster.{k}"]),
        ];

    public static IReadOnlyList<string> Row(int no, Project p, UnitTree tree, Words words) =>
        [
            no.ToString(CultureInfo.InvariantCulture),
            tree.Name(p.UnitId),
            p.Title,
            words.Of(p.Tier),
            p.Leader,
            p.Responsible,
            p.Beneficiaries,
            Looks.Money(p.Budget),
            $"{p.StartsOn?.Iso()} \u2013 {p.EndsOn?.Iso()}",
            words.Of(p.State),
        ];
}

[NeedsPermission(ProjectsModule.ReadUnit)]
internal sealed class CampaignUnitModel(RunCampaign campaigns, CampaignBoard board, UnitDirectory units, ActingScope me)
    : Screen
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Unit { get; set; }
    public Campaign Campaign { get; private set; } = null!;
    public BoardRow Row { get; private set; } = null!;
    public string Name { get; private set; } = "";
    public IReadOnlyList<Project> Projects { get; private set; } = [];

    public async Task OnGet()
    {
        Campaign = await campaigns.One(Id, Cancel);
        var tree = await units.Tree(Cancel);
        Row =
            (await board.Of(Campaign, me.Current.ScopePath, Cancel)).Rows.FirstOrDefault(r => r.Unit.Id == Unit)
            ?? throw new NotFound();
        Name = tree.Trail(Unit);
        Projects =
        [
            .. (await board.Projects(Campaign, Row.Unit.Path, drafts: true, Cancel)).Where(p => p.UnitId == Unit),
        ];
    }
}

[NeedsPermission(ProjectsModule.Campaign)]
internal sealed class CampaignEditModel(RunCampaign campaigns, UnitDirectory units, ActingScope me, TimeProvider clock)
    : Screen
{
    public sealed class Form
    {
        public int Version { get; set; }
        public int UnitId { get; set; }

        [Required, StringLength(80)]
        public string Name { get; set; } = "";
        public DateOnly? OpensOn { get; set; }
        public DateOnly? ClosesOn { get; set; }
        public bool Communities { get; set; } = true;
        public bool Towns { get; set; } = true;
        public int CommunityLeast { get; set; } = 1;
        public int? CommunityMost { get; set; } = 2;
        public int TownLeast { get; set; } = 1;
        public int? TownMost { get; set; }
        public int KeyLeast { get; set; }
        public int? KeyMost { get; set; } = 1;
        public int GeneralLeast { get; set; }
        public int? GeneralMost { get; set; }
        public int MicroLeast { get; set; }
        public int? MicroMost { get; set; }

        [StringLength(40)]
        public string? RemindDays { get; set; } = "10,5,1";

        [StringLength(2000)]
        public string? Notes { get; set; }
        public bool Anyway { get; set; }

        public CampaignPlan Plan() =>
            new(
                Name,
                OpensOn,
                ClosesOn,
                Communities,
                Towns,
                new(CommunityLeast, CommunityMost),
                new(TownLeast, TownMost),
                new(KeyLeast, KeyMost),
                new(GeneralLeast, GeneralMost),
                new(MicroLeast, MicroMost),
                RemindDays ?? "",
                Notes ?? ""
            );

        public static Form Of(Campaign c) =>
            new()
            {
                Version = c.Version,
                UnitId = c.UnitId,
                Name = c.Name,
                OpensOn = c.OpensOn,
                ClosesOn = c.ClosesOn,
                Communities = c.Communities,
                Towns = c.Towns,
                CommunityLeast = c.CommunityLeast,
                CommunityMost = c.CommunityMost,
                TownLeast = c.TownLeast,
                TownMost = c.TownMost,
                KeyLeast = c.KeyLeast,
                KeyMost = c.KeyMost,
                GeneralLeast = c.GeneralLeast,
                GeneralMost = c.GeneralMost,
                MicroLeast = c.MicroLeast,
                MicroMost = c.MicroMost,
                RemindDays = c.RemindDays,
                Notes = c.Notes,
            };
    }

    [BindProperty(SupportsGet = true)]
    public long? Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];

    /// <summary>The window moves by extension only.</summary>
    public bool WindowFixed { get; private set; }

    public async Task OnGet()
    {
        await Load();
        if (Id is { } id)
            Input = Form.Of(await campaigns.One(id, Cancel));
        else
            (Input.OpensOn, Input.ClosesOn, Input.Name) = (
                clock.Today(),
                clock.Today().AddMonths(1),
                Words["campaigns.name.usual", $"{clock.Today().Year}"]
            );
    }

    public async Task<IActionResult> OnPost()
    {
        long id = Id ?? 0;
        return await Do(
            async () =>
            {
                if (Id is null)
                    id = await campaigns.Draft(Input.UnitId, Input.Plan(), Cancel);
                else
                    await campaigns.Change(id, Input.Version, Input.Plan(), Cancel, Input.Anyway);
            },
            () =>
            {
                Say("campaigns.said.saved", Input.Name);
                return Redirect($"/projects/campaigns/{id}");
            }
        );
    }

    protected override async Task Load()
    {
        var tree = await units.Tree(Cancel);
        Units = Choices.Units(
            tree,
            tree.Under(me.Current.ScopePath).Where(u => u.Kind is UnitKind.Town or UnitKind.District)
        );
        WindowFixed = Id is { } id && (await campaigns.One(id, Cancel)).State != CampaignState.Draft;
    }
}
