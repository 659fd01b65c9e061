using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Needs.Domain;
using Modular.Needs.Handling;

namespace Modular.Needs.Pages.Needs;

[NeedsPermission(NeedsModule.Read)]
internal sealed class IndexModel(
    ListNeeds list,
    KeepCategories categories,
    UnitDirectory units,
    CalendarStore calendars,
    TimeProvider clock
) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Unit { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Category { get; set; }

    [BindProperty(SupportsGet = true)]
    public NeedChannel? Channel { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Due { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Topic { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Project { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Watch { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? After { get; set; }

    /// <summary>The states one looks for, in the order a need goes through them.</summary>
    public static readonly IReadOnlyList<NeedState> States =
    [
        NeedState.Registered,
        NeedState.Dispatched,
        NeedState.InHandling,
        NeedState.WaitingForRequester,
        NeedState.Answered,
        NeedState.Closed,
    ];

    public NeedPageOf Rows { get; private set; } = null!;

    /// <summary>Very many are not counted to the last.</summary>
    public string Count =>
        Rows.Total >= ListNeeds.CountedTo ? Words["list.many", ListNeeds.CountedTo] : Words["list.total", Rows.Total];
    public UnitTree Tree { get; private set; } = null!;
    public IReadOnlyList<Category> Categories { get; private set; } = [];
    public WorkingCalendar Calendar { get; private set; } = null!;
    public DateOnly Today => clock.Today();
    public NeedFilter Filter => new(Q, State, Unit, Category, Channel, Due, Topic, Project, Watch, From, To);

    public async Task OnGet()
    {
        Rows = await list.List(Filter, Before, After, Cancel);
        await Load();
    }

    public async Task<IActionResult> OnGetExport(string format)
    {
        await Load();
        return new SheetResult(
            format,
            Words["needs.menu"],
            [
                .. "number|title|unit|category|state|channel|received|due|answered"
                    .Split('|')
                    .Select(k => Words[$"needs.export.{k}"]),
            ],
            list.All(Filter)
                .Select(n =>
                    (IReadOnlyList<object?>)
                        [
                            n.Number,
                            n.Title,
                            Tree.Trail(n.UnitId),
                            Categories.FirstOrDefault(c => c.Id == n.CategoryId)?.Name,
                            Words.Of(n.State),
                            Words.Of(n.Channel),
                            n.ReceivedAt,
                            n.DueOn,
                            n.AnsweredAt,
                        ]
                )
        );
    }

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        Categories = await categories.All(Cancel);
        Calendar = await calendars.Get(Cancel);
    }

    /// <summary>The address of this list with some parts changed; paging starts over.</summary>
    public string With(params (string Key, object? Value)[] changes)
    {
        var parts = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["q"] = Q,
            ["state"] = State,
            ["unit"] = Unit,
            ["category"] = Category,
            ["channel"] = Channel,
            ["due"] = Due,
            ["topic"] = Topic,
            ["project"] = Project,
            ["watch"] = Watch,
            ["from"] = From,
            ["to"] = To,
        };
        foreach (var (key, value) in changes)
            parts[key] = value;
        return PageAddress.Of("/needs", parts.Select(p => (p.Key, p.Value)));
    }
}
