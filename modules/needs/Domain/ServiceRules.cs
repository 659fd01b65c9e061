using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Needs.Data;

namespace Modular.Needs.Domain;

/// <summary>The district's promises, in working days, and where dissatisfaction begins.</summary>
internal sealed class ServiceRules : IVersioned
{
    public int Id { get; init; } = 1;

    /// <summary>To reply, where the category says nothing.</summary>
    [Range(1, 60)]
    public int ReplyDays { get; set; } = 7;

    /// <summary>To mend what the requester sent back.</summary>
    [Range(1, 60)]
    public int ReworkDays { get; set; } = 5;

    /// <summary>Between one escalation and the next.</summary>
    [Range(1, 30)]
    public int EscalateDays { get; set; } = 3;

    /// <summary>To decide a disputed dispatch.</summary>
    [Range(1, 30)]
    public int RulingDays { get; set; } = 2;

    /// <summary>For a partner unit to take up an offer.</summary>
    [Range(1, 30)]
    public int ClaimDays { get; set; } = 3;

    /// <summary>Answered and not rated: closed after so long.</summary>
    [Range(1, 120)]
    public int CloseDays { get; set; } = 15;

    /// <summary>Of five: a rating below it sends the need back.</summary>
    [Range(2, 5)]
    public int Threshold { get; set; } = 3;
    public int Version { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<ServiceRules>(e => e.Property(r => r.Id).ValueGeneratedNever());
}

/// <param name="Decided">Needs that have an answer, or are open past the new date.</param>
/// <param name="Moves">Open needs whose date would move; closed cases are never touched.</param>
internal sealed record WhatIf(int Decided, int LateNow, int LateThen, int Moves);

internal sealed class KeepRules(NeedsDb db, CalendarStore calendars, IMemoryCache cache, TimeProvider clock)
{
    public async ValueTask<ServiceRules> Get(CancellationToken cancel)
    {
        if (cache.TryGetValue(nameof(ServiceRules), out ServiceRules? known))
            return known!;
        return cache.Set(
            nameof(ServiceRules),
            await db.ServiceRules.AsNoTracking().SingleOrDefaultAsync(cancel) ?? new(),
            TimeSpan.FromSeconds(10)
        );
    }

    public async Task Save(ServiceRules wanted, CancellationToken cancel)
    {
        var known = await db.ServiceRules.SingleOrDefaultAsync(cancel);
        if (known is null)
            db.ServiceRules.Add(wanted);
        else if (known.Version != wanted.Version)
            throw new RuleBroken("rule.changed-meanwhile");
        else
        {
            db.Record(
                "needs.rules-changed",
                "needs:rules",
                new
                {
                    known.ReplyDays,
                    known.ReworkDays,
                    known.EscalateDays,
                    known.RulingDays,
                    known.ClaimDays,
                    known.CloseDays,
                    known.Threshold,
                },
                new
                {
                    wanted.ReplyDays,
                    wanted.ReworkDays,
                    wanted.EscalateDays,
                    wanted.RulingDays,
                    wanted.ClaimDays,
                    wanted.CloseDays,
                    wanted.Threshold,
                }
            );
            (
                known.ReplyDays,
                known.ReworkDays,
                known.EscalateDays,
                known.RulingDays,
                known.ClaimDays,
                known.CloseDays,
                known.Threshold
            ) = (
                wanted.ReplyDays,
                wanted.ReworkDays,
                wanted.EscalateDays,
                wanted.RulingDays,
                wanted.ClaimDays,
                wanted.CloseDays,
                wanted.Threshold
            );
        }

        await db.SaveChangesAsync(cancel);
        cache.Remove(nameof(ServiceRules));
    }

    /// <summary>
    /// How the past year would have looked under another limit: for one category, or for all without a limit of their
    /// own.
    /// </summary>
    public async Task<WhatIf> Try(int days, int? categoryId, CancellationToken cancel)
    {
        if (days is < 1 or > 60)
            throw new RuleBroken("needs.category-limit") { Field = "Days" };
        var calendar = await calendars.Get(cancel);
        var today = clock.Today();
        var since = clock.GetUtcNow().AddYears(-1);
        var own = await db.Categories.Where(c => c.LimitDays != null).Select(c => (int?)c.Id).ToListAsync(cancel);
        var rows = db
            .Needs.AsNoTracking()
            .Where(n =>
                n.ReceivedAt >= since
                && n.State != NeedState.Merged
                && n.State != NeedState.Declined
                && n.PromisedOn == null
            );
        rows = categoryId is { } only
            ? rows.Where(n => n.CategoryId == only)
            : rows.Where(n => n.CategoryId == null || !own.Contains(n.CategoryId));
        var pauses = (
            await db.Pauses.AsNoTracking().Where(p => rows.Any(n => n.Id == p.NeedId)).ToListAsync(cancel)
        ).ToLookup(p => p.NeedId);
        int decided = 0,
            now = 0,
            then = 0,
            moves = 0;
        var plain = new Dictionary<(DateOnly, int), DateOnly?>();
        await foreach (
            var n in rows.Select(n => new
                {
                    n.Id,
                    n.ReceivedAt,
                    n.ExtendedDays,
                    n.DueOn,
                    n.FirstAnsweredAt,
                    n.State,
                })
                .AsAsyncEnumerable()
                .WithCancellation(cancel)
        )
        {
            var start = n.ReceivedAt.LocalDate();
            DateOnly? due;
            if (pauses.Contains(n.Id))
                due = calendar
                    .Count(
                        start,
                        days + n.ExtendedDays,
                        [.. pauses[n.Id].Select(p => new Pause(p.FromDay, p.UntilDay, p.By, p.Why))]
                    )
                    .Due;
            else if (!plain.TryGetValue((start, n.ExtendedDays), out due))
                plain[(start, n.ExtendedDays)] = due = calendar.Count(start, days + n.ExtendedDays).Due;
            if (NeedMoves.Open.Contains(n.State) && due != n.DueOn)
                moves++;
            if (due is not { } on)
                continue;
            var told = n.FirstAnsweredAt?.LocalDate();
            if (told is null && on >= today && (n.DueOn is null || n.DueOn >= today))
                continue;
            decided++;
            if (n.DueOn is { } promised && (told ?? today) > promised)
                now++;
            if ((told ?? today) > on)
                then++;
        }

        return new(decided, now, then, moves);
    }
}
