using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages.Admin;

[NeedsPermission(KernelPermissions.Calendar)]
internal sealed class CalendarModel(CalendarStore store, EnterYear enter, TimeProvider clock) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty, StringLength(200)]
    public string? Source { get; set; }
    public WorkingCalendar Calendar { get; private set; } = null!;
    public IReadOnlyList<CalendarShift>? Shifts { get; private set; }
    public int Shown => Year ?? clock.Today().Year;

    public async Task OnGet()
    {
        await Load();
        Text = string.Join('\n', CalendarText.Write(Calendar, Shown, Words));
    }

    public async Task<IActionResult> OnPostPreview()
    {
        await Do(async () => Shifts = await enter.Preview(Data(), Cancel), () => Page());
        await Load();
        return Page();
    }

    public Task<IActionResult> OnPostSave() =>
        Do(
            () => enter.Run(Data(), Cancel),
            () =>
            {
                Say("calendar.saved", Shown.ToString(System.Globalization.CultureInfo.InvariantCulture));
                return Redirect($"/admin/calendar?year={Shown}");
            }
        );

    private YearData Data() =>
        CalendarText.Read(
            Shown,
            Text ?? "",
            string.IsNullOrWhiteSpace(Source) ? throw new RuleBroken("calendar.source-needed") : Source,
            Words
        );

    protected override async Task Load() => Calendar = await store.Get(Cancel);
}
