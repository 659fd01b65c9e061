using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Contracts.Partners;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Needs.Dispatch;
using Modular.Needs.Handling;

namespace Modular.Needs.Pages.Needs;

/// <summary>Partner units that fit one need, with the reasons; the officer invites some or all.</summary>
[NeedsPermission(NeedsModule.Handle)]
internal sealed class OfferModel(ShowNeed show, OfferNeed offer, UnitDirectory units) : Screen
{
    public sealed class Form
    {
        public int Version { get; set; }
        public List<int> Units { get; set; } = [];
    }

    [BindProperty(SupportsGet = true)]
    public string Number { get; set; } = "";

    [BindProperty]
    public Form Input { get; set; } = new();
    public NeedView View { get; private set; } = null!;
    public UnitTree Tree { get; private set; } = null!;
    public IReadOnlyList<ResourceFit> Fits { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (!offer.Possible)
            return NotFound();
        await Load();
        Input.Version = View.Need.Version;
        return Page();
    }

    public Task<IActionResult> OnPost() =>
        Do(
            () => offer.Run(Number, Input.Version, Input.Units, Cancel),
            () =>
            {
                Say("needs.said.offered", Number, Input.Units.Count);
                return Redirect($"/needs/{Number}");
            }
        );

    protected override async Task Load()
    {
        View = await show.Run(Number, Cancel);
        Tree = await units.Tree(Cancel);
        Fits = await offer.Candidates(View.Need, 12, Cancel);
    }
}

/// <summary>A plan for many needs at once.</summary>
[NeedsPermission(NeedsModule.Handle)]
[RequestFormLimits(ValueCountLimit = 5000)]
internal sealed class PlanModel(PlanDispatch plan, UnitDirectory units, TimeProvider clock) : Screen
{
    public sealed class Form
    {
        public Dictionary<string, int?> Units { get; set; } = [];
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public DispatchPlan? Plan { get; private set; }
    public DateOnly Today => clock.Today();
    public UnitTree Tree { get; private set; } = null!;

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPost()
    {
        (int done, int left) = (0, 0);
        return await Do(
            async () =>
                (done, left) = await plan.Send(
                    Input.Units.Where(u => u.Value is > 0).ToDictionary(u => u.Key, u => u.Value!.Value),
                    Cancel
                ),
            () =>
            {
                Say(left == 0 ? "needs.queue.said.sent" : "needs.queue.said.sent.left", done, left);
                return Redirect("/needs/plan");
            }
        );
    }

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        if (plan.Possible)
            Plan = await plan.Run(200, Cancel);
    }
}

/// <summary>Rules by which new needs find their handler, and words to answer with.</summary>
[NeedsPermission(NeedsModule.Handle)]
internal sealed class RoutingModel(
    KeepRouting routing,
    KeepTemplates templates,
    ManageCategories categories,
    UnitDirectory units,
    ActingScope me
) : Screen
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

    private Task<IActionResult> Back(Func<Task> work, string said) =>
        Do(
            work,
            () =>
            {
                Say(said);
                return Redirect("/needs/routing");
            }
        );

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
