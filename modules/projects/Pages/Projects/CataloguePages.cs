using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Access;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Projects.Catalogue;

namespace Modular.Projects.Pages.Projects;

internal static class EntryForms
{
    /// <summary>
    /// A project begun from an entry: its text and usual figures; what is the case here is measured here.
    /// </summary>
    public static void Fill(this ProjectForm form, EntryText text)
    {
        (form.Title, form.Aims, form.Beneficiaries, form.Plan) = (text.Title, text.Aims, text.Beneficiaries, text.Plan);
        form.Targets =
        [
            .. text.Targets.Select(t => new TargetForm
            {
                Name = t.Name,
                Kind = t.Kind,
                Start = null,
                Goal = t.Goal,
                Unit = t.Unit,
                Source = t.Source,
            }),
        ];
        form.Lines =
        [
            .. text.Funds.Select(f => new FundForm
            {
                Source = f.Source,
                Purpose = f.Purpose,
                Yuan = f.Cents / 100m,
            }),
        ];
    }
}

[NeedsPermission(ProjectsModule.ReadUnit)]
internal sealed class CatalogueModel(KeepCatalogue catalogue, ActingScope me) : Screen
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
        if (!me.Current.May(ProjectsModule.EditCatalogue))
            return Forbid();
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

[NeedsPermission(ProjectsModule.ReadUnit)]
internal sealed class EntryModel(KeepCatalogue catalogue) : Screen
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }
    public EntryView View { get; private set; } = null!;

    public Task OnGet() => Load();

    protected override async Task Load() => View = await catalogue.Entry(Id, Cancel);
}

[NeedsPermission(ProjectsModule.EditCatalogue)]
internal sealed class EntryEditModel(KeepCatalogue catalogue) : Screen
{
    public sealed class More
    {
        public long TypeId { get; set; }

        [StringLength(4000)]
        public string? Tasks { get; set; }

        [StringLength(4000)]
        public string? Notes { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public long? Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty]
    public ProjectForm Input { get; set; } = new();

    [BindProperty]
    public More Entry { get; set; } = new();
    public IReadOnlyList<SelectListItem> Types { get; private set; } = [];
    public bool Closed { get; private set; }

    public async Task OnGet()
    {
        await Load();
        var text =
            Id is { } id ? (await catalogue.Entry(id, Cancel)).Text
            : From is null ? null
            : await catalogue.FromProject(From, Cancel);
        if (text is null)
            return;
        Input.Fill(text);
        for (int i = 0; i < text.Targets.Count; i++)
            Input.Targets[i].Start = text.Targets[i].Start;
        (Entry.TypeId, Entry.Tasks, Entry.Notes) = (text.TypeId, text.Tasks, text.Notes);
    }

    public async Task<IActionResult> OnPostSave()
    {
        long id = 0;
        return await Do(
            async () => id = await catalogue.Put(Id, Input.Version, Text(), From, Cancel),
            () =>
            {
                Say("catalogue.said.saved", Input.Title);
                return Redirect($"/projects/catalogue/{id}");
            }
        );
    }

    public Task<IActionResult> OnPostClose(bool closed)
    {
        ModelState.Clear();
        return Do(
            () => catalogue.SetEntryClosed(Id ?? 0, closed, Cancel),
            () =>
            {
                Say(closed ? "catalogue.said.closed" : "catalogue.said.reopened");
                return Redirect($"/projects/catalogue/{Id}");
            }
        );
    }

    private EntryText Text()
    {
        var text = Input.Text();
        return new(
            Entry.TypeId,
            text.Title,
            text.Aims,
            text.Beneficiaries,
            text.Plan,
            Entry.Tasks ?? "",
            Entry.Notes ?? ""
        )
        {
            Targets = text.Targets,
            Funds = text.Lines,
        };
    }

    protected override async Task Load()
    {
        Types = [.. (await catalogue.Types(Cancel)).Where(t => !t.Closed).Select(t => Choices.Item(t.Name, t.Id))];
        if (Id is { } id && (await catalogue.Entry(id, Cancel)).Entry is { } entry)
            (Closed, Input.Version) = (entry.Closed, Input.Version == 0 ? entry.Version : Input.Version);
    }
}

[NeedsPermission(ProjectsModule.EditCatalogue)]
internal sealed class TypesModel(KeepCatalogue catalogue) : Screen
{
    public sealed class Form
    {
        public long Id { get; set; }
        public int Version { get; set; }

        [StringLength(30)]
        public string? Name { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<CatalogueType> Types { get; private set; } = [];

    public Task OnGet() => Load();

    public Task<IActionResult> OnPostAdd() => Act(() => catalogue.AddType(Input.Name, Cancel));

    public Task<IActionResult> OnPostRename() =>
        Act(() => catalogue.RenameType(Input.Id, Input.Version, Input.Name, Cancel));

    public Task<IActionResult> OnPostClose(bool closed) =>
        Act(() => catalogue.SetTypeClosed(Input.Id, Input.Version, closed, Cancel));

    public Task<IActionResult> OnPostMove(bool up) => Act(() => catalogue.MoveType(Input.Id, up, Cancel));

    private Task<IActionResult> Act(Func<Task> work) =>
        Do(
            work,
            () =>
            {
                Say("catalogue.said.types");
                return Redirect("/projects/catalogue/types");
            }
        );

    protected override async Task Load() => Types = await catalogue.Types(Cancel);
}

[NeedsPermission(ProjectsModule.EditCatalogue)]
internal sealed class ImportModel(ImportEntries import, KeepCatalogue catalogue) : Screen
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
        return await import.Run(stream, dryRun, Cancel);
    }
}
