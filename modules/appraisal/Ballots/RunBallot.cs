using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Rounds;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Operations;
using Modular.Kernel.Privacy;
using Modular.Kernel.Rules;
using Modular.Kernel.Statistics;

namespace Modular.Appraisal.Ballots;

/// <param name="Spare">Codes without a person, for those who come to the hall: given out on paper, on the roll like all.</param>
internal sealed record OpenedBallot(int Voters, IReadOnlyList<string> Spare)
{
    /// <summary>Parts of the key, where three people hold it.</summary>
    public IReadOnlyList<string> Shares { get; init; } = [];
}

/// <summary>
/// Opening and closing by anonymous ballot. Opening freezes the roll and makes the key pair; closing opens all envelopes in memory and writes shuffled
/// plain ballots, receipts and the marked roll in one transaction in which the envelopes and the key go: whatever cuts it off, there is one or the other.
/// </summary>
internal sealed class RunBallot(AppraisalDb db)
{
    public const int LeastPassphrase = 12;

    public Task<OpenedBallot> Open(long id, int version, string? passphrase, string? again, int spare, CancellationToken cancel, bool inShares = false) => db.InTransaction(async () =>
    {
        IReadOnlyList<string> shares = [];
        if (inShares) (passphrase, shares) = KeyShares.New();
        if (inShares) again = passphrase;
        var round = await RunRound.Get(db, id, version, cancel, RoundKind.Ballot);
        var box = await db.Boxes.SingleAsync(b => b.RoundId == id, cancel);
        if (passphrase is not { Length: >= LeastPassphrase }) throw new RuleBroken("ballots.passphrase-short", LeastPassphrase) { Field = "Passphrase" };
        if (passphrase != again) throw new RuleBroken("ballots.passphrase-differs") { Field = "Again" };
        if (spare is < 0 or > 20_000) throw new RuleBroken("ballots.spare") { Field = "Spare" };
        if (round.State == RoundState.Frozen && box.Drawn is null) throw new RuleBroken("ballots.draw-first");
        var drawn = (box.Drawn ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToHashSet();
        var voters = await db.SignUps.Where(s => s.RoundId == id && s.Number != null && drawn.Contains(s.Number.Value)).Select(s => s.Voter).ToListAsync(cancel);
        var codes = Enumerable.Range(0, spare).Select(_ => SecretCode.New()).ToList();
        voters.AddRange(codes.Select(Recruit.Voter));
        if (voters.Count < box.Minimum) throw new RuleBroken("ballots.roll-small", voters.Count, box.Minimum);
        (box.PublicKey, box.WrappedKey) = BallotCrypto.NewKeys(passphrase);
        (box.KeyHolder, box.InShares) = (db.Acting.Name, inShares);
        await Rows.Insert(db, voters.Order(StringComparer.Ordinal).Select(v => new RollEntry { RoundId = id, Voter = v }).ToList(), cancel);
        RunRound.Step(round, "opened");
        db.Record("round.opened", $"round:{id}", after: new { round.State, Voters = voters.Count, Key = Convert.ToHexStringLower(SHA256.HashData(box.PublicKey)) });
        await db.SaveChangesAsync(cancel);
        return new OpenedBallot(voters.Count, codes) { Shares = shares };
    }, cancel);

    /// <param name="passphrase">Or one of the parts of the key, with another in <paramref name="other"/>.</param>
    public async Task Close(long id, int version, string? passphrase, CancellationToken cancel, string? other = null)
    {
        var box = await db.Boxes.AsNoTracking().SingleOrDefaultAsync(b => b.RoundId == id, cancel) ?? throw new NotFound();
        if (box.WrappedKey is null) throw new RuleBroken("rounds.move-not-allowed");
        if (box.InShares) passphrase = KeyShares.Join(passphrase, other);
        ECDiffieHellman key;
        try
        {
            key = BallotCrypto.Unwrap(box.WrappedKey, passphrase ?? "");
        }
        catch (CryptographicException)
        {
            throw new RuleBroken("ballots.passphrase-wrong") { Field = "Passphrase" };
        }

        using (key) await db.InTransaction(() => Count(id, version, key, cancel), cancel);
        await Sweep(cancel);
    }

    private async Task Count(long id, int version, ECDiffieHellman key, CancellationToken cancel)
    {
        // The swap comes first: who casts at this moment either holds the round's row and is waited for, or finds it closed.
        if (db.IsSqlite) await db.Database.ExecuteSqlRawAsync("PRAGMA secure_delete=ON", cancel);
        int won = await db.Rounds.Where(r => r.Id == id && r.Version == version && r.State == RoundState.Open && r.Kind == RoundKind.Ballot).ExecuteUpdateAsync(set => set.SetProperty(r => r.State, RoundState.Closed).SetProperty(r => r.Version, r => r.Version + 1), cancel);
        if (won == 0) throw new RuleBroken("rule.changed-meanwhile");
        int subjects = await db.Subjects.CountAsync(s => s.RoundId == id, cancel), criteria = await db.Criteria.CountAsync(c => c.RoundId == id, cancel);
        var papers = new List<BallotPaper>();
        foreach (var envelope in await db.SealedBallots.AsNoTracking().Where(b => b.RoundId == id).ToListAsync(cancel))
            papers.Add(BallotPaper.From(BallotCrypto.Open(key, envelope.Content, Bound(id, envelope.Voter)), subjects, criteria));
        var roll = await db.Roll.AsNoTracking().Where(r => r.RoundId == id).OrderBy(r => r.Voter).ToListAsync(cancel);
        if (roll.Count(r => r.MarkedOn is not null) != papers.Count) throw new InvalidOperationException("The marks on the roll and the ballots differ in number.");
        FailPoint.Reach("ballots.close.opened");
        await db.SealedBallots.Where(b => b.RoundId == id).ExecuteDeleteAsync(cancel);
        // The roll is written anew in its own order: the order of marking goes with the old rows.
        await db.Roll.Where(r => r.RoundId == id).ExecuteDeleteAsync(cancel);
        await Rows.Insert(db, roll.ConvertAll(r => new RollEntry { RoundId = id, Voter = r.Voter, MarkedOn = r.MarkedOn }), cancel);
        FailPoint.Reach("ballots.close.roll");
        await Rows.Insert(db, papers.Select(p => new Ballot { RoundId = id, Key = RandomNumberGenerator.GetBytes(16), Answers = p.Answers }).OrderBy(b => Convert.ToHexString(b.Key), StringComparer.Ordinal).ToList(), cancel);
        await Rows.Insert(db, papers.SelectMany(p => p.Comments.Select((text, s) => (text, s))).Where(c => c.text.Length > 0)
            .Select(c => new BallotComment { RoundId = id, Key = RandomNumberGenerator.GetBytes(16), Subject = c.s, Text = c.text }).OrderBy(c => Convert.ToHexString(c.Key), StringComparer.Ordinal).ToList(), cancel);
        var receipts = papers.Select(p => SHA256.HashData(p.Token)).OrderBy(Convert.ToHexString, StringComparer.Ordinal).ToList();
        await Rows.Insert(db, receipts.ConvertAll(h => new BallotReceipt { RoundId = id, Hash = h }), cancel);
        FailPoint.Reach("ballots.close.written");
        string root = Convert.ToHexStringLower(AuditTree.Root(receipts));
        await db.Boxes.Where(b => b.RoundId == id).ExecuteUpdateAsync(set => set.SetProperty(b => b.WrappedKey, (byte[]?)null).SetProperty(b => b.ReceiptRoot, root).SetProperty(b => b.Cast, papers.Count), cancel);
        db.Record("round.closed", $"round:{id}", after: new { State = RoundState.Closed, Ballots = papers.Count, Roll = roll.Count, ReceiptRoot = root });
        await db.SaveChangesAsync(cancel);
        FailPoint.Reach("ballots.close.before-commit");
    }

    /// <summary>What was deleted must not be readable in the file. Best effort: the envelopes say nothing without the key, which is gone.</summary>
    private async Task Sweep(CancellationToken cancel)
    {
        if (db.IsSqlite)
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancel);
            return;
        }

        foreach (string table in new[] { "sealed_ballot", "roll_entry", "ballot_box" }) await db.Database.ExecuteSqlRawAsync($"VACUUM appraisal.{table}", cancel);
    }

    public static string Bound(long round, string voter) => $"{round}:{voter}";
}
