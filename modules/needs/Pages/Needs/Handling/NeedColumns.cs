using Modular.Kernel.Calendar;
using Modular.Kernel.Lists;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Needs.Domain;
using Modular.Needs.Handling;

namespace Modular.Needs.Pages.Needs;

/// <summary>Columns of the list of needs, on the screen and in files.</summary>
internal sealed class NeedColumns(
    Words words,
    UnitTree tree,
    IReadOnlyList<Category> categories,
    WorkingCalendar calendar,
    DateOnly today
)
{
    public IReadOnlyList<ListColumn<NeedLine>> All =>
        [
            new("number", "needs.number", ColumnKind.Number, n => n.Number) { Order = n => n.Id },
            new("title", "needs.title", ColumnKind.Main, n => n.Title) { Cells = n => [.. Title(n)] },
            new("unit", "needs.unit", ColumnKind.Text, n => tree.Name(n.UnitId))
            {
                File = n => tree.Trail(n.UnitId),
                Order = n => n.UnitPath,
            },
            new("handler", "needs.handler", ColumnKind.Text, Handler),
            new("category", "needs.category", ColumnKind.Text, Category),
            new("state", "needs.state", ColumnKind.Text, n => words.Of(n.State))
            {
                Cells = n => [Cell.Pill(NeedDisplay.Tone(n.State), words.Of(n.State))],
                Order = n => n.State,
            },
            new("due", "needs.due", ColumnKind.Text, n => n.DueOn) { Cells = Due },
            new("received", "needs.received", ColumnKind.Day, n => n.ReceivedAt.LocalDate())
            {
                File = n => n.ReceivedAt,
                Order = n => n.ReceivedAt,
            },
            new("channel", "needs.channel", ColumnKind.Text, n => words.Of(n.Channel)) { Spare = true },
            new("kind", "needs.kind", ColumnKind.Text, n => n.Kind is { } k ? words.Of(k) : null) { Spare = true },
            new("person", "needs.handler.person", ColumnKind.Text, n => n.HandlerName) { Spare = true },
            new("receiver", "needs.first-receiver", ColumnKind.Text, n => words.Who(n.FirstReceiver)) { Spare = true },
            new("answered", "needs.answered", ColumnKind.Moment, n => n.AnsweredAt) { Spare = true },
        ];

    private IEnumerable<Cell> Title(NeedLine n)
    {
        yield return Cell.Link(n.Title, $"/needs/{n.Number}");
        if (n.Urgency == Urgency.Urgent)
            yield return Cell.Pill(Tone.Risk, words.Of(Urgency.Urgent));
        if (n.ProjectId is not null)
            yield return Cell.Pill(Tone.Plain, words["needs.in-project"]);
    }

    /// <summary>A unit that does it itself need not be named twice; before it is taken up nobody does.</summary>
    private string? Handler(NeedLine n) =>
        n.HandlerUnitId is { } other && other != n.UnitId ? tree.Name(other)
        : n.State == NeedState.Registered ? null
        : words["needs.handler.same"];

    private string? Category(NeedLine n) => categories.FirstOrDefault(c => c.Id == n.CategoryId)?.Name;

    private IReadOnlyList<Cell> Due(NeedLine n)
    {
        var clock = ClockReading.Of(n.State, n.DueOn, n.AnsweredAt, today, calendar);
        return clock.State == ClockState.None
            ? [Cell.Said(words["list.nothing"])]
            : [Cell.Pill(NeedDisplay.Tone(clock), NeedDisplay.Say(words, clock))];
    }
}
