using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;

namespace Modular.Appraisal.Ballots;

/// <summary>Voting by code, without an account. Neither the code nor a time is written down.</summary>
internal sealed class CastBallot(AppraisalDb db, TimeProvider clock)
{
    private IQueryable<Round> Rounds => db.Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking();

    /// <summary>Null where no open round has this code on its roll.</summary>
    public async Task<VoterView?> Find(string code, CancellationToken cancel)
    {
        string voter = Recruit.Voter(code);
        long? id = await db
            .Roll.Where(r => r.Voter == voter)
            .Select(r => (long?)r.RoundId)
            .OrderByDescending(r => r)
            .FirstOrDefaultAsync(cancel);
        if (
            id is not { } round
            || await Rounds.SingleOrDefaultAsync(r => r.Id == round && r.State == RoundState.Open, cancel)
                is not { } open
            || open.ClosesOn < clock.Today()
        )
            return null;
        return new(
            open,
            await db.Boxes.AsNoTracking().SingleAsync(b => b.RoundId == round, cancel),
            await db.Criteria.AsNoTracking().Where(c => c.RoundId == round).OrderBy(c => c.Place).ToListAsync(cancel),
            await db.Subjects.AsNoTracking().Where(s => s.RoundId == round).OrderBy(s => s.Code).ToListAsync(cancel),
            code,
            await db.SealedBallots.AnyAsync(b => b.RoundId == round && b.Voter == voter, cancel)
        );
    }

    /// <summary>Who signed up with this code, and how far their round is.</summary>
    public async Task<(RoundState State, SignUp Person)?> SignedUp(string code, CancellationToken cancel)
    {
        string voter = Recruit.Voter(code);
        if (await db.SignUps.AsNoTracking().FirstOrDefaultAsync(s => s.Voter == voter, cancel) is not { } person)
            return null;
        var round = await Rounds.SingleAsync(r => r.Id == person.RoundId, cancel);
        // After its last day nothing is taken, though the holders of the key have yet to close it.
        return (
            round.State == RoundState.Open && round.ClosesOn < clock.Today() ? RoundState.Closed : round.State,
            person
        );
    }

    /// <param name="answers">By subject, then criterion; null for no answer.</param>
    /// <returns>The receipt's code.</returns>
    public async Task<string> Cast(
        VoterView view,
        IReadOnlyList<int?> answers,
        IReadOnlyList<string?> comments,
        CancellationToken cancel
    )
    {
        int wanted = view.Subjects.Count * view.Criteria.Count;
        if (answers.Count != wanted || comments.Count != view.Subjects.Count)
            throw new RuleBroken("ballots.form-wrong");
        if (answers.All(a => a is null))
            throw new RuleBroken("ballots.empty");
        byte[] values = new byte[wanted];
        for (int i = 0; i < wanted; i++)
        {
            var criterion = view.Criteria[i % view.Criteria.Count];
            if (answers[i] is not { } value)
                continue;
            if (value < criterion.Least || value > criterion.Most)
                throw new RuleBroken("rounds.out-of-scale", criterion.Name, criterion.Least, criterion.Most);
            values[i] = (byte)(1 + value - criterion.Least);
        }

        string voter = Recruit.Voter(view.Code),
            receipt = SecretCode.New();
        var paper = new BallotPaper(values, [.. comments.Select(c => c ?? "")], Token(receipt));
        byte[] content = BallotCrypto.Seal(view.Box.PublicKey!, paper.Bytes(), RunBallot.Bound(view.Round.Id, voter));
        await db.InTransaction(
            async () =>
            {
                await RoundLock.StillOpen(db, view.Round.Id, "ballots.closed", cancel);
                // The voter's line on the roll comes first: the same voter's other submits wait there, and not
                // crosswise.
                var today = clock.Today();
                if (
                    await db
                        .Roll.Where(r => r.RoundId == view.Round.Id && r.Voter == voter)
                        .ExecuteUpdateAsync(set => set.SetProperty(r => r.MarkedOn, today), cancel) == 0
                )
                    throw new NotFound();
                if (
                    await db
                        .SealedBallots.Where(b => b.RoundId == view.Round.Id && b.Voter == voter)
                        .ExecuteUpdateAsync(set => set.SetProperty(b => b.Content, content), cancel) == 0
                )
                    db.SealedBallots.Add(
                        new()
                        {
                            RoundId = view.Round.Id,
                            Voter = voter,
                            Content = content,
                        }
                    );
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );
        return receipt;
    }

    /// <summary>What stands in the envelope for a receipt.</summary>
    private static byte[] Token(string receipt) => SecretCode.Hash(receipt)[..BallotPaper.TokenBytes];

    /// <summary>Whether a receipt's ballot was counted: nothing else can be learned by it.</summary>
    public async Task<(Round Round, BallotBox Box)?> Counted(string receipt, CancellationToken cancel)
    {
        byte[] hash = SHA256.HashData(Token(receipt));
        long? id = await db
            .Receipts.Where(r => r.Hash == hash)
            .Select(r => (long?)r.RoundId)
            .FirstOrDefaultAsync(cancel);
        return id is { } round
            ? (
                await Rounds.SingleAsync(r => r.Id == round, cancel),
                await db.Boxes.AsNoTracking().SingleAsync(b => b.RoundId == round, cancel)
            )
            : null;
    }
}

/// <param name="CastAlready">
/// A ballot lies there; casting again replaces it. What stood in it nobody can show, not even to the voter.
/// </param>
internal sealed record VoterView(
    Round Round,
    BallotBox Box,
    IReadOnlyList<Criterion> Criteria,
    IReadOnlyList<Subject> Subjects,
    string Code,
    bool CastAlready
);
