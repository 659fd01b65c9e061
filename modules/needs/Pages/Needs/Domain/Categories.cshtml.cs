using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Ui;
using Modular.Needs.Domain;
using Modular.Needs.Suggestions;
using Modular.Needs.Topics;

namespace Modular.Needs.Pages.Needs;

[NeedsPermission(NeedsModule.Settings)]
internal sealed class CategoriesModel(
    KeepCategories categories,
    SuggestionQuality quality,
    Engines engines,
    PluginCatalogue plugins,
    JobQueue jobs,
    ActingScope me
) : StaffPage
{
    public sealed class Form
    {
        public int? Id { get; set; }

        [Required, StringLength(40)]
        public string Name { get; set; } = "";

        [Range(1, 60, ErrorMessage = "needs.category-limit")]
        public int? LimitDays { get; set; }
        public bool Retired { get; set; }
    }

    /// <summary>The plugins that do the work in this district.</summary>
    public sealed class EnginesForm
    {
        [Required]
        public string Topics { get; set; } = FormTopics.Usual;

        [Required]
        public string Categories { get; set; } = Engines.UsualCategories;
    }

    [BindProperty]
    public EnginesForm Chosen { get; set; } = new();
    public IReadOnlyList<SelectListItem> Clusterers { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Categorisers { get; private set; } = [];

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<Category> Categories { get; private set; } = [];

    public SuggestionState Suggestions { get; private set; } = null!;

    public async Task OnGet()
    {
        Chosen = new() { Topics = await engines.Topics(Cancel), Categories = await engines.Categories(Cancel) };
        await Load();
    }

    public Task<IActionResult> OnPostEngines()
    {
        ModelState.Clear();
        return Do(
            () => engines.Choose(Chosen.Topics ?? "", Chosen.Categories ?? "", Cancel),
            () =>
            {
                Say("needs.said.engines-chosen");
                return Redirect("/needs/categories");
            }
        );
    }

    public Task<IActionResult> OnPost() =>
        Do(
            () => categories.Save(Input.Id, Input.Name, null, Input.LimitDays, Input.Retired, Cancel),
            () =>
            {
                Say("needs.said.category-saved", Input.Name);
                return Redirect("/needs/categories");
            }
        );

    public static string Percent(double rate) =>
        rate.ToString("0.0%", System.Globalization.CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnPostTrain()
    {
        long job = 0;
        ModelState.Clear();
        return await Do(
            async () =>
                job = await jobs.Enqueue(
                    TrainCategories.Kind,
                    Words["needs.suggest.job"],
                    new { },
                    me.Current.UnitId ?? throw new RuleBroken("needs.unit-needed"),
                    Cancel
                ),
            () => Redirect($"/jobs/{job}?back=/needs/categories")
        );
    }

    protected override async Task Load()
    {
        Categories = await categories.All(Cancel);
        Suggestions = await quality.Show(Cancel);
        Clusterers = [.. (await Offered(PluginKind.Clusterer)).Where(p => Engines.Remembers(p.Value))];
        Categorisers = await Offered(PluginKind.Categoriser);
    }

    private async Task<IReadOnlyList<SelectListItem>> Offered(PluginKind kind) =>
        [
            .. (await plugins.Usable(kind, Cancel)).Select(p => new SelectListItem(
                Words.Pick(p.Description.Name),
                p.Description.Id
            )),
        ];
}
