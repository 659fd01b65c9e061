using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Notices;
using Modular.Kernel.Privacy;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;
using Modular.Kernel.Statistics;
using Modular.Kernel.Units;

namespace Modular.Appraisal.Ballots;

/// <summary>From the call for raters to the draw: who signs up, the frozen pool, the numbers that fall.</summary>
internal sealed class Recruit(
    AppraisalDb db,
    PersonalData personal,
    UnitDirectory units,
    MailOptions mail,
    TimeProvider clock
)
{
    private const int LeastKey = 8;

    /// <summary>Sign-up begins; where a draw is to fall, everybody reads from now on by what.</summary>
    public async Task Call(long id, int version, CancellationToken cancel, DrawPlan? draw = null, bool byMail = false)
    {
        var round = await Get(id, version, cancel);
        var box = await db.Boxes.SingleAsync(b => b.RoundId == id, cancel);
        if (await db.Subjects.CountAsync(s => s.RoundId == id, cancel) == 0)
            throw new RuleBroken("rounds.subjects-needed");
        await BallotHand.Take(db, id, BallotSide.Leads, cancel);
        box.ByMail = byMail && mail.Configured;
        if (box.Seats > 0)
            Announce(box, draw);
        await MoveRound.To(db, round, "recruiting", cancel);
    }

    /// <summary>Another source or day, as long as nobody can know the list: the former stays in the audit.</summary>
    public async Task Announce(long id, int version, DrawPlan draw, CancellationToken cancel)
    {
        var round = await Get(id, version, cancel);
        if (round.State != RoundState.Recruiting)
            throw new RuleBroken("rounds.move-not-allowed");
        await BallotHand.Take(db, id, BallotSide.Leads, cancel);
        Announce(await db.Boxes.SingleAsync(b => b.RoundId == id, cancel), draw);
        round.Version++;
        await db.SaveChangesAsync(cancel);
    }

    private void Announce(BallotBox box, DrawPlan? draw)
    {
        var (source, on) = DrawPlan.Check(draw, clock.Today());
        // The draw falls on a frozen list, and the list is frozen after the last day of sign-up.
        if (box.SignUpUntil is { } until && on <= until)
            throw new RuleBroken("ballots.draw-after-signup", until) { Field = "DrawOn" };
        var before = new
        {
            box.DrawSource,
            box.DrawOn,
            box.DrawDigits,
        };
        (box.DrawSource, box.DrawOn, box.DrawDigits) = (source, on, draw!.Digits);
        db.Record(
            "round.draw-announced",
            $"round:{box.RoundId}",
            before,
            new
            {
                box.DrawSource,
                box.DrawOn,
                box.DrawDigits,
            }
        );
    }

    /// <summary>Rounds that look for raters now, for everybody to see.</summary>
    public Task<List<Round>> Calling(CancellationToken cancel) => Open(RoundState.Recruiting).ToListAsync(cancel);

    private IQueryable<Round> Open(RoundState state) =>
        db
            .Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(r => r.Kind == RoundKind.Ballot && r.State == state)
            .OrderByDescending(r => r.Id)
            .Take(50);

    /// <summary>
    /// The communities one may name as one's own: those of the round's unit, or the unit itself where it has none.
    /// </summary>
    public static IReadOnlyList<Unit> Communities(UnitTree tree, Round round)
    {
        var below = tree.Under(round.UnitPath)
            .Where(u => u.Kind == UnitKind.Community && u.State == UnitState.Active)
            .ToList();
        return below.Count > 0 ? below : [.. tree.Under(round.UnitPath).Take(1)];
    }

    /// <returns>The voting code, shown once.</returns>
    public async Task<string> SignUp(long id, Applicant person, CancellationToken cancel)
    {
        var round =
            await Open(RoundState.Recruiting).SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw new NotFound();
        var box = await db.Boxes.AsNoTracking().SingleAsync(b => b.RoundId == id, cancel);
        if (box.SignUpUntil < clock.Today())
            throw new RuleBroken("ballots.signup-over");
        if (string.IsNullOrWhiteSpace(person.Name) || person.Name.Trim().Length > 40)
            throw new RuleBroken("ballots.name-needed") { Field = "Name" };
        string digits = Phones.Digits(person.Phone);
        if (digits.Length is < 7 or > 15)
            throw new RuleBroken("ballots.phone-needed") { Field = "Phone" };
        if (Communities(await units.Tree(cancel), round).All(u => u.Id != person.Unit))
            throw new RuleBroken("ballots.unit-needed") { Field = "Unit" };
        string? address = box.ByMail && !string.IsNullOrWhiteSpace(person.Mail) ? person.Mail.Trim() : null;
        if (address is not null && (address.Length > 120 || !MailAddresses.Valid(address)))
            throw new RuleBroken("ballots.mail-wrong") { Field = "Mail" };
        if (!person.Agreed)
            throw new RuleBroken("ballots.rules-needed") { Field = "Agreed" };
        string code = SecretCode.New(),
            key = PersonKey(personal, id, digits);
        string? byMail = address is null ? null : SecretCode.New();
        bool listed = await db.Eligibles.AnyAsync(e => e.RoundId == id && e.PersonKey == key, cancel);
        db.SignUps.Add(
            new()
            {
                RoundId = id,
                PersonKey = key,
                Name = personal.Seal(person.Name.Trim())!,
                Phone = personal.Seal(digits)!,
                Voter = Voter(code),
                On = clock.Today(),
                ConsentVersion = person.Consent?.Version,
                UnitId = person.Unit,
                Proof = listed ? SignUpProof.List : null,
                MailKey = address is null
                    ? null
                    : personal.Digest("sign-up-mail", $"{id}:{address.ToLowerInvariant()}"),
                MailCode = byMail is null ? null : Voter(byMail),
            }
        );
        if (byMail is not null)
            db.NotifyAddress("ballots.mail-code", personal.Seal(address)!, "/vote", byMail);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException problem) when (!Outage.Is(problem))
        {
            throw new RuleBroken(address is null ? "ballots.signed-up-already" : "ballots.signed-up-already-mail")
            {
                Field = "Phone",
            };
        }

        return code;
    }

    /// <summary>The code that came by mail was typed in: whoever signed up reads that address.</summary>
    /// <returns>Whether there is such a sign-up in a round that still looks for raters.</returns>
    public async Task<bool> ConfirmByMail(string code, CancellationToken cancel)
    {
        string hash = Voter(code);
        var found = await db.SignUps.SingleOrDefaultAsync(s => s.MailCode == hash, cancel);
        if (found is null || !await Open(RoundState.Recruiting).AnyAsync(r => r.Id == found.RoundId, cancel))
            return false;
        (found.MailCode, found.Proof) = (null, found.Proof ?? SignUpProof.Mail);
        db.Record(
            "sign-up.confirmed",
            $"round:{found.RoundId}",
            after: new { Person = ScreenSignUps.Short(found), found.Proof }
        );
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>
    /// Numbers the pool and publishes its digest; from now on nobody comes or goes. Only who is confirmed and not
    /// refused is in it.
    /// </summary>
    public Task Freeze(long id, int version, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var round = await Get(id, version, cancel);
                var box = await db.Boxes.SingleAsync(b => b.RoundId == id, cancel);
                await BallotHand.Take(db, id, BallotSide.Leads, cancel);
                var pool = await db
                    .SignUps.Where(s => s.RoundId == id && s.Proof != null && !s.Refused)
                    .OrderBy(s => s.Voter)
                    .ToListAsync(cancel);
                if (pool.Count < box.Minimum)
                    throw new RuleBroken("ballots.pool-small", pool.Count, box.Minimum);
                var today = clock.Today();
                bool all = box.Seats == 0 || pool.Count <= box.Seats;
                if (!all && (box.DrawOn is not { } on || on <= today))
                    throw new RuleBroken("ballots.draw-date-passed");
                for (int i = 0; i < pool.Count; i++)
                    pool[i].Number = i + 1;
                (box.PoolSize, box.PoolDigest, box.FrozenOn) = (
                    pool.Count,
                    PublicDraw.Digest(pool.Select(p => p.Voter)),
                    today
                );
                // Where there are no more than seats nobody is left out, and there is nothing to draw.
                if (all)
                    box.Drawn = string.Join(' ', Enumerable.Range(1, pool.Count));
                db.Record(
                    "round.pool",
                    $"round:{id}",
                    after: new
                    {
                        box.PoolSize,
                        box.PoolDigest,
                        box.DrawSource,
                        box.DrawOn,
                        box.DrawDigits,
                    }
                );
                await MoveRound.To(db, round, "frozen", cancel);
            },
            cancel
        );

    /// <param name="key">What the announced source gave on the announced day: its digits and nothing else.</param>
    public async Task Draw(long id, int version, string? key, CancellationToken cancel)
    {
        var round = await Get(id, version, cancel);
        var box = await db.Boxes.SingleAsync(b => b.RoundId == id, cancel);
        if (round.State != RoundState.Frozen || box.Drawn is not null)
            throw new RuleBroken("rounds.move-not-allowed");
        await BallotHand.Take(db, id, BallotSide.Leads, cancel);
        key = box.Guarded ? DrawPlan.Key(key, box.DrawOn!.Value, box.DrawDigits, clock.Today()) : FreelyChosen(key);
        int seats = box.Seats == 0 ? box.PoolSize : Math.Min(box.Seats, box.PoolSize);
        if (seats < box.Minimum)
            throw new RuleBroken("ballots.pool-small", seats, box.Minimum);
        // The pool's digest is part of the key: it fixes the list the numbers belong to.
        (box.DrawKey, box.Drawn) = (key, string.Join(' ', PublicDraw.Run(FullKey(box, key), box.PoolSize, seats)));
        round.Version++;
        db.Record(
            "round.drawn",
            $"round:{id}",
            after: new
            {
                box.PoolDigest,
                box.PoolSize,
                box.DrawSource,
                box.DrawOn,
                Key = key,
                box.Drawn,
            }
        );
        await db.SaveChangesAsync(cancel);
    }

    private static string FreelyChosen(string? key) =>
        key?.Trim() is { Length: >= LeastKey and <= 200 } given
            ? given
            : throw new RuleBroken("ballots.draw-key", LeastKey) { Field = "Key" };

    public static string FullKey(BallotBox box, string key) => PublicDraw.Joined(box.PoolDigest!, key);

    public static string Voter(string code) => Convert.ToHexStringLower(SecretCode.Hash(code));

    /// <summary>Keyed digest of a telephone for one round.</summary>
    public static string PersonKey(PersonalData personal, long id, string digits) =>
        personal.Digest("sign-up", $"{id}:{digits}");

    private Task<Round> Get(long id, int version, CancellationToken cancel) =>
        MoveRound.Get(db, id, version, cancel, RoundKind.Ballot);
}

/// <param name="Unit">The community the person names as theirs.</param>
/// <param name="Mail">Where a code goes that confirms it, in a round that says so.</param>
internal sealed record Applicant(string? Name, string? Phone, bool Agreed, int? Unit = null, string? Mail = null)
{
    public Consent? Consent { get; init; }
}
