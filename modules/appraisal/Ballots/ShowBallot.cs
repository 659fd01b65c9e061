using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Data;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;

namespace Modular.Appraisal.Ballots;

/// <summary>A round by ballot as its organiser and, once published, everybody sees it.</summary>
internal sealed class ShowBallot(AppraisalDb db)
{
    public Task<BallotView> Show(long id, CancellationToken cancel) => View(db.Rounds.AsNoTracking(), id, cancel);

    public async Task<BallotView> Published(long id, CancellationToken cancel)
    {
        var view = await View(
            db.Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking().Where(r => r.State != RoundState.Draft),
            id,
            cancel
        );
        return view.Round is { State: RoundState.Published or RoundState.Archived, Public: true }
            ? view
            : view with
            {
                Result = null,
                Computation = null,
                Comments = [],
                Cast = 0,
                People = view.People with { SpareCast = 0 },
            };
    }

    /// <summary>For the screen in the hall: nothing before the close.</summary>
    public async Task<IReadOnlyList<(string Subject, IReadOnlyList<int>? Marks)>> Tally(
        BallotView view,
        CancellationToken cancel
    ) => await BallotInput.Tally(db, view.Round, view.Box, view.Criteria, view.Subjects, cancel);

    public Task<List<Round>> AllPublished(CancellationToken cancel) =>
        db
            .Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(r => r.Kind == RoundKind.Ballot && r.State == RoundState.Published && r.Public)
            .OrderByDescending(r => r.Id)
            .Take(30)
            .ToListAsync(cancel);

    private async Task<BallotView> View(IQueryable<Round> rounds, long id, CancellationToken cancel)
    {
        var round =
            await rounds.SingleOrDefaultAsync(r => r.Id == id && r.Kind == RoundKind.Ballot, cancel)
            ?? throw new NotFound();
        var box = await db.Boxes.AsNoTracking().SingleAsync(b => b.RoundId == id, cancel);
        var subjects = await db
            .Subjects.AsNoTracking()
            .Where(s => s.RoundId == id)
            .OrderBy(s => s.Code)
            .ToListAsync(cancel);
        var result = await db
            .Results.AsNoTracking()
            .SingleOrDefaultAsync(r => r.RoundId == id && r.Edition == round.Edition, cancel);
        int cast =
            round.State > RoundState.Open
                ? box.Cast
                : await db.Roll.CountAsync(r => r.RoundId == id && r.MarkedOn != null, cancel);
        var computation = result is null
            ? null
            : BallotInput.Told(JsonSerializer.Deserialize<Computation>(result.Body, RunnerJson.Options)!);
        // A comment says who wrote it where few wrote: it is held back with the figures.
        var shown =
            computation
                ?.Subjects.Where(s => s.Score is not null)
                .Select(s => s.Subject)
                .ToHashSet(StringComparer.Ordinal)
            ?? [];
        var comments = computation is null
            ? []
            : (await db.Comments.AsNoTracking().Where(c => c.RoundId == id).ToListAsync(cancel))
                .Where(c => c.Subject < subjects.Count && shown.Contains(subjects[c.Subject].Code))
                .GroupBy(c => c.Subject)
                .Where(g => g.Count() >= box.Minimum)
                .SelectMany(g => g)
                .OrderBy(c => c.Subject)
                .ThenBy(c => Convert.ToHexString(c.Key), StringComparer.Ordinal)
                .Select(c => (subjects[c.Subject].Title, c.Text))
                .ToList();
        return new(
            round,
            box,
            await db.Criteria.AsNoTracking().Where(c => c.RoundId == id).OrderBy(c => c.Place).ToListAsync(cancel),
            subjects,
            await db.SignUps.CountAsync(s => s.RoundId == id, cancel),
            await db.Roll.CountAsync(r => r.RoundId == id, cancel),
            cast,
            result,
            computation,
            comments
        )
        {
            Next = await db
                .Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .AsNoTracking()
                .FirstOrDefaultAsync(r => r.FollowsId == id && r.State != RoundState.Draft, cancel),
            Holders = await db
                .KeyHolders.AsNoTracking()
                .Where(h => h.RoundId == id)
                .OrderBy(h => h.Part)
                .ToListAsync(cancel),
            People = await People(id, cancel),
            Side = db.Acting.AccountId is { } me
                ? await db
                    .BallotHands.Where(h => h.RoundId == id && h.AccountId == me)
                    .Select(h => (BallotSide?)h.Side)
                    .SingleOrDefaultAsync(cancel)
                : null,
            Before = round.FollowsId is { } before
                ? await db
                    .Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                    .AsNoTracking()
                    .SingleOrDefaultAsync(r => r.Id == before, cancel)
                : null,
        };
    }

    private async Task<BallotPeople> People(long id, CancellationToken cancel)
    {
        var counts = await db
            .SignUps.Where(s => s.RoundId == id)
            .GroupBy(s => new { s.Proof, s.Refused })
            .Select(g => new
            {
                g.Key.Proof,
                g.Key.Refused,
                Count = g.Count(),
            })
            .ToListAsync(cancel);
        int By(SignUpProof? proof) => counts.Where(c => c.Proof == proof && !c.Refused).Sum(c => c.Count);
        int spare = await db.Roll.CountAsync(r => r.RoundId == id && r.Spare, cancel),
            cast = await db.Roll.CountAsync(r => r.RoundId == id && r.Spare && r.MarkedOn != null, cancel);
        return new(
            By(SignUpProof.List),
            By(SignUpProof.Worker),
            By(SignUpProof.Mail),
            counts.Where(c => c.Refused).Sum(c => c.Count),
            By(null),
            spare,
            cast
        );
    }
}

/// <param name="Cast">Ballots so far; while the round is open only whether there are enough is told.</param>
internal sealed record BallotView(
    Round Round,
    BallotBox Box,
    IReadOnlyList<Criterion> Criteria,
    IReadOnlyList<Subject> Subjects,
    int SignedUp,
    int OnRoll,
    int Cast,
    RoundResult? Result,
    Computation? Computation,
    IReadOnlyList<(string Subject, string Text)> Comments
)
{
    /// <summary>
    /// The round in which the unsatisfactory subjects of this one are rated again, and the one this follows.
    /// </summary>
    public Round? Next { get; init; }
    public Round? Before { get; init; }

    /// <summary>Named for the three parts of the key; empty where one passphrase holds it.</summary>
    public IReadOnlyList<KeyHolder> Holders { get; init; } = [];

    /// <summary>Another holder's part has been entered.</summary>
    public bool PartIn => Holders.Any(h => h.EnteredOn is not null);

    /// <summary>How those who signed up were confirmed.</summary>
    public required BallotPeople People { get; init; }

    /// <summary>The side the reader took by what they did in this round; null before the first act.</summary>
    public BallotSide? Side { get; init; }

    /// <summary>How many codes on paper may be handed out in all.</summary>
    public int SpareCap => RunBallot.SpareCap(Box, OnRoll - People.Spare);

    /// <summary>
    /// Opened before codes were handed out by a second person: whatever codes there were, the one who opened it got
    /// them.
    /// </summary>
    public bool OldWay => !Box.Guarded && Round.State > RoundState.Draft;
}

/// <param name="Spare">Codes on paper on the roll; <paramref name="SpareCast"/>: ballots by them.</param>
internal sealed record BallotPeople(
    int ByList,
    int ByWorker,
    int ByMail,
    int Refused,
    int Waiting,
    int Spare,
    int SpareCast
)
{
    public int Confirmed => ByList + ByWorker + ByMail;
}
