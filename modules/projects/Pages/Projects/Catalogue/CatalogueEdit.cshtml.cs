using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Projects.Catalogue;

namespace Modular.Projects.Pages.Projects;

[NeedsPermission(ProjectsModule.EditCatalogue)]
internal sealed class EntryEditModel(KeepCatalogue catalogue) : StaffPage
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
