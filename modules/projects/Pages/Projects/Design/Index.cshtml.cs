using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Catalogue;
using Modular.Projects.Domain;
using Modular.Projects.Library;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.Read)]
internal sealed class IndexModel(ShowProject browse, KeepCatalogue catalogue, UnitDirectory units) : StaffPage
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public ProjectState? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? Type { get; set; }
    public IReadOnlyList<CatalogueType> Types { get; private set; } = [];
    public IReadOnlyList<Project> Projects { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;

    /// <summary>What is shown, as a file.</summary>
    public string Export(string format) =>
        PageAddress.Of(
            "/projects",
            ("handler", "export"),
            ("format", format),
            ("q", Q),
            ("state", State),
            ("type", Type)
        );

    public Task OnGet() => Load();

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Load();
        return new SheetResult(
            format ?? "xlsx",
            Words["projects.menu"],
            [
                .. "number|title|unit|tier|state|budget|starts|ends"
                    .Split('|')
                    .Select(k => Words[$"projects.export.{k}"]),
            ],
            Projects
                .Select(p =>
                    (IReadOnlyList<object?>)
                        [
                            p.Number,
                            p.Title,
                            Tree.Trail(p.UnitId),
                            Words.Of(p.Tier),
                            Words.Of(p.State),
                            p.Budget / 100m,
                            p.StartsOn,
                            p.EndsOn,
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        Types = await catalogue.Types(Cancel);
        Projects = await browse.List(Q, State, Cancel, Type);
    }
}
