using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Privacy;
using Modular.Kernel.Secrets;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Needs.Tracking;

namespace Modular.Needs.Privacy;

/// <summary>Mail addresses of those who wished to be told.</summary>
internal sealed class FollowerEntry(NeedsDb db, PersonalData personal, PersonKeys keys) : PersonalEntry
{
    public override string Id => "needs.follower";

    public override LegalGround Ground => LegalGround.Consent;

    public override IReadOnlyList<PersonalField> Fields =>
        [new("Follower.Address", "mail", Keeping.Sealed), new("Follower.AddressKey", "digest", Keeping.Digest)];

    public override RetentionRule Rule => new(1095, 30, 1825);

    public override Task<long> Held(CancellationToken cancel) => db.Followers.LongCountAsync(cancel);

    public override Task<long> Past(DateTimeOffset before, CancellationToken cancel) =>
        db.Followers.LongCountAsync(f => f.AskedAt < before, cancel);

    public override Task<int> Expire(DateTimeOffset before, int most, CancellationToken cancel) =>
        db.Followers.Where(f => f.AskedAt < before).ExecuteDeleteAsync(cancel);

    public override async Task<IReadOnlyList<PersonalRecord>> Find(PersonAsked who, CancellationToken cancel)
    {
        if (who.NumberOnly || who.Mail is not { } mail)
            return [];
        string key = FollowNeeds.Key(keys, mail);
        var found = await db.Followers.AsNoTracking().Where(f => f.AddressKey == key).ToListAsync(cancel);
        return
        [
            .. found.Select(f => new PersonalRecord($"{f.Id}", $"{f.Id}")
            {
                Mail = personal.Open(f.Address),
                At = f.AskedAt,
                Consent = f.ConsentVersion,
            }),
        ];
    }

    public override Task Erase(IReadOnlyList<PersonalRecord> found, CancellationToken cancel)
    {
        var ids = found.Select(r => long.Parse(r.Key, CultureInfo.InvariantCulture)).ToList();
        return db.Followers.Where(f => ids.Contains(f.Id)).ExecuteDeleteAsync(cancel);
    }
}
