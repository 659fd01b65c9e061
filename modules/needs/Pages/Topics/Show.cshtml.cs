using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Modules;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Needs.Domain;
using Modular.Needs.Topics;

namespace Modular.Needs.Pages.Topics;

[NeedsPermission(NeedsModule.Topics)]
internal sealed class ShowModel(
    ListTopics list,
    ListTopicChanges changes,
    TopicFigures figures,
    TopicNames names,
    KeepTopics manage,
    UndoTopicChange undo,
    JobQueue jobs,
    Engines engines,
    UnitDirectory units,
    ModuleSet modules,
    TimeProvider clock
) : StaffPage
{
    public sealed class Form
    {
        [StringLength(60)]
        public string? Name { get; set; }

        [Range(2, 6, ErrorMessage = "needs.topics.parts")]
        public int Parts { get; set; } = 2;
    }

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public Form Input { get; set; } = new();
    public Topic Topic { get; private set; } = null!;
    public IReadOnlyList<(Need Need, int Closeness)> Members { get; private set; } = [];
    public IReadOnlyList<TopicChangeLine> Changes { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;
    public TopicFigure? Figure { get; private set; }
    public IReadOnlyList<Need> Typical { get; private set; } = [];

    /// <summary>Names to choose from, at most three.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];
    public DateOnly Today => clock.Today();
    public bool CanMakeProject => modules.Has("projects");

    public async Task OnGet()
    {
        await Load();
        Input.Name = Topic.Name;
    }

    public Task<IActionResult> OnPostConfirm() => Act("needs.said.topic-confirmed", () => manage.Confirm(Id, Cancel));

    public Task<IActionResult> OnPostRename() =>
        Act("needs.said.topic-renamed", () => manage.Rename(Id, Input.Name ?? "", Cancel));

    public Task<IActionResult> OnPostDrop() => Act("needs.said.topic-dropped", () => manage.Drop(Id, Cancel));

    public Task<IActionResult> OnPostTakeBack() =>
        Act("needs.said.topic-taken-back", () => manage.TakeBack(Id, Cancel));

    public Task<IActionResult> OnPostTakeOut(long need) =>
        Act("needs.said.taken-out", () => manage.TakeOut(Id, need, Cancel));

    /// <summary>A part of what is whole again leads there.</summary>
    public async Task<IActionResult> OnPostUndo(long change)
    {
        TopicChange? undone = null;
        return await Do(
            async () => undone = await undo.Undo(change, Cancel),
            () => Done("needs.said.topic-undone", undone!.Act == TopicAct.Split ? undone.TopicId : Id)
        );
    }

    public async Task<IActionResult> OnPostSplit()
    {
        long job = 0;
        return await Do(
            async () =>
            {
                await Load();
                job = await jobs.Enqueue(
                    FormTopics.Kind,
                    Words["needs.topics.split-job", Topic.Name],
                    new FormTopicsArguments(
                        Topic.UnitId,
                        default,
                        clock.Today(),
                        Input.Parts,
                        await engines.Topics(Cancel),
                        1,
                        Id
                    ),
                    Topic.UnitId,
                    Cancel
                );
            },
            () => Redirect($"/jobs/{job}?back=/needs/topics")
        );
    }

    private Task<IActionResult> Act(string said, Func<Task> work) => Do(work, () => Done(said, Id));

    private RedirectResult Done(string said, long topic)
    {
        Say(said);
        return Redirect($"/needs/topics/{topic}");
    }

    protected override async Task Load()
    {
        (Topic, Members) = await list.One(Id, 200, Cancel);
        Tree = await units.Tree(Cancel);
        Changes = await changes.List(Id, Cancel);
        Figure = (await figures.Of([Id], Cancel)).GetValueOrDefault(Id);
        Typical = await figures.Typical(Topic, Cancel);
        Names = Topic.State == TopicState.MergedAway ? [] : await names.Of(Topic, Typical, Cancel);
    }
}
