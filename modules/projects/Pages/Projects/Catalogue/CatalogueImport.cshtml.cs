using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Projects.Catalogue;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.EditCatalogue)]
internal sealed class ImportModel(ImportEntries import, KeepCatalogue catalogue) : StaffPage
{
    [BindProperty]
    public IFormFile? Upload { get; set; }
    public EntryImport? Found { get; private set; }

    public static IReadOnlyList<string> Headings(Kernel.Texts.Words words) =>
        [.. ImportEntries.Columns.Select(c => words[$"catalogue.column.{c.Key}"].Split('|')[0])];

    public void OnGet() { }

    /// <summary>The headings and one entry as an example, lists written as the import reads them.</summary>
    public async Task<IActionResult> OnGetTemplate()
    {
        var types = await catalogue.Types(Cancel);
        var first = (await catalogue.List(null, null, true, Cancel))
            .Take(1)
            .Select(e => (Type: types.First(t => t.Id == e.TypeId).Name, Text: KeepCatalogue.Text(e)));
        return new SheetResult(
            "xlsx",
            Words["catalogue.import.template"],
            Headings(Words),
            first
                .Select(e =>
                    (IReadOnlyList<object?>)
                        [
                            e.Type,
                            e.Text.Title,
                            e.Text.Aims,
                            EntryLines.Text(e.Text.Targets, Words),
                            e.Text.Beneficiaries,
                            e.Text.Plan,
                            e.Text.Tasks,
                            EntryLines.Text(e.Text.Funds, Words),
                            e.Text.Notes,
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    public Task<IActionResult> OnPostTry() => Do(async () => Found = await Run(true), Page);

    public Task<IActionResult> OnPostImport() =>
        Do(
            async () =>
            {
                Found = await Run(false);
                if (Found.Errors.Count > 0)
                    throw new RuleBroken("catalogue.import-refused", Found.Errors.Count);
            },
            () =>
            {
                Say("catalogue.said.imported", Found!.Added, Found.Changed);
                return Redirect("/projects/catalogue");
            }
        );

    /// <summary>The wrong rows with their reasons, to correct and import again.</summary>
    public Task<IActionResult> OnPostErrors() =>
        Do(
            async () => Found = await Run(true),
            () =>
                new SheetResult(
                    "xlsx",
                    Words["catalogue.import.errors"],
                    [.. Headings(Words), Words["import.row"], Words["import.reason"]],
                    Found!
                        .Errors.Select(e => (IReadOnlyList<object?>)[.. e.Cells, e.Row, e.Sentence])
                        .ToAsyncEnumerable()
                )
        );

    private async Task<EntryImport> Run(bool dryRun)
    {
        if (Upload is not { Length: > 0 })
            throw new RuleBroken("files.none");
        await using var stream = new MemoryStream();
        await Upload.CopyToAsync(stream, Cancel);
        stream.Position = 0;
        return await import.Import(stream, dryRun, Cancel);
    }
}
