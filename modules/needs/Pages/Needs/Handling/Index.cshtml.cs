using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Lists;
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
    ActingScope me,
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
    public NeedKind? Kind { get; set; }

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

    public ListView List { get; private set; } = null!;

    private NeedFilter Filter => new(Q, State, Unit, Category, Channel, Due, Topic, Project, Watch, From, To, Kind);

    public async Task OnGet()
    {
        var (asked, listing) = await Listing();
        List = listing.Of(await list.Page(Filter, asked, Cancel));
    }

    public async Task<IActionResult> OnGetExport(string? format)
    {
        var (asked, listing) = await Listing();
        return listing.File(format, Words["needs.menu"], list.All(Filter, asked, listing.Sorted));
    }

    private async Task<(ListAsked, Listing<NeedLine>)> Listing()
    {
        var asked = await ListAsked.Of(HttpContext, "/needs");
        var tree = await units.Tree(Cancel);
        var known = await categories.All(Cancel);
        var shown = new NeedColumns(Words, tree, known, await calendars.Get(Cancel), clock.Today());
        var mine = new NeedFilters(Words, tree, known, me.Current.ScopePath);
        return (
            asked,
            new(Words, asked, clock.Today())
            {
                Columns = shown.All,
                Filters = mine.All(asked),
                Empty = me.Current.May(NeedsModule.Register)
                    ? new("needs.none", "/needs/new", "needs.register")
                    : new("needs.none"),
            }
        );
    }
}
