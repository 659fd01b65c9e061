using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Access;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;

namespace Modular.Appraisal.Ballots;

/// <summary>
/// The three who hold a ballot's key. They are named before the vote opens; each makes a part in their own session,
/// where it is shown once; two
/// of them, each by their own account and part, close the vote. A lost part is not made again once the vote is open:
/// two others are enough.
/// </summary>
internal sealed class HoldKey(
    AppraisalDb db,
    AccountDirectory accounts,
    PermissionTable permissions,
    RunBallot run,
    TimeProvider clock
)
{
    private IQueryable<Round> Rounds => db.Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking();

    /// <summary>Those who may hold a part: whoever has that duty by their role in the round's unit or below.</summary>
    public async Task<IReadOnlyList<(long Id, string Name, int UnitId)>> Candidates(
        Round round,
        CancellationToken cancel
    ) => await accounts.Below(round.UnitPath, [.. permissions.RolesWith(AppraisalModule.Hold)], cancel);

    /// <summary>Names the three. Who stays keeps the part already made; who goes loses it.</summary>
    public Task Name(long id, int version, IReadOnlyList<long> three, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var round = await MoveRound.Get(db, id, version, cancel, RoundKind.Ballot);
                if (round.State >= RoundState.Open)
                    throw new RuleBroken("rounds.move-not-allowed");
                if (three.Count != KeyShares.Count || three.Distinct().Count() != KeyShares.Count)
                    throw new RuleBroken("ballots.holders-three") { Field = "Holders" };
                var people = (await Candidates(round, cancel)).ToDictionary(c => c.Id, c => c.Name);
                if (three.Any(a => !people.ContainsKey(a)))
                    throw new RuleBroken("ballots.holders-three") { Field = "Holders" };
                await BallotHand.Take(db, id, BallotSide.Leads, cancel);
                var former = await db.KeyHolders.AsNoTracking().Where(h => h.RoundId == id).ToListAsync(cancel);
                await db.KeyHolders.Where(h => h.RoundId == id).ExecuteDeleteAsync(cancel);
                for (int i = 0; i < three.Count; i++)
                {
                    var kept = former.Find(h => h.AccountId == three[i]);
                    db.KeyHolders.Add(
                        new()
                        {
                            RoundId = id,
                            Part = i + 1,
                            AccountId = three[i],
                            Name = people[three[i]],
                            PublicKey = kept?.PublicKey,
                            WrappedKey = kept?.WrappedKey,
                        }
                    );
                    if (kept is null)
                        db.NotifyPerson("rounds.key-holder", three[i], $"/ballots/{id}/key", round.Title);
                }

                round.Version++;
                db.Record(
                    "round.key-holders",
                    $"round:{id}",
                    former.Count == 0 ? null : new { Holders = former.ConvertAll(h => h.Name) },
                    new { Holders = three.Select(a => people[a]) }
                );
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <summary>Null where the acting account holds no part of it.</summary>
    public async Task<HolderView> Mine(long id, CancellationToken cancel)
    {
        long me = db.Acting.AccountId ?? 0;
        var mine =
            await db.KeyHolders.AsNoTracking().SingleOrDefaultAsync(h => h.RoundId == id && h.AccountId == me, cancel)
            ?? throw new NotFound();
        return new(
            await Rounds.SingleAsync(r => r.Id == id, cancel),
            mine,
            await db.PassedShares.AnyAsync(s => s.RoundId == id && s.To == mine.Part, cancel)
        );
    }

    /// <summary>What waits for the acting account: a part to be made, or to be entered after another's.</summary>
    public IQueryable<Round> Waiting()
    {
        long me = db.Acting.AccountId ?? 0;
        return Rounds.Where(r =>
            db.KeyHolders.Any(h =>
                h.RoundId == r.Id
                && h.AccountId == me
                && (
                    (
                        (
                            r.State == RoundState.Draft
                            || r.State == RoundState.Recruiting
                            || r.State == RoundState.Frozen
                        )
                        && h.WrappedKey == null
                    )
                    || (
                        r.State == RoundState.Open
                        && h.EnteredOn == null
                        && db.PassedShares.Any(s => s.RoundId == r.Id && s.To == h.Part)
                    )
                )
            )
        );
    }

    /// <summary>
    /// Makes the acting holder's part. Until the vote opens it can be made again, and the former is worth nothing then.
    /// </summary>
    /// <returns>The part, kept nowhere.</returns>
    public async Task<string> Make(long id, CancellationToken cancel)
    {
        var view = await Mine(id, cancel);
        if (view.Round.State >= RoundState.Open)
            throw new RuleBroken("ballots.part-too-late");
        string code = SecretCode.New();
        var mine = await db.KeyHolders.SingleAsync(h => h.RoundId == id && h.Part == view.Mine.Part, cancel);
        (mine.PublicKey, mine.WrappedKey) = BallotCrypto.NewKeys(code);
        db.Record("round.key-part-made", $"round:{id}", after: new { mine.Part, mine.Name });
        await db.SaveChangesAsync(cancel);
        return code;
    }

    /// <summary>
    /// Before the vote opens: a share for every part, sealed so that only its holder's part opens it.
    /// </summary>
    public static void Deal(IReadOnlyList<KeyHolder> holders, IReadOnlyList<string> shares, long id)
    {
        foreach (var holder in holders)
            holder.Share = Seal(holder, shares[holder.Part - 1], id, holder.Part);
    }

    /// <summary>
    /// The acting holder enters their own part. The first passes their share on, sealed for the two others; the second
    /// closes the vote.
    /// </summary>
    /// <returns>Whether the vote is closed.</returns>
    public async Task<bool> Enter(long id, string? part, CancellationToken cancel)
    {
        var (round, mine, first) = await Mine(id, cancel);
        if (round.State != RoundState.Open || mine.WrappedKey is null || mine.Share is null)
            throw new RuleBroken("rounds.move-not-allowed");
        await run.MayClose(id, cancel);
        if (!first && mine.EnteredOn is not null)
            throw new RuleBroken("ballots.part-waits") { Field = "Part" };
        using var own = Unlocked(mine.WrappedKey, part);
        string share = Encoding.ASCII.GetString(BallotCrypto.Open(own, mine.Share, Bound(id, mine.Part, mine.Part)));
        if (!first)
        {
            await Pass(round, mine, share, cancel);
            return false;
        }

        var theirs = await db
            .PassedShares.AsNoTracking()
            .Where(s => s.RoundId == id && s.To == mine.Part)
            .OrderBy(s => s.From)
            .FirstAsync(cancel);
        string other = Encoding.ASCII.GetString(
            BallotCrypto.Open(own, theirs.Content, Bound(id, theirs.From, mine.Part))
        );
        await run.Finish(id, round.Version, KeyShares.Join(share, other), cancel);
        return true;
    }

    private Task Pass(Round round, KeyHolder mine, string share, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                await db
                    .PassedShares.Where(s => s.RoundId == round.Id && s.From == mine.Part)
                    .ExecuteDeleteAsync(cancel);
                foreach (
                    var other in await db
                        .KeyHolders.AsNoTracking()
                        .Where(h => h.RoundId == round.Id && h.Part != mine.Part)
                        .ToListAsync(cancel)
                )
                {
                    db.PassedShares.Add(
                        new()
                        {
                            RoundId = round.Id,
                            From = mine.Part,
                            To = other.Part,
                            Content = Seal(other, share, round.Id, mine.Part),
                        }
                    );
                    db.NotifyPerson("rounds.key-second", other.AccountId, $"/ballots/{round.Id}/key", round.Title);
                }

                (await db.KeyHolders.SingleAsync(h => h.RoundId == round.Id && h.Part == mine.Part, cancel)).EnteredOn =
                    clock.Today();
                db.Record("round.key-part-entered", $"round:{round.Id}", after: new { mine.Part, mine.Name });
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    private static ECDiffieHellman Unlocked(byte[] wrapped, string? part)
    {
        try
        {
            return BallotCrypto.Unwrap(
                wrapped,
                string.Concat((part ?? "").Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant()
            );
        }
        catch (CryptographicException)
        {
            throw new RuleBroken("ballots.part-wrong") { Field = "Part" };
        }
    }

    private static byte[] Seal(KeyHolder to, string share, long id, int from) =>
        BallotCrypto.Seal(to.PublicKey!, Encoding.ASCII.GetBytes(share), Bound(id, from, to.Part));

    private static string Bound(long id, int from, int to) => $"{id}:share:{from}:{to}";
}

/// <summary>One holder's own view of a ballot.</summary>
/// <param name="First">Another holder has entered their part: this one's closes the vote.</param>
internal sealed record HolderView(Round Round, KeyHolder Mine, bool First);
