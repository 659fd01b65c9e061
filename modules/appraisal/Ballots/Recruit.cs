using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Rounds;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Rules;
using Modular.Kernel.Statistics;

namespace Modular.Appraisal.Ballots;

/// <summary>From the call for raters to the draw: who signs up, the frozen pool, the numbers that fall.</summary>
internal sealed class Recruit(AppraisalDb db, PersonalData personal, TimeProvider clock)
{
    private const int LeastKey = 8;

    public async Task Call(long id, int version, CancellationToken cancel)
    {
        var round = await Get(id, version, cancel);
        if (await db.Subjects.CountAsync(s => s.RoundId == id, cancel) == 0) throw new RuleBroken("rounds.subjects-needed");
        await RunRound.Move(db, round, "recruiting", cancel);
    }

    /// <summary>Rounds that look for raters now, for everybody to see.</summary>
    public Task<List<Round>> Calling(CancellationToken cancel) => Open(RoundState.Recruiting).ToListAsync(cancel);

    private IQueryable<Round> Open(RoundState state) => db.Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking().Where(r => r.Kind == RoundKind.Ballot && r.State == state).OrderByDescending(r => r.Id).Take(50);

    /// <returns>The voting code, shown once.</returns>
    public async Task<string> SignUp(long id, string? name, string? phone, bool agreed, CancellationToken cancel)
    {
        if (!await Open(RoundState.Recruiting).AnyAsync(r => r.Id == id, cancel)) throw new NotFound();
        var box = await db.Boxes.AsNoTracking().SingleAsync(b => b.RoundId == id, cancel);
        if (box.SignUpUntil < clock.Today()) throw new RuleBroken("ballots.signup-over");
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > 40) throw new RuleBroken("ballots.name-needed") { Field = "Name" };
        string digits = string.Concat((phone ?? "").Where(char.IsAsciiDigit));
        if (digits.Length is < 7 or > 15) throw new RuleBroken("ballots.phone-needed") { Field = "Phone" };
        if (!agreed) throw new RuleBroken("ballots.rules-needed") { Field = "Agreed" };
        string code = SecretCode.New();
        db.SignUps.Add(new() { RoundId = id, PersonKey = personal.Digest("sign-up", $"{id}:{digits}"), Name = personal.Seal(name.Trim())!, Phone = personal.Seal(digits)!, Voter = Voter(code), On = clock.Today() });
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException problem) when (!Outage.Is(problem))
        {
            throw new RuleBroken("ballots.signed-up-already") { Field = "Phone" };
        }

        return code;
    }

    /// <summary>Numbers the pool and publishes its digest; from now on nobody comes or goes.</summary>
    public Task Freeze(long id, int version, CancellationToken cancel) => db.InTransaction(async () =>
    {
        var round = await Get(id, version, cancel);
        var box = await db.Boxes.SingleAsync(b => b.RoundId == id, cancel);
        var pool = await db.SignUps.Where(s => s.RoundId == id).OrderBy(s => s.Voter).ToListAsync(cancel);
        if (pool.Count < box.Minimum) throw new RuleBroken("ballots.pool-small", pool.Count, box.Minimum);
        for (int i = 0; i < pool.Count; i++) pool[i].Number = i + 1;
        (box.PoolSize, box.PoolDigest) = (pool.Count, Digest(pool.ConvertAll(p => p.Voter)));
        await RunRound.Move(db, round, "frozen", cancel);
    }, cancel);

    /// <param name="key">What nobody could know when the pool was frozen, such as the day's lottery numbers.</param>
    public async Task Draw(long id, int version, string? key, CancellationToken cancel)
    {
        var round = await Get(id, version, cancel);
        var box = await db.Boxes.SingleAsync(b => b.RoundId == id, cancel);
        if (round.State != RoundState.Frozen || box.Drawn is not null) throw new RuleBroken("rounds.move-not-allowed");
        key = key?.Trim() ?? "";
        if (key.Length is < LeastKey or > 200) throw new RuleBroken("ballots.draw-key", LeastKey) { Field = "Key" };
        int seats = box.Seats == 0 ? box.PoolSize : Math.Min(box.Seats, box.PoolSize);
        if (seats < box.Minimum) throw new RuleBroken("ballots.pool-small", seats, box.Minimum);
        // The pool's digest is part of the key: it fixes the list the numbers belong to.
        (box.DrawKey, box.Drawn) = (key, string.Join(' ', PublicDraw.Run(FullKey(box, key), box.PoolSize, seats)));
        round.Version++;
        db.Record("round.drawn", $"round:{id}", after: new { box.PoolDigest, box.PoolSize, Key = key, box.Drawn });
        await db.SaveChangesAsync(cancel);
    }

    public static string FullKey(BallotBox box, string key) => $"{box.PoolDigest}/{key}";

    public static string Voter(string code) => Convert.ToHexStringLower(SecretCode.Hash(code));

    public static string Digest(IReadOnlyList<string> voters) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', voters))));

    private Task<Round> Get(long id, int version, CancellationToken cancel) => RunRound.Get(db, id, version, cancel, RoundKind.Ballot);
}
