using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Data;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Needs.Dispatch;
using Modular.Needs.Domain;
using Modular.Needs.Handling;

namespace Modular.Needs.Pages.Needs;

/// <summary>Rules by which new needs find their handler, and words to answer with.</summary>
[NeedsPermission(NeedsModule.Handle)]
internal sealed class RoutingModel(
    KeepRouting routing,
    KeepTemplates templates,
    KeepCategories categories,
    UnitDirectory units,
    ActingScope me
) : StaffPage
{
    public sealed class Form
    {
        public long? Id { get; set; }
        public int? CategoryId { get; set; }

        [StringLength(200)]
        public string? Words { get; set; }
        public int HandlerUnitId { get; set; }

        [StringLength(40)]
        public string? Title { get; set; }

        [StringLength(2000)]
        public string? Text { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<RoutingRule> Rules { get; private set; } = [];
    public IReadOnlyList<ReplyTemplate> Templates { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Categories { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Handlers { get; private set; } = [];

    public Task OnGet() => Load();

    public Task<IActionResult> OnPostRule() =>
        Back(() => routing.Add(Input.CategoryId, Input.Words, Input.HandlerUnitId, Cancel), "needs.routing.said.added");

    public Task<IActionResult> OnPostDropRule() =>
        Back(() => routing.Drop(Input.Id ?? 0, Cancel), "needs.routing.said.dropped");

    public Task<IActionResult> OnPostTemplate() =>
        Back(
            () => templates.Save(Input.Id, Input.Title, Input.Text, Input.CategoryId, Cancel),
            "needs.templates.said.saved"
        );

    public Task<IActionResult> OnPostDropTemplate() =>
        Back(() => templates.Drop(Input.Id ?? 0, Cancel), "needs.templates.said.dropped");

    public string CategoryName(int? id) =>
        id is null
            ? "–"
            : Categories
                .FirstOrDefault(c => c.Value == id.Value.ToString(System.Globalization.CultureInfo.InvariantCulture))
                ?.Text
                ?? "–";

    private Task<IActionResult> Back(Func<Task> work, string said) => Do(work, said, "/needs/routing");

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        Rules = await routing.Mine(Cancel);
        Templates = await templates.Mine(Cancel);
        Categories = await categories.Choices(Words["needs.category.any"], Cancel);
        Handlers = Choices.Units(
            Tree,
            Tree.Under(me.Current.ScopePath)
                .Concat(Tree.All.Where(u => u.Kind is UnitKind.Department))
                .DistinctBy(u => u.Id)
        );
    }
}
