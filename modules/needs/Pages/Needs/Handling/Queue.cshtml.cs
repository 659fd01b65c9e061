using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
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
    public IReadOnlyList<Waiting> Rows { get; private set; } = [];
    public int Total { get; private set; }
    public UnitTree Tree { get; private set; } = null!;
    public WorkingCalendar Calendar { get; private set; } = null!;
    public DateOnly Today => clock.Today();
    public IReadOnlyList<SelectListItem> Categories { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Handlers { get; private set; } = [];

    public Task OnGet() => Load();

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
            async () => (done, left) = await dispatch.Many(Input.Numbers, Input.HandlerUnitId ?? 0, Input.Note, Cancel),
            () => Back("needs.queue.said.sent", done, left)
        );
    }

    private IActionResult Back(string said, int done, int left)
    {
        Say(left == 0 ? said : said + ".left", done, left);
        return Redirect("/needs/queue");
    }

    protected override async Task Load()
    {
        (Rows, Total) = await queue.List(Cancel);
        Tree = await units.Tree(Cancel);
        Calendar = await calendars.Get(Cancel);
        Categories = await categories.Choices(Words["needs.queue.keep-category"], Cancel);
        var home = me.Current.ScopePath ?? "-";
        Handlers = Choices.Units(
            Tree,
            Tree.Under(home).Concat(Tree.All.Where(u => u.Kind is UnitKind.Department)).DistinctBy(u => u.Id),
            Words["needs.handler.choose"]
        );
    }
}
