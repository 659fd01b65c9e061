using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Appraisal.Appeals;
using Modular.Appraisal.Record;
using Modular.Kernel.Data;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Pages.Appeals;

/// <summary>What one's own unit and those below were found to be, over the years; where to object.</summary>
[NeedsPermission(AppraisalModule.Own)]
[PostNeeds(AppraisalModule.Appeal)]
internal sealed class RecordModel(ShowRecord record, HandleAppeals appeals, ActingScope me) : StaffPage
{
    public sealed class Form
    {
        [StringLength(HandleAppeals.TextLength)]
        public string? Text { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<RecordLine> Lines { get; private set; } = [];

    public Task OnGet() => Load();

    /// <summary>Who only reads the record files nothing.</summary>
    public bool MayFile => me.Current.May(AppraisalModule.Appeal);

    public async Task<IActionResult> OnPostAppeal(long round, long subject)
    {
        long id = 0;
        return await Do(
            async () => id = await appeals.File(round, subject, Input.Text, Cancel),
            () =>
            {
                Say("appeals.said.filed");
                return Redirect($"/appeals/{id}");
            }
        );
    }

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Load();
        return new SheetResult(
            format ?? "xlsx",
            Words["record.menu"],
            [.. "unit|round|on|score|rank|among|outcome".Split('|').Select(k => Words[$"record.{k}"])],
            Lines
                .Select(l =>
                    (IReadOnlyList<object?>)
                        [
                            l.Subject.Title,
                            l.Round.Title,
                            l.Record.On,
                            l.Record.Score,
                            l.Record.Rank,
                            l.Record.Among,
                            l.Record.Outcome is { } o ? Words[o] : "",
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    protected override async Task Load() => Lines = await record.Show(Cancel);
}
