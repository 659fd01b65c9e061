using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Documents;
using Modular.Kernel.Tables;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Campaigns;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.ReadUnit)]
[PostNeeds(ProjectsModule.Campaign)]
internal sealed class CampaignModel(
    RunCampaign campaigns,
    CampaignBoard board,
    RemindCampaign remind,
    CalendarStore calendars,
    UnitDirectory units,
    ActingScope me,
    TimeProvider clock
) : StaffPage
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

    public IEnumerable<BoardRow> Rows => Board.Rows.Where(r => !Short || r.Short);

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
            Rows.Select(r =>
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
