using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Needs.Reports;

namespace Modular.Needs.Pages.Needs;

/// <summary>The day of a unit in order of time.</summary>
[NeedsPermission(NeedsModule.Register)]
internal sealed class LogModel(WorkLog log, ActingScope me, TimeProvider clock) : StaffPage
{
    public sealed class Form
    {
        public TimeOnly? At { get; set; }

        [StringLength(500)]
        public string? Text { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public DateOnly? Day { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Mine { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<LogLine> Lines { get; private set; } = [];
    public DateOnly Shown => Day ?? clock.Today();

    public Task OnGet() => Load();

    public Task<IActionResult> OnPost() =>
        Do(() => log.Add(Shown, Input.At, Input.Text, Cancel), () => Redirect($"/needs/log?day={Shown:yyyy-MM-dd}"));

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Load();
        return new SheetResult(
            format ?? "xlsx",
            $"{Words["needs.log.menu"]}-{Shown:yyyy-MM-dd}",
            [
                Words["needs.log.at"],
                Words["needs.log.who"],
                Words["needs.log.what"],
                Words["needs.number"],
                Words["needs.title"],
                Words["needs.log.note"],
            ],
            Lines
                .Select(l =>
                    (IReadOnlyList<object?>)
                        [
                            l.At,
                            l.By,
                            l.What is null ? Words["needs.log.free"] : Words[$"needs.event.{l.What}"],
                            l.Number,
                            l.Title,
                            l.Note,
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    protected override async Task Load() => Lines = await log.Day(Shown, Mine ? me.Current.Name : null, Cancel);
}
