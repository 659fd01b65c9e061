using System.Globalization;
using Modular.Kernel.Lists;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Needs.Domain;

namespace Modular.Needs.Pages.Needs;

/// <summary>What the list of needs can be narrowed by.</summary>
internal sealed class NeedFilters(Words words, UnitTree tree, IReadOnlyList<Category> categories, string? scope)
{
    /// <summary>The states one looks for, in the order a need goes through them.</summary>
    private static readonly IReadOnlyList<NeedState> States =
    [
        NeedState.Registered,
        NeedState.Dispatched,
        NeedState.InHandling,
        NeedState.WaitingForRequester,
        NeedState.Answered,
        NeedState.Closed,
    ];

    private static readonly string[] Watched =
    [
        "sent-to-us",
        "mine",
        "extension",
        "disputed",
        "escalated",
        "reworked",
        "perfunctory",
        "major",
    ];

    private static ListFilter Search => ListFilter.Search("q", "needs.search");

    private ListFilter Category =>
        ListFilter.Choice(
            "category",
            "needs.category",
            categories.Where(c => !c.Retired).Select(c => new ListChoice(Text(c.Id), c.Name))
        );

    private ListFilter Unit => ListFilter.Choice("unit", "needs.unit", ListFilter.Units(tree, scope));

    private ListFilter Channel => ListFilter.Choice("channel", "needs.channel", ListFilter.Each<NeedChannel>(words));

    private ListFilter Due =>
        ListFilter.Choice(
            "due",
            "needs.due",
            [new("risk", words["needs.clock.risk"]), new("overdue", words["needs.clock.late"])]
        );

    /// <summary>Of what waits to be sorted.</summary>
    public IReadOnlyList<ListFilter> OfQueue => [Search, Category, Unit, Channel, Due];

    public IReadOnlyList<ListFilter> All(ListAsked asked) =>
        [
            Search,
            Category,
            Unit,
            ListFilter.Facet(
                "state",
                "needs.state",
                [new("open", words["needs.open"]), .. States.Select(s => new ListChoice(s.ToString(), words.Of(s)))]
            ),
            Due,
            ListFilter.Choice(
                "watch",
                "needs.watch",
                Watched.Select(w => new ListChoice(w, words[$"needs.watch.{w}"]))
            ),
            Channel with
            {
                More = true,
            },
            ListFilter.Choice("kind", "needs.kind", ListFilter.Each<NeedKind>(words)) with
            {
                More = true,
            },
            ListFilter.Period("from", "to", "needs.received") with
            {
                More = true,
            },
            ListFilter.Given("topic", "needs.topic", asked["topic"], words["needs.topic.one"]),
            ListFilter.Given("project", "needs.project", asked["project"], words["needs.project.one"]),
        ];

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);
}
