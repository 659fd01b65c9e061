using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Needs.Data;
using Modular.Needs.Domain;

namespace Modular.Needs.Handling;

/// <summary>One extension with a reason the requester sees: the handler asks, another person above decides.</summary>
internal sealed class ExtendNeed(NeedsDb db, MoveNeed move, TimeProvider clock)
{
    /// <param name="days">Working days, at most as many as the limit itself.</param>
    public async Task Ask(string number, int version, int days, string reason, CancellationToken cancel)
    {
        var need = await move.Open(number, version, cancel);
        if (!NeedMoves.Open.Contains(need.State))
            throw new RuleBroken("needs.extend-closed");
        var earlier = await db
            .Extensions.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(x => x.NeedId == need.Id && x.State != ExtensionState.Refused)
            .Select(x => x.State)
            .ToListAsync(cancel);
        if (earlier.Contains(ExtensionState.Granted))
            throw new RuleBroken("needs.extended-already");
        if (earlier.Contains(ExtensionState.Asked))
            throw new RuleBroken("needs.extension-waits");
        if (days < 1 || days > need.LimitDays)
            throw new RuleBroken("needs.extend-days", need.LimitDays) { Field = "Days" };
        if (need.DueOn < clock.Today())
            throw new RuleBroken("needs.extend-too-late");
        reason = MoveNeed.Needed(reason, "Reason", 300);
        db.Extensions.Add(
            new()
            {
                Id = Ids.Next(clock),
                NeedId = need.Id,
                NeedNumber = need.Number,
                UnitId = need.UnitId,
                UnitPath = need.UnitPath,
                Days = days,
                Reason = reason,
                AskedBy = db.Acting.Name,
                AskedById = db.Acting.AccountId,
                AskedAt = clock.GetUtcNow(),
            }
        );
        need.Version++;
        db.Notify(
            "needs.extension-asked",
            need.UnitId,
            NeedsModule.Supervise,
            $"/needs/{need.Number}",
            need.Number,
            days
        );
        move.Note(need, "extension-asked", $"{days}: {reason}", forRequester: false);
        db.Record("need.extension-asked", $"need:{need.Number}", after: new { days, reason });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>
    /// By a person of a unit above who did not ask for it. The limit grows from where it stood, so asking early costs
    /// nothing.
    /// </summary>
    public async Task Decide(string number, int version, bool grant, string? answer, CancellationToken cancel)
    {
        var need = await move.Open(number, version, cancel);
        var asked =
            await db.Extensions.SingleOrDefaultAsync(
                x => x.NeedId == need.Id && x.State == ExtensionState.Asked,
                cancel
            ) ?? throw new RuleBroken("needs.extension-none");
        if (asked.AskedById is { } by && by == db.Acting.AccountId)
            throw new RuleBroken("needs.extension-own");
        string scope = db.ScopePath ?? "-";
        // The unit above the need's own, or the district for its own.
        if (
            !db.Acting.IsSystem
            && !(
                need.UnitPath.StartsWith(scope, StringComparison.Ordinal)
                && (need.UnitPath.Length > scope.Length || db.ScopeAll)
            )
        )
            throw new RuleBroken("needs.extension-above");
        if (!NeedMoves.Open.Contains(need.State))
            throw new RuleBroken("needs.extend-closed");
        if (!grant)
            answer = MoveNeed.Needed(answer, "Reason", 300);
        (asked.State, asked.DecidedBy, asked.DecidedAt, asked.Answer) = (
            grant ? ExtensionState.Granted : ExtensionState.Refused,
            db.Acting.Name,
            clock.GetUtcNow(),
            answer
        );
        var before = need.DueOn;
        if (grant)
        {
            (need.ExtendedDays, need.ExtensionReason, need.PromisedOn) = (asked.Days, asked.Reason, null);
            await move.SetDue(need, cancel);
        }
        else
            need.Version++;
        move.Note(need, grant ? "extended" : "extension-refused", grant ? asked.Reason : answer, forRequester: grant);
        if (asked.AskedById is { } asker)
            db.NotifyPerson(
                grant ? "needs.extension-granted" : "needs.extension-refused",
                asker,
                $"/needs/{need.Number}",
                need.Number
            );
        db.Record(
            grant ? "need.extended" : "need.extension-refused",
            $"need:{need.Number}",
            new { DueOn = before },
            new
            {
                need.DueOn,
                asked.Days,
                asked.AskedBy,
            }
        );
        await db.SaveChangesAsync(cancel);
    }
}

internal enum ExtensionState
{
    Asked,
    Granted,
    Refused,
}

/// <summary>More time, asked for with a reason and decided by the unit above. Granted at most once per need.</summary>
internal sealed class NeedExtension : IScoped
{
    public long Id { get; init; }
    public long NeedId { get; init; }
    public required string NeedNumber { get; init; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public int Days { get; init; }
    public required string Reason { get; init; }
    public required string AskedBy { get; init; }
    public long? AskedById { get; init; }
    public DateTimeOffset AskedAt { get; init; }
    public ExtensionState State { get; set; }
    public string? DecidedBy { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public string? Answer { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<NeedExtension>(e =>
        {
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.NeedNumber).HasMaxLength(24);
            e.Property(x => x.UnitPath).HasMaxLength(200);
            e.Property(x => x.Reason).HasMaxLength(300);
            e.Property(x => x.AskedBy).HasMaxLength(100);
            e.Property(x => x.DecidedBy).HasMaxLength(100);
            e.Property(x => x.Answer).HasMaxLength(300);
            e.HasIndex(x => x.NeedId);
            e.HasIndex(x => new { x.State, x.UnitPath });
        });
}
