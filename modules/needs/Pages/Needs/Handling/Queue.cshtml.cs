using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
using Modular.Kernel.Rules;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Needs.Dispatch;
using Modular.Needs.Domain;
using Modular.Needs.Handling;
using Modular.Needs.Triage;

namespace Modular.Needs.Pages.Needs;

/// <summary>What waits to be sorted: one after another by keyboard, or many at once.</summary>
[NeedsPermission(NeedsModule.Handle)]
internal sealed class QueueModel(
    QueueNeeds queue,
    TriageNeed triage,
    DispatchNeed dispatch,
    KeepCategories categories,
    UnitDirectory units,
    CalendarStore calendars,
    TimeProvider clock,
    ActingScope me
) : StaffPage
{
    public sealed class Form
    {
        public List<string> Numbers { get; set; } = [];
        public int? CategoryId { get; set; }
        public Urgency? Urgency { get; set; }
        public int? HandlerUnitId { get; set; }

        [StringLength(500)]
        public string? Note { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Unit { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Category { get; set; }

    [BindProperty(SupportsGet = true)]
    public NeedChannel? Channel { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Due { get; set; }

    public IReadOnlyList<Waiting> Rows { get; private set; } = [];

    /// <summary>Filters and pages of the queue, whose rows are cards.</summary>
    public ListView List { get; private set; } = null!;
    public UnitTree Tree { get; private set; } = null!;
    public WorkingCalendar Calendar { get; private set; } = null!;
    public DateOnly Today => clock.Today();
    public IReadOnlyList<SelectListItem> Categories { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Handlers { get; private set; } = [];

    public Task OnGet() => Load();

    /// <summary>What was chosen in a form that came back refused.</summary>
    public static string Chosen(int? id) => id?.ToString(CultureInfo.InvariantCulture) ?? "";

    public async Task<IActionResult> OnPostSort()
    {
        (int done, int left) = (0, 0);
        return await Do(
            async () =>
                (done, left) = await triage.Many(
                    Input.Numbers,
                    NeedKind.Immediate,
                    Input.CategoryId,
                    Input.Urgency,
                    Cancel
                ),
            () => Back("needs.queue.said.sorted", done, left)
        );
    }

    public async Task<IActionResult> OnPostSend()
    {
        (int done, int left) = (0, 0);
        return await Do(
            async () =>
            {
                int unit =
                    Input.HandlerUnitId ?? throw new RuleBroken("needs.handler.none") { Field = "HandlerUnitId" };
                (done, left) = await dispatch.Many(Input.Numbers, unit, Input.Note, Cancel);
            },
            () => Back("needs.queue.said.sent", done, left)
        );
    }

    /// <summary>To what is left of the same filter.</summary>
    private IActionResult Back(string said, int done, int left)
    {
        Say(left == 0 ? said : said + ".left", done, left);
        return Redirect(new ListAsked("/needs/queue", Request.QueryString).With());
    }

    protected override async Task Load()
    {
        var asked = await ListAsked.Of(HttpContext, "/needs/queue");
        (Rows, int total) = await queue.Page(new(Q, null, Unit, Category, Channel, Due), asked, Cancel);
        Tree = await units.Tree(Cancel);
        Calendar = await calendars.Get(Cancel);
        Categories = await categories.Choices(Words["needs.queue.keep-category"], Cancel);
        var filters = new NeedFilters(Words, Tree, await categories.All(Cancel), me.Current.ScopePath);
        List = new Listing<Waiting>(Words, asked, Today)
        {
            Columns = [],
            Filters = filters.OfQueue,
            Empty = new("needs.queue.none", "/needs?state=open", "needs.open"),
        }.OfPage(Rows, total);
        var home = me.Current.ScopePath ?? "-";
        Handlers = Choices.Units(
            Tree,
            Tree.Under(home).Concat(Tree.All.Where(u => u.Kind is UnitKind.Department)).DistinctBy(u => u.Id),
            Words["needs.handler.choose"]
        );
    }
}
