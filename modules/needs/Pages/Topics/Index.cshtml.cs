using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Needs.Domain;
using Modular.Needs.Topics;

namespace Modular.Needs.Pages.Topics;

[NeedsPermission(NeedsModule.Topics)]
internal sealed class IndexModel(
    ListTopics list,
    ListTopicChanges changes,
    TopicFigures figures,
    KeepTopics manage,
    UndoTopicChange undo,
    Engines engines,
    UnitDirectory units,
    PluginCatalogue plugins,
    JobQueue jobs,
    ActingScope me,
    TimeProvider clock
) : StaffPage
{
    public sealed class Form
    {
        public DateOnly From { get; set; }
        public DateOnly To { get; set; }

        [Range(2, 200, ErrorMessage = "needs.topics.number")]
        public int? Topics { get; set; }

        [Required]
        public string Clusterer { get; set; } = FormTopics.Usual;

        /// <summary>Proposed topics of the last run count for nothing; confirmed ones stay all the same.</summary>
        public bool Anew { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty]
    public List<long> Chosen { get; set; } = [];

    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    /// <summary>Nothing for the list, <c>map</c>, or <c>compare</c> for two periods side by side.</summary>
    [BindProperty(SupportsGet = true)]
    public string? View { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? OtherFrom { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? OtherTo { get; set; }
    public IReadOnlyDictionary<long, TopicFigure> Figures { get; private set; } = new Dictionary<long, TopicFigure>();
    public IReadOnlyDictionary<long, (int One, int Other)> Compared { get; private set; } =
        new Dictionary<long, (int, int)>();

    /// <summary>Compared periods, with what grew most in front.</summary>
    public IEnumerable<(Topic Topic, (int One, int Other) Counts)> ByChange =>
        Topics.Select(t => (t, Compared[t.Id])).OrderByDescending(r => r.Item2.One - r.Item2.Other);

    /// <summary>The two periods as filters of the list of needs.</summary>
    public string Period => $"from={From?.Iso()}&to={To?.Iso()}";
    public string OtherPeriod => $"from={OtherFrom?.Iso()}&to={OtherTo?.Iso()}";
    public IReadOnlyList<Need> SmallVoices { get; private set; } = [];
    public TopicRun? LastRun { get; private set; }
    public IReadOnlyList<TopicChangeLine> Changes { get; private set; } = [];
    public UnitTree Tree { get; private set; } = null!;
    public DateOnly Today => clock.Today();

    /// <summary>A topic of so many people or fewer is a small voice.</summary>
    public const int Fewest = 3;
    public IReadOnlyList<Topic> Topics { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Clusterers { get; private set; } = [];

    public async Task OnGet()
    {
        Input = new()
        {
            From = clock.Today().AddMonths(-12),
            To = clock.Today(),
            Clusterer = await engines.Topics(Cancel),
        };
        await Load();
    }

    public async Task<IActionResult> OnPostForm()
    {
        long job = 0;
        return await Do(
            async () =>
                job = await jobs.Enqueue(
                    FormTopics.Kind,
                    Words["needs.topics.job", Input.From, Input.To],
                    new FormTopicsArguments(
                        me.Current.UnitId ?? throw new RuleBroken("needs.unit-needed"),
                        Input.From,
                        Input.To,
                        Input.Topics,
                        Input.Clusterer,
                        1,
                        Anew: Input.Anew
                    ),
                    me.Current.UnitId.Value,
                    Cancel
                ),
            () => Redirect($"/jobs/{job}?back=/needs/topics")
        );
    }

    public async Task<IActionResult> OnPostMerge() =>
        await Do(
            async () =>
            {
                if (Chosen.Count < 2)
                    throw new RuleBroken("needs.topics.choose-two");
                await manage.Merge(Chosen[0], Chosen, Cancel);
            },
            () =>
            {
                Say("needs.said.topics-merged", Chosen.Count);
                return Redirect("/needs/topics");
            }
        );

    public Task<IActionResult> OnPostUndo(long change) =>
        Do(
            () => undo.Undo(change, Cancel),
            () =>
            {
                Say("needs.said.topic-undone");
                return Redirect("/needs/topics");
            }
        );

    public async Task<IActionResult> OnGetExport(string format)
    {
        await Load();
        return new SheetResult(
            format,
            Words["needs.topics.menu"],
            [
                .. "topic|topics.words|topics.size|topics.people|topics.units|topics.now|topics.earlier|topics.unhappy|state"
                    .Split('|')
                    .Select(k => Words["needs." + k]),
                .. MonthNames(),
            ],
            Topics
                .Select(t => (Topic: t, Figure: Figures.GetValueOrDefault(t.Id)))
                .Select(t =>
                    (IReadOnlyList<object?>)
                        [
                            t.Topic.Name,
                            t.Topic.KeyWords,
                            t.Topic.Size,
                            t.Topic.People,
                            t.Topic.Units,
                            t.Figure?.Recent.Now,
                            t.Figure?.Recent.Before,
                            t.Figure?.Dissatisfied,
                            Words.Of(t.Topic.State),
                            .. t.Figure is { } f ? f.Months.Cast<object?>() : [],
                        ]
                )
                .ToAsyncEnumerable()
        );
    }

    public IEnumerable<string> MonthNames() =>
        Enumerable
            .Range(0, TopicFigures.Months)
            .Select(i => clock.Today().AddMonths(i - TopicFigures.Months + 1).Iso()[..7]);

    protected override async Task Load()
    {
        Tree = await units.Tree(Cancel);
        LastRun = await figures.LastRun(me.Current.UnitId, Cancel);
        Changes = await changes.List(null, Cancel);
        Topics = await list.List(Show == "dropped" ? TopicState.Dropped : null, Cancel);
        Figures = await figures.Of([.. Topics.Select(t => t.Id)], Cancel);
        SmallVoices = Show == "dropped" || View is not null ? [] : await figures.SmallVoices(Fewest, Cancel);
        if (View == "compare")
        {
            (To, From) = (To ?? Today, From ?? Today.AddDays(-89));
            (OtherTo, OtherFrom) = (OtherTo ?? From.Value.AddDays(-1), OtherFrom ?? From.Value.AddDays(-90));
            Compared = await figures.Compare(
                [.. Topics.Select(t => t.Id)],
                (From.Value, To.Value),
                (OtherFrom.Value, OtherTo.Value),
                Cancel
            );
        }

        Clusterers =
        [
            .. (await plugins.Usable(PluginKind.Clusterer, Cancel)).Select(p => new SelectListItem(
                Words.Pick(p.Description.Name),
                p.Description.Id
            )),
        ];
    }
}
