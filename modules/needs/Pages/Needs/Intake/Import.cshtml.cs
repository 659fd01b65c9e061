using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Data;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Needs.Intake;

namespace Modular.Needs.Pages.Needs;

/// <summary>A file of requests: look through it first, see what is wrong, then take it as a job.</summary>
[NeedsPermission(NeedsModule.Import)]
[RequestSizeLimit(260L << 20), RequestFormLimits(MultipartBodyLengthLimit = 260L << 20)]
internal sealed class ImportModel(StageImport stage, UnitDirectory units, ActingScope me) : StaffPage
{
    public sealed class Form
    {
        public IFormFile? File { get; set; }
        public int UnitId { get; set; }
        public bool AllOrNothing { get; set; }

        [StringLength(64)]
        public string? Staged { get; set; }
        public Dictionary<string, string>? Columns { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public StagedImport? Staged { get; private set; }
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPostLook()
    {
        await Do(
            async () => Staged = await stage.Look(Input.File, Input.Staged, Input.UnitId, Input.Columns, Cancel),
            () => Page()
        );
        await Load();
        return Page();
    }

    public async Task<IActionResult> OnPostTake()
    {
        long job = 0;
        return await Do(
            async () => job = await stage.Take(Input.Staged, Input.UnitId, Input.AllOrNothing, Input.Columns, Cancel),
            () => Redirect($"/jobs/{job}?back=/needs/import")
        );
    }

    public async Task<IActionResult> OnGetErrors(long job) => await stage.Errors(job, Cancel);

    public IActionResult OnGetTemplate() =>
        new SheetResult(
            "xlsx",
            Words["needs.import.template"],
            [.. NeedRows.Columns.Select(c => Words[$"needs.column.{c.Key}"].Split('|')[0])],
            new[] { (IReadOnlyList<object?>)Words["needs.import.example"].Split('|') }.ToAsyncEnumerable()
        );

    protected override async Task Load()
    {
        var tree = await units.Tree(Cancel);
        Units = Choices.Units(
            tree,
            tree.Under(me.Current.ScopePath)
                .Where(u => u.Kind is UnitKind.District or UnitKind.Town or UnitKind.Community)
        );
    }
}
