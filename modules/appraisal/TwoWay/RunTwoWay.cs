using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Contracts.Needs;
using Modular.Contracts.Partners;
using Modular.Kernel.Calendar;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;

namespace Modular.Appraisal.TwoWay;

/// <summary>
/// Opens and closes a round of two sides: codes for those without an account, objective items counted, sheets unsealed
/// when both sides are in or the time is over.
/// </summary>
internal sealed class RunTwoWay(
    AppraisalDb db,
    TimeProvider clock,
    INeedQuestions? needs = null,
    IPartnerQuestions? partners = null
)
{
    /// <summary>Items other modules can count, by the side they belong to. Shares are in per cent.</summary>
    public static readonly IReadOnlyList<(string Key, string Side)> Countable =
    [
        ("twoway.item.on-time", "a"),
        ("twoway.item.satisfied", "a"),
        ("twoway.item.kept", "b"),
        ("twoway.item.active", "b"),
    ];

    /// <returns>Codes of those who have no account here, shown once.</returns>
    public Task<IReadOnlyList<(string Name, string Code)>> Open(long id, int version, CancellationToken cancel) =>
        db.InTransaction<IReadOnlyList<(string, string)>>(
            async () =>
            {
                var round = await MoveRound.Get(db, id, version, cancel, RoundKind.TwoWay);
                var codes = new List<(string, string)>();
                foreach (var party in await db.Parties.Where(p => p.RoundId == id).ToListAsync(cancel))
                {
                    if (party.UnitId is { } unit)
                    {
                        db.Notify(
                            "rounds.mutual",
                            unit,
                            AppraisalModule.Mutual,
                            $"/mutual/{id}",
                            round.Title,
                            round.ClosesOn is { } on ? Kernel.Texts.Words.ShortDate(on) : "-"
                        );
                        continue;
                    }

                    string code = SecretCode.New();
                    party.Ticket = Convert.ToHexStringLower(SecretCode.Hash(code));
                    codes.Add((party.Name, code));
                }

                await MoveRound.To(db, round, "opened", cancel);
                return codes;
            },
            cancel
        );

    /// <summary>A new code for one who lost theirs; the old one ends, and the sheet begins again.</summary>
    public Task<string> NewCode(long id, int number, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                await MoveRound.Find(db, id, RoundKind.TwoWay, cancel);
                await RoundLock.StillOpen(db, id, "rounds.not-open", cancel);
                var party =
                    await db.Parties.SingleOrDefaultAsync(
                        p => p.RoundId == id && p.Number == number && p.UnitId == null,
                        cancel
                    ) ?? throw new NotFound();
                string code = SecretCode.New();
                (party.Ticket, party.HandedInAt) = (Convert.ToHexStringLower(SecretCode.Hash(code)), null);
                // Whoever holds the new code must not read what the old one wrote: the sheet is still sealed.
                await db.PartyScores.Where(s => s.RoundId == id && s.From == number).ExecuteDeleteAsync(cancel);
                db.Record("round.code-renewed", $"round:{id}", after: new { party.Code });
                await db.SaveChangesAsync(cancel);
                return code;
            },
            cancel
        );

    /// <summary>Unseals: all have handed in, or the last day is over.</summary>
    public Task Close(long id, int version, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var round = await MoveRound.Get(db, id, version, cancel, RoundKind.TwoWay);
                int left = await db.Parties.CountAsync(p => p.RoundId == id && p.HandedInAt == null, cancel);
                if (left > 0 && !(round.ClosesOn < clock.Today()))
                    throw new RuleBroken("twoway.sealed", left);
                await CountItems(round, cancel);
                await MoveRound.To(db, round, "closed", cancel);
            },
            cancel
        );

    /// <summary>
    /// Objective items from the records of other modules over the year up to today. What nobody could count stays out
    /// and counts for nobody.
    /// </summary>
    private async Task CountItems(Round round, CancellationToken cancel)
    {
        var wanted = System
            .Text.Json.JsonDocument.Parse(round.Parameters)
            .RootElement.TryGetProperty("objective", out var o)
            ? o.EnumerateObject().Select(p => p.Name).ToHashSet(StringComparer.Ordinal)
            : [];
        if (wanted.Count == 0)
            return;
        var parties = await db
            .Parties.AsNoTracking()
            .Where(p => p.RoundId == round.Id && p.UnitId != null)
            .ToListAsync(cancel);
        var (from, until) = (clock.Today().AddYears(-1), clock.Today());
        List<int> a = [.. parties.Where(p => p.Side == "a").Select(p => p.UnitId!.Value)],
            b = [.. parties.Where(p => p.Side == "b").Select(p => p.UnitId!.Value)];
        var number = parties.ToDictionary(p => p.UnitId!.Value, p => p.Number);
        void Add(int unit, string item, double? value, string source)
        {
            if (value is { } share && wanted.Contains(item))
                db.PartyFacts.Add(
                    new()
                    {
                        RoundId = round.Id,
                        Party = number[unit],
                        Item = item,
                        ValueMicro = (long)Math.Round(share * 1e6),
                        Source = source,
                    }
                );
        }

        foreach (var f in needs is null ? [] : await needs.Handling(a, from, until, cancel))
        {
            Add(f.UnitId, "twoway.item.on-time", Share(f.OnTime, f.Ended), $"{f.OnTime}/{f.Ended}");
            Add(f.UnitId, "twoway.item.satisfied", Share(f.Satisfied, f.Rated), $"{f.Satisfied}/{f.Rated}");
        }

        var records = partners is null ? [] : await partners.Records(b, from, until, cancel);
        int busiest = records.Count == 0 ? 0 : records.Max(r => r.Done);
        foreach (var r in records)
        {
            Add(r.UnitId, "twoway.item.kept", Share(r.Done, r.Claimed), $"{r.Done}/{r.Claimed}");
            Add(r.UnitId, "twoway.item.active", Share(r.Done, busiest), $"{r.Done}/{busiest}");
        }
    }

    private static double? Share(int part, int whole) => whole == 0 ? null : 100.0 * part / whole;
}
