using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Jobs;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Ui;
using Modular.Needs.Topics;

namespace Modular.Needs.Pages.Topics;

[NeedsPermission(NeedsModule.Topics)]
internal sealed class IndexModel(ListTopics list, ManageTopics manage, PluginCatalogue plugins, JobQueue jobs, ActingScope me, TimeProvider clock) : Screen
{
    public sealed class Form
    {
        public DateOnly From { get; set; }
        public DateOnly To { get; set; }
        [Range(2, 200, ErrorMessage = "needs.topics.number")] public int? Topics { get; set; }
        [Required] public string Clusterer { get; set; } = "spherical-kmeans";
    }

    [BindProperty] public Form Input { get; set; } = new();
    [BindProperty] public List<long> Chosen { get; set; } = [];
    [BindProperty(SupportsGet = true)] public string? Show { get; set; }
    public IReadOnlyList<Topic> Topics { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Clusterers { get; private set; } = [];

    public async Task OnGet()
    {
        Input = new() { From = clock.Today().AddMonths(-12), To = clock.Today() };
        await Load();
    }

    public async Task<IActionResult> OnPostForm()
    {
        long job = 0;
        return await Do(async () => job = await jobs.Enqueue(FormTopics.Kind, Words["needs.topics.job", Input.From, Input.To],
            new FormTopicsArguments(me.Current.UnitId ?? throw new RuleBroken("needs.unit-needed"), Input.From, Input.To, Input.Topics, Input.Clusterer, 1), me.Current.UnitId.Value, Cancel), () => Redirect($"/jobs/{job}?back=/needs/topics"));
    }

    public async Task<IActionResult> OnPostMerge() => await Do(async () =>
    {
        if (Chosen.Count < 2) throw new RuleBroken("needs.topics.choose-two");
        await manage.Merge(Chosen[0], Chosen, Cancel);
    }, () =>
    {
        Say("needs.said.topics-merged", Chosen.Count);
        return Redirect("/needs/topics");
    });

    protected override async Task Load()
    {
        Topics = await list.Run(Show == "dropped" ? TopicState.Dropped : null, Cancel);
        Clusterers = [.. (await plugins.Usable(PluginKind.Clusterer, Cancel)).Select(p => new SelectListItem(Words.Pick(p.Description.Name), p.Description.Id))];
    }
}
