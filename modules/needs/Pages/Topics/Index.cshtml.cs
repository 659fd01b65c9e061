using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Lists;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
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
    public string? Q { get; set; }

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
    public ListView List { get; private set; } = null!;
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

    public async Task<IActionResult> OnGetExport(string? format)
    {
        await Load();
        return (await Listing()).File(format, Words["needs.topics.menu"], Asked());
    }

    private IEnumerable<Topic> Asked() =>
        Q?.Trim() is { Length: > 0 } asked
            ? Topics.Where(t =>
                t.Name.Contains(asked, StringComparison.OrdinalIgnoreCase)
                || t.KeyWords.Contains(asked, StringComparison.OrdinalIgnoreCase)
            )
            : Topics;

    private async Task<Listing<Topic>> Listing()
    {
        var asked = await ListAsked.Of(HttpContext, "/needs/topics");
        return new(Words, asked, Today)
        {
            Columns = [.. Columns(), .. MonthNames().Select(Month)],
            Filters =
            [
                ListFilter.Search("q", "needs.topics.search"),
                ListFilter.Given("show", "needs.state", asked["show"], Words.Of(TopicState.Dropped)),
            ],
            Empty = new("needs.topics.none"),
            Marks = (
                "Chosen",
                "merge",
                t => t.Id.ToString(CultureInfo.InvariantCulture),
                [.. Chosen.Select(c => c.ToString(CultureInfo.InvariantCulture))]
            ),
        };
    }

    private IEnumerable<ListColumn<Topic>> Columns()
    {
        int largest = Math.Max(1, Topics.Select(t => t.Size).DefaultIfEmpty().Max());
        return
        [
            new("topic", "needs.topic", ColumnKind.Main, t => t.Name)
            {
                Cells = t =>
                    [Cell.Link(t.Name, $"/needs/topics/{t.Id}"), Cell.Beside(string.Join(" · ", t.Words.Take(6)))],
            },
            new("words", "needs.topics.words", ColumnKind.Text, t => t.KeyWords) { FileOnly = true },
            new("size", "needs.topics.size", ColumnKind.Figure, t => t.Size)
            {
                Cells = t => [Cell.Part("_Size", (t, largest))],
            },
            new("people", "needs.topics.people", ColumnKind.Figure, t => t.People),
            new("trend", "needs.topics.trend", ColumnKind.Text, t => Figure(t)?.Recent.Now - Figure(t)?.Recent.Before)
            {
                Cells = t => Figure(t) is { } figure ? [Cell.Part("_Trend", figure)] : [],
                NotInFile = true,
            },
            new("units", "needs.topics.units", ColumnKind.Figure, t => t.Units),
            new("now", "needs.topics.now", ColumnKind.Figure, t => Figure(t)?.Recent.Now) { FileOnly = true },
            new("earlier", "needs.topics.earlier", ColumnKind.Figure, t => Figure(t)?.Recent.Before)
            {
                FileOnly = true,
            },
            new("unhappy", "needs.topics.unhappy", ColumnKind.Figure, t => Figure(t)?.Dissatisfied)
            {
                Cells = t => [Cell.Said(Figure(t)?.Dissatisfied is { } part ? $"{part}%" : Words["list.nothing"])],
            },
            new("state", "needs.state", ColumnKind.Text, t => Words.Of(t.State))
            {
                Cells = States,
                Order = t => t.State,
            },
        ];
    }

    private TopicFigure? Figure(Topic topic) => Figures.GetValueOrDefault(topic.Id);

    private IReadOnlyList<Cell> States(Topic topic)
    {
        var state = Cell.Pill(topic.State == TopicState.Confirmed ? Tone.Good : Tone.Waiting, Words.Of(topic.State));
        return topic.ProjectId is null ? [state] : [state, Cell.Pill(Tone.Plain, Words["needs.in-project"])];
    }

    /// <summary>Its heading is the month itself, which no language writes otherwise.</summary>
    private ListColumn<Topic> Month(string name, int at) =>
        new($"month-{at}", name, ColumnKind.Figure, t => Figure(t)?.Months.ElementAtOrDefault(at)) { FileOnly = true };

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
        List = (await Listing()).Of(Asked());
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
