using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Rules;
using Modular.Needs.Data;
using Modular.Needs.Domain;

namespace Modular.Needs.Handling;

internal sealed class LinkNeeds(NeedsDb db, MoveNeed move)
{
    public Task<List<Need>> Of(long id, CancellationToken cancel) =>
        db
            .Needs.AsNoTracking()
            .Where(n =>
                db.Links.Any(l => (l.NeedId == id && l.OtherId == n.Id) || (l.OtherId == id && l.NeedId == n.Id))
            )
            .OrderBy(n => n.Id)
            .ToListAsync(cancel);

    public async Task Link(string number, string? otherNumber, CancellationToken cancel)
    {
        var (need, other) = (await move.Open(number, null, cancel), await Other(otherNumber, cancel));
        if (need.Id == other.Id)
            throw new RuleBroken("needs.link.itself") { Field = "Other" };
        var (low, high) = (Math.Min(need.Id, other.Id), Math.Max(need.Id, other.Id));
        if (await db.Links.AnyAsync(l => l.NeedId == low && l.OtherId == high, cancel))
            return;
        db.Links.Add(
            new()
            {
                NeedId = low,
                OtherId = high,
                By = db.Acting.Name,
            }
        );
        move.Note(need, "linked", other.Number, forRequester: false);
        move.Note(other, "linked", need.Number, forRequester: false);
        db.Record("need.linked", $"need:{need.Number}", after: new { other.Number });
        await db.SaveChangesAsync(cancel);
    }

    public async Task Unlink(string number, string? otherNumber, CancellationToken cancel)
    {
        var (need, other) = (await move.Open(number, null, cancel), await Other(otherNumber, cancel));
        var (low, high) = (Math.Min(need.Id, other.Id), Math.Max(need.Id, other.Id));
        if (await db.Links.SingleOrDefaultAsync(l => l.NeedId == low && l.OtherId == high, cancel) is not { } link)
            return;
        db.Links.Remove(link);
        db.Record("need.unlinked", $"need:{need.Number}", before: new { other.Number });
        await db.SaveChangesAsync(cancel);
    }

    private async Task<Need> Other(string? number, CancellationToken cancel)
    {
        string wanted = (number ?? "").Trim();
        if (wanted.Length == 0)
            throw new RuleBroken("needs.number-needed") { Field = "Other" };
        return await db.Needs.SingleOrDefaultAsync(n => n.Number == wanted, cancel)
            ?? throw new RuleBroken("needs.merge-unknown", wanted) { Field = "Other" };
    }
}

/// <summary>Two needs that have to do with each other and yet stay two; kept once, the smaller id first.</summary>
internal sealed class NeedLink
{
    public long NeedId { get; init; }
    public long OtherId { get; init; }
    public required string By { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<NeedLink>(e =>
        {
            e.HasKey(l => new { l.NeedId, l.OtherId });
            e.Property(l => l.By).HasMaxLength(100);
            e.HasIndex(l => l.OtherId);
        });
}
