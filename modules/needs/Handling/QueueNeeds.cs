using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Lists;
using Modular.Needs.Domain;

namespace Modular.Needs.Handling;

/// <summary>Needs that nobody has sorted yet: urgent and major ones first, then by their date.</summary>
internal sealed class QueueNeeds(ListNeeds list, FindAlike alike)
{
    /// <param name="filter">A state in it is left aside: these are all registered and no more.</param>
    public async Task<(IReadOnlyList<Waiting> Rows, int Total)> Page(
        NeedFilter filter,
        ListAsked asked,
        CancellationToken cancel
    )
    {
        var waiting = list.Matching(filter with { State = nameof(NeedState.Registered) });
        int total = await waiting.CountAsync(cancel);
        var rows = await waiting
            .OrderByDescending(n => n.Major)
            .ThenByDescending(n => n.Urgency == Urgency.Urgent)
            .ThenBy(n => n.DueOn)
            .ThenBy(n => n.Id)
            .Skip((asked.PageOf(total) - 1) * asked.Size)
            .Take(asked.Size)
            .Select(n => new
            {
                n.Id,
                n.Number,
                n.Title,
                n.Text,
                n.UnitId,
                n.CategoryId,
                n.Urgency,
                n.Channel,
                n.ReceivedAt,
                n.DueOn,
                n.Major,
                n.Place,
            })
            .ToListAsync(cancel);
        var found = new List<Waiting>();
        foreach (var n in rows)
            found.Add(
                new(
                    n.Number,
                    n.Title,
                    n.Text,
                    n.UnitId,
                    n.CategoryId,
                    n.Urgency,
                    n.Channel,
                    n.ReceivedAt,
                    n.DueOn,
                    n.Major,
                    await alike.Find($"{n.Title}\n{n.Text}", n.Place, n.Id, 3, cancel)
                )
            );
        return (found, total);
    }
}

/// <param name="Alike">Open and lately answered needs that look like it, the likest first.</param>
internal sealed record Waiting(
    string Number,
    string Title,
    string Text,
    int UnitId,
    int? CategoryId,
    Urgency Urgency,
    NeedChannel Channel,
    DateTimeOffset ReceivedAt,
    DateOnly? DueOn,
    bool Major,
    IReadOnlyList<AlikeNeed> Alike
);
