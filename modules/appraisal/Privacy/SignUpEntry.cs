using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Secrets;

namespace Modular.Appraisal.Privacy;

/// <summary>
/// Those who signed up as raters. While sign-up lasts a person who is erased leaves the list; once it is frozen the row
/// stays in it as a number, for whoever checks the draw, and says nothing of anybody.
/// </summary>
internal sealed class SignUpEntry(AppraisalDb db, PersonalData personal) : PersonalEntry
{
    private const string Gone = "gone:";

    public override string Id => "appraisal.sign-up";

    public override LegalGround Ground => LegalGround.Consent;

    public override IReadOnlyList<PersonalField> Fields =>
        [
            new("SignUp.Name", "name", Keeping.Sealed),
            new("SignUp.Phone", "phone", Keeping.Sealed),
            new("SignUp.PersonKey", "digest", Keeping.Digest),
            new("SignUp.MailKey", "digest", Keeping.Digest),
            new("SignUp.MailCode", "code", Keeping.Digest),
        ];

    public override RetentionRule Rule => new(365, 30, 1095);

    private IQueryable<SignUp> Named => db.SignUps.Where(s => s.Phone != "");

    private IQueryable<Round> Rounds => db.Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking();

    public override Task<long> Held(CancellationToken cancel) => Named.LongCountAsync(cancel);

    public override async Task<long> Past(DateTimeOffset before, CancellationToken cancel)
    {
        var ended = await Ended(before, cancel);
        return await Named.LongCountAsync(s => ended.Contains(s.RoundId), cancel);
    }

    public override async Task<int> Expire(DateTimeOffset before, int most, CancellationToken cancel)
    {
        var ended = await Ended(before, cancel);
        var rows = await Named
            .AsNoTracking()
            .Where(s => ended.Contains(s.RoundId))
            .OrderBy(s => s.RoundId)
            .ThenBy(s => s.PersonKey)
            .Take(most)
            .ToListAsync(cancel);
        await db.InTransaction(
            async () =>
            {
                foreach (var row in rows)
                    await Blank(row.RoundId, row.PersonKey, cancel);
            },
            cancel
        );
        return rows.Count;
    }

    public override async Task<IReadOnlyList<PersonalRecord>> Find(PersonAsked who, CancellationToken cancel)
    {
        if (who.NumberOnly || Phones.Forms(who.Phone) is not { Count: > 0 } forms)
            return [];
        // The key is made of round and telephone, so that rounds cannot be joined by it: one is made for each round.
        var rounds = await Named.Select(s => s.RoundId).Distinct().ToListAsync(cancel);
        var found = new List<PersonalRecord>();
        foreach (long round in rounds)
        {
            var keys = forms.Select(f => Recruit.PersonKey(personal, round, f)).ToList();
            var state = await Rounds.Where(r => r.Id == round).Select(r => r.State).SingleAsync(cancel);
            foreach (
                var row in await Named
                    .AsNoTracking()
                    .Where(s => s.RoundId == round && keys.Contains(s.PersonKey))
                    .ToListAsync(cancel)
            )
                found.Add(
                    new($"{round}/{row.PersonKey}", $"{round}")
                    {
                        Name = personal.Open(row.Name),
                        Phone = personal.Open(row.Phone),
                        At = row.On.StartOfDay(),
                        Consent = row.ConsentVersion,
                        Stays = state == RoundState.Recruiting ? null : "pool",
                    }
                );
        }

        return found;
    }

    public override async Task<int> Correct(
        IReadOnlyList<PersonalRecord> found,
        Correction right,
        CancellationToken cancel
    )
    {
        // The telephone is who the person is in a round, by which they sign up once; only the name is put right.
        if (personal.Seal(right.Name) is not { } name)
            return 0;
        int done = 0;
        foreach (var (round, key) in found.Select(Key))
            done += await db
                .SignUps.Where(s => s.RoundId == round && s.PersonKey == key)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.Name, name), cancel);
        return done;
    }

    public override Task Erase(IReadOnlyList<PersonalRecord> found, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                foreach (var (round, key) in found.Select(Key))
                {
                    var state = await Rounds.Where(r => r.Id == round).Select(r => r.State).SingleAsync(cancel);
                    if (state is RoundState.Draft or RoundState.Recruiting)
                        await db
                            .SignUps.Where(s => s.RoundId == round && s.PersonKey == key)
                            .ExecuteDeleteAsync(cancel);
                    else
                        await Blank(round, key, cancel);
                    db.Record("sign-up.erased", $"round:{round}");
                }

                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    private async Task Blank(long round, string key, CancellationToken cancel)
    {
        // Part of the table's key, so something must stand there: what leads to nobody.
        string other = Gone + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(9));
        await db
            .SignUps.Where(s => s.RoundId == round && s.PersonKey == key)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(s => s.Name, "")
                        .SetProperty(s => s.Phone, "")
                        .SetProperty(s => s.MailKey, (string?)null)
                        .SetProperty(s => s.MailCode, (string?)null)
                        .SetProperty(s => s.PersonKey, other),
                cancel
            );
    }

    /// <summary>Published long ago, or called so long ago that it will not be.</summary>
    private async Task<List<long>> Ended(DateTimeOffset before, CancellationToken cancel)
    {
        long given = Ids.Span(before.AddDays(-365) - Ids.Time(0));
        return await Rounds
            .Where(r => (r.PublishedAt != null && r.PublishedAt < before) || (r.PublishedAt == null && r.Id < given))
            .Select(r => r.Id)
            .ToListAsync(cancel);
    }

    private static (long Round, string Key) Key(PersonalRecord record)
    {
        // A key is Base64 and may hold slashes itself.
        int at = record.Key.IndexOf('/', StringComparison.Ordinal);
        return (long.Parse(record.Key[..at], CultureInfo.InvariantCulture), record.Key[(at + 1)..]);
    }
}

/// <summary>Lists of telephones the rules of a round mean, kept as digests.</summary>
internal sealed class EligibleEntry(AppraisalDb db, PersonalData personal) : PersonalEntry
{
    public override string Id => "appraisal.eligible";

    public override LegalGround Ground => LegalGround.Duty;

    public override IReadOnlyList<PersonalField> Fields => [new("Eligible.PersonKey", "digest", Keeping.Digest)];

    public override RetentionRule Rule => new(90, 1, 365);

    public override Task<long> Held(CancellationToken cancel) => db.Eligibles.LongCountAsync(cancel);

    public override Task<long> Past(DateTimeOffset before, CancellationToken cancel) =>
        Old(before).LongCountAsync(cancel);

    public override Task<int> Expire(DateTimeOffset before, int most, CancellationToken cancel) =>
        Old(before).ExecuteDeleteAsync(cancel);

    public override async Task<IReadOnlyList<PersonalRecord>> Find(PersonAsked who, CancellationToken cancel)
    {
        if (who.NumberOnly || Phones.Forms(who.Phone) is not { Count: > 0 } forms)
            return [];
        var rounds = await db.Eligibles.Select(e => e.RoundId).Distinct().ToListAsync(cancel);
        var found = new List<PersonalRecord>();
        foreach (long round in rounds)
        {
            var keys = forms.Select(f => Recruit.PersonKey(personal, round, f)).ToList();
            if (await db.Eligibles.AnyAsync(e => e.RoundId == round && keys.Contains(e.PersonKey), cancel))
                found.Add(new(string.Join('/', keys.Prepend($"{round}")), $"{round}"));
        }

        return found;
    }

    public override async Task Erase(IReadOnlyList<PersonalRecord> found, CancellationToken cancel)
    {
        foreach (var record in found)
        {
            long round = long.Parse(record.Reference, CultureInfo.InvariantCulture);
            var kept = await db.Eligibles.Where(e => e.RoundId == round).Select(e => e.PersonKey).ToListAsync(cancel);
            var theirs = kept.Where(k => record.Key.Contains(k, StringComparison.Ordinal)).ToList();
            await db
                .Eligibles.Where(e => e.RoundId == round && theirs.Contains(e.PersonKey))
                .ExecuteDeleteAsync(cancel);
        }
    }

    /// <summary>Once the result is published the list has done its work.</summary>
    private IQueryable<Eligible> Old(DateTimeOffset before)
    {
        long given = Ids.Span(before.AddDays(-365) - Ids.Time(0));
        return db.Eligibles.Where(e =>
            db.Rounds.IgnoreQueryFilters(new[] { ModuleDb.ScopeFilter })
                .Any(r => r.Id == e.RoundId && (r.PublishedAt < before || (r.PublishedAt == null && r.Id < given)))
        );
    }
}
