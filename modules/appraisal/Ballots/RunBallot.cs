using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;
using Modular.Kernel.Statistics;

namespace Modular.Appraisal.Ballots;

/// <summary>
/// Opening and closing by anonymous ballot. Opening freezes the roll and makes the key pair; closing opens all
/// envelopes in memory and writes shuffled
/// plain ballots, receipts and the marked roll in one transaction in which the envelopes and the key go: whatever cuts
/// it off, there is one or the other.
/// </summary>
internal sealed class RunBallot(AppraisalDb db, TimeProvider clock)
{
    public const int LeastPassphrase = 12,
        MostInHall = 20_000;

    /// <summary>At most so many codes on paper for so many seats: one of ten, and one at least.</summary>
    public static int SpareCap(BallotBox box, int onRollByDraw) =>
        box.Hall > 0 ? box.Hall : Math.Max(1, onRollByDraw / 10);

    /// <param name="passphrase">One person's; null where three hold the key, who have made their parts by then.</param>
    /// <param name="hall">From a draft, without sign-up: for how many people codes on paper may be handed out.</param>
    /// <returns>How many are on the roll.</returns>
    public Task<int> Open(
        long id,
        int version,
        string? passphrase,
        string? again,
        int hall,
        CancellationToken cancel
    ) =>
        db.InTransaction(
            async () =>
            {
                var round = await MoveRound.Get(db, id, version, cancel, RoundKind.Ballot);
                var box = await db.Boxes.SingleAsync(b => b.RoundId == id, cancel);
                await BallotHand.Take(db, id, BallotSide.Leads, cancel);
                var holders = await db.KeyHolders.Where(h => h.RoundId == id).OrderBy(h => h.Part).ToListAsync(cancel);
                if (holders.Count > 0)
                    passphrase = again = Dealt(holders, id);
                if (passphrase is not { Length: >= LeastPassphrase })
                    throw new RuleBroken("ballots.passphrase-short", LeastPassphrase) { Field = "Passphrase" };
                if (passphrase != again)
                    throw new RuleBroken("ballots.passphrase-differs") { Field = "Again" };
                if (round.State == RoundState.Frozen && box.Drawn is null)
                    throw new RuleBroken("ballots.draw-first");
                var drawn = (box.Drawn ?? "")
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(int.Parse)
                    .ToHashSet();
                var voters = await db
                    .SignUps.Where(s => s.RoundId == id && s.Number != null && drawn.Contains(s.Number.Value))
                    .Select(s => s.Voter)
                    .ToListAsync(cancel);
                if (round.State == RoundState.Draft)
                {
                    if (hall is < 1 or > MostInHall)
                        throw new RuleBroken("ballots.hall-range", MostInHall) { Field = "Hall" };
                    box.Hall = hall;
                }

                if (Math.Max(voters.Count, box.Hall) is var people && people < box.Minimum)
                    throw new RuleBroken("ballots.roll-small", people, box.Minimum);
                (box.PublicKey, box.WrappedKey) = BallotCrypto.NewKeys(passphrase);
                (box.KeyHolder, box.InShares) = (
                    holders.Count > 0 ? string.Join(", ", holders.Select(h => h.Name)) : db.Acting.Name,
                    holders.Count > 0
                );
                await Rows.Insert(
                    db,
                    voters
                        .Order(StringComparer.Ordinal)
                        .Select(v => new RollEntry { RoundId = id, Voter = v })
                        .ToList(),
                    cancel
                );
                MoveRound.Step(round, "opened");
                db.Record(
                    "round.opened",
                    $"round:{id}",
                    after: new
                    {
                        round.State,
                        Voters = voters.Count,
                        box.Hall,
                        Holders = holders.ConvertAll(h => h.Name),
                        Key = Convert.ToHexStringLower(SHA256.HashData(box.PublicKey)),
                    }
                );
                await db.SaveChangesAsync(cancel);
                return voters.Count;
            },
            cancel
        );

    /// <summary>The passphrase of the round is made here, dealt to the three and forgotten.</summary>
    private static string Dealt(List<KeyHolder> holders, long id)
    {
        if (holders.Exists(h => h.PublicKey is null))
            throw new RuleBroken(
                "ballots.parts-missing",
                string.Join(", ", holders.Where(h => h.PublicKey is null).Select(h => h.Name))
            );
        var (passphrase, shares) = KeyShares.New();
        HoldKey.Deal(holders, shares, id);
        return passphrase;
    }

    /// <summary>
    /// Codes on paper: in a hall for those who are there, else for drawn people who lost theirs. By another than who
    /// leads the round.
    /// </summary>
    /// <returns>The codes, kept nowhere.</returns>
    public Task<IReadOnlyList<string>> HandOut(
        long id,
        int version,
        int count,
        string? reason,
        CancellationToken cancel
    ) =>
        db.InTransaction<IReadOnlyList<string>>(
            async () =>
            {
                var round = await MoveRound.Get(db, id, version, cancel, RoundKind.Ballot);
                var box = await db.Boxes.AsNoTracking().SingleAsync(b => b.RoundId == id, cancel);
                if (round.State != RoundState.Open || !box.Guarded)
                    throw new RuleBroken("rounds.move-not-allowed");
                reason = reason?.Trim() ?? "";
                if (reason.Length is 0 or > 200)
                    throw new RuleBroken("ballots.spare-reason") { Field = "Reason" };
                int given = await db.Roll.CountAsync(r => r.RoundId == id && r.Spare, cancel),
                    left = SpareCap(box, await db.Roll.CountAsync(r => r.RoundId == id && !r.Spare, cancel)) - given;
                if (count < 1 || count > left)
                    throw new RuleBroken("ballots.spare-cap", left, given) { Field = "Spare" };
                await BallotHand.Take(db, id, BallotSide.Vouches, cancel);
                var codes = Enumerable.Range(0, count).Select(_ => SecretCode.New()).ToList();
                await Rows.Insert(
                    db,
                    codes
                        .Select(Recruit.Voter)
                        .Order(StringComparer.Ordinal)
                        .Select(v => new RollEntry
                        {
                            RoundId = id,
                            Voter = v,
                            Spare = true,
                        })
                        .ToList(),
                    cancel
                );
                round.Version++;
                db.Record(
                    "round.codes-handed-out",
                    $"round:{id}",
                    after: new
                    {
                        Codes = count,
                        Before = given,
                        Reason = reason,
                    }
                );
                await db.SaveChangesAsync(cancel);
                return codes;
            },
            cancel
        );

    /// <param name="passphrase">
    /// Or, in a round opened before holders were named, one of the parts of the key, with another in <paramref
    /// name="other"/>.
    /// </param>
    public async Task Close(long id, int version, string? passphrase, CancellationToken cancel, string? other = null)
    {
        var box =
            await db.Boxes.AsNoTracking().SingleOrDefaultAsync(b => b.RoundId == id, cancel) ?? throw new NotFound();
        await MoveRound.Find(db, id, RoundKind.Ballot, cancel);
        if (await db.KeyHolders.AnyAsync(h => h.RoundId == id, cancel))
            throw new RuleBroken("ballots.close-by-holders");
        if (box.InShares)
            passphrase = KeyShares.Join(passphrase, other);
        await Finish(id, version, passphrase, cancel);
    }

    /// <summary>Opens all with the round's passphrase, however it came together.</summary>
    internal async Task Finish(long id, int version, string? passphrase, CancellationToken cancel)
    {
        var box =
            await db.Boxes.AsNoTracking().SingleOrDefaultAsync(b => b.RoundId == id, cancel) ?? throw new NotFound();
        if (box.WrappedKey is null)
            throw new RuleBroken("rounds.move-not-allowed");
        await MayClose(id, cancel);
        ECDiffieHellman key;
        try
        {
            key = BallotCrypto.Unwrap(box.WrappedKey, passphrase ?? "");
        }
        catch (CryptographicException)
        {
            throw new RuleBroken("ballots.passphrase-wrong") { Field = "Passphrase" };
        }

        using (key)
            await db.InTransaction(() => Count(id, version, key, cancel), cancel);
        await Sweep(cancel);
    }

    /// <exception cref="RuleBroken">People were told that they can vote until a day that is not over.</exception>
    internal async Task MayClose(long id, CancellationToken cancel)
    {
        var until = await db
            .Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(r => r.Id == id)
            .Select(r => r.ClosesOn)
            .SingleAsync(cancel);
        if (until >= clock.Today())
            throw new RuleBroken("ballots.close-early", until);
    }

    private async Task Count(long id, int version, ECDiffieHellman key, CancellationToken cancel)
    {
        // The swap comes first: who casts at this moment either holds the round's row and is waited for, or finds it
        // closed.
        if (db.IsSqlite)
            await db.Database.ExecuteSqlRawAsync("PRAGMA secure_delete=ON", cancel);
        // A holder of the key may belong to a unit below the round's; whether one may close it was asked before.
        int won = await db
            .Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(r => r.Id == id && r.Version == version && r.State == RoundState.Open && r.Kind == RoundKind.Ballot)
            .ExecuteUpdateAsync(
                set => set.SetProperty(r => r.State, RoundState.Closed).SetProperty(r => r.Version, r => r.Version + 1),
                cancel
            );
        if (won == 0)
            throw new RuleBroken("rule.changed-meanwhile");
        int subjects = await db.Subjects.CountAsync(s => s.RoundId == id, cancel),
            criteria = await db.Criteria.CountAsync(c => c.RoundId == id, cancel);
        var papers = new List<BallotPaper>();
        foreach (var envelope in await db.SealedBallots.AsNoTracking().Where(b => b.RoundId == id).ToListAsync(cancel))
            papers.Add(
                BallotPaper.From(
                    BallotCrypto.Open(key, envelope.Content, Bound(id, envelope.Voter)),
                    subjects,
                    criteria
                )
            );
        var roll = await db.Roll.AsNoTracking().Where(r => r.RoundId == id).OrderBy(r => r.Voter).ToListAsync(cancel);
        if (roll.Count(r => r.MarkedOn is not null) != papers.Count)
            throw new InvalidOperationException("The marks on the roll and the ballots differ in number.");
        FailPoint.Reach("ballots.close.opened");
        await db.SealedBallots.Where(b => b.RoundId == id).ExecuteDeleteAsync(cancel);
        // The roll is written again in its own order: the order of marking goes with the old rows.
        await db.Roll.Where(r => r.RoundId == id).ExecuteDeleteAsync(cancel);
        await Rows.Insert(
            db,
            roll.ConvertAll(r => new RollEntry
            {
                RoundId = id,
                Voter = r.Voter,
                MarkedOn = r.MarkedOn,
                Spare = r.Spare,
            }),
            cancel
        );
        FailPoint.Reach("ballots.close.roll");
        await Rows.Insert(
            db,
            papers
                .Select(p => new Ballot
                {
                    RoundId = id,
                    Key = RandomNumberGenerator.GetBytes(16),
                    Answers = p.Answers,
                })
                .OrderBy(b => Convert.ToHexString(b.Key), StringComparer.Ordinal)
                .ToList(),
            cancel
        );
        await Rows.Insert(
            db,
            papers
                .SelectMany(p => p.Comments.Select((text, s) => (text, s)))
                .Where(c => c.text.Length > 0)
                .Select(c => new BallotComment
                {
                    RoundId = id,
                    Key = RandomNumberGenerator.GetBytes(16),
                    Subject = c.s,
                    Text = c.text,
                })
                .OrderBy(c => Convert.ToHexString(c.Key), StringComparer.Ordinal)
                .ToList(),
            cancel
        );
        var receipts = papers
            .Select(p => SHA256.HashData(p.Token))
            .OrderBy(Convert.ToHexString, StringComparer.Ordinal)
            .ToList();
        await Rows.Insert(db, receipts.ConvertAll(h => new BallotReceipt { RoundId = id, Hash = h }), cancel);
        FailPoint.Reach("ballots.close.written");
        // What the three held opens nothing any more, and goes.
        await db.PassedShares.Where(h => h.RoundId == id).ExecuteDeleteAsync(cancel);
        await db
            .KeyHolders.Where(h => h.RoundId == id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(h => h.WrappedKey, (byte[]?)null)
                        .SetProperty(h => h.PublicKey, (byte[]?)null)
                        .SetProperty(h => h.Share, (byte[]?)null),
                cancel
            );
        string root = Convert.ToHexStringLower(AuditTree.Root(receipts));
        await db
            .Boxes.Where(b => b.RoundId == id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(b => b.WrappedKey, (byte[]?)null)
                        .SetProperty(b => b.ReceiptRoot, root)
                        .SetProperty(b => b.Cast, papers.Count),
                cancel
            );
        db.Record(
            "round.closed",
            $"round:{id}",
            after: new
            {
                State = RoundState.Closed,
                Ballots = papers.Count,
                Roll = roll.Count,
                OnPaper = roll.Count(r => r.Spare && r.MarkedOn is not null),
                ReceiptRoot = root,
            }
        );
        await db.SaveChangesAsync(cancel);
        FailPoint.Reach("ballots.close.before-commit");
    }

    /// <summary>
    /// What was deleted must not be readable in the file. Best effort: the envelopes say nothing without the key, which
    /// is gone.
    /// </summary>
    private async Task Sweep(CancellationToken cancel)
    {
        if (db.IsSqlite)
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancel);
            return;
        }

        foreach (string table in new[] { "sealed_ballot", "roll_entry", "ballot_box", "key_holder", "passed_share" })
            await db.Database.ExecuteSqlRawAsync($"VACUUM appraisal.{table}", cancel);
    }

    public static string Bound(long round, string voter) => $"{round}:{voter}";
}
