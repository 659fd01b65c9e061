using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Projects.Catalogue;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.ReadUnit)]
[PostNeeds(ProjectsModule.EditCatalogue)]
internal sealed class CatalogueModel(KeepCatalogue catalogue) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Type { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Closed { get; set; }
    public IReadOnlyList<CatalogueType> Types { get; private set; } = [];
    public IReadOnlyList<CatalogueEntry> Entries { get; private set; } = [];
    public IReadOnlyDictionary<long, int> Uses { get; private set; } = new Dictionary<long, int>();

    /// <summary>The same list with what is closed, or without it.</summary>
    public string OtherWay => PageAddress.Of("/projects/catalogue", ("type", Type), ("q", Q), ("closed", !Closed));

    public Task OnGet() => Load();

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Load();
        var names = Types.ToDictionary(t => t.Id, t => t.Name);
        return new SheetResult(
            format ?? "xlsx",
            Words["catalogue.menu"],
            ImportModel.Headings(Words),
            Entries
                .Select(e => (Entry: e, Text: KeepCatalogue.Text(e)))
                .Select(e =>
                    (IReadOnlyList<object?>)
                        [
                            names[e.Entry.TypeId],
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

    public async Task<IActionResult> OnPostBegin()
    {
        return await Do(
            () => catalogue.Begin(Cancel),
            () =>
            {
                Say("catalogue.said.begun");
                return Redirect("/projects/catalogue");
            }
        );
    }

    protected override async Task Load()
    {
        Types = await catalogue.Types(Cancel);
        Entries =
        [
            .. (await catalogue.List(Q, Type, Closed, Cancel))
                .OrderBy(e => Types.First(t => t.Id == e.TypeId).Place)
                .ThenBy(e => e.Id),
        ];
        Uses = await catalogue.Uses(Cancel);
    }
}
