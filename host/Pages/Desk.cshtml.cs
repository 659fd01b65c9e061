using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages;

[SignedIn]
internal sealed class DeskModel(Chrome chrome, CalendarStore calendars, TimeProvider clock) : StaffPage
{
    public IReadOnlyList<Todo> Todos { get; private set; } = [];
    public IReadOnlyList<TodoItem> Items { get; private set; } = [];
    public DateOnly Today => clock.Today();
    public IReadOnlyList<MenuEntry> Menu { get; private set; } = [];
    public int? MissingYear { get; private set; }

    public async Task OnGet()
    {
        Todos = await chrome.Todos(Cancel);
        Items = await chrome.Items(30, Cancel);
        Menu = await chrome.Menu(Cancel);
        MissingYear = (await calendars.Get(Cancel)).MissingSoon(clock.Today());
    }
}
