using Microsoft.EntityFrameworkCore;
using Modular.Needs.Data;
using Modular.Needs.Domain;

namespace Modular.Needs.Handling;

/// <summary>Needs that nobody has sorted yet: urgent and major ones first, then by their date.</summary>
internal sealed class QueueNeeds(NeedsDb db, FindAlike alike)
{
    public const int Shown = 40;

    public async Task<(IReadOnlyList<Waiting> Rows, int Total)> List(CancellationToken cancel)
    {
        var waiting = db.Needs.AsNoTracking().Where(n => n.State == NeedState.Registered);
        var rows = await waiting
            .OrderByDescending(n => n.Major)
            .ThenByDescending(n => n.Urgency == Urgency.Urgent)
            .ThenBy(n => n.DueOn)
            .ThenBy(n => n.Id)
            .Take(Shown)
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
        return (found, await waiting.Take(ListNeeds.CountedTo).CountAsync(cancel));
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
