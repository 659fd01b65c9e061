using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Secrets;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Needs.Intake;

namespace Modular.Needs.Privacy;

/// <summary>
/// Who asked: name, telephone and the digest of it. Taken away, they go from the words of the request, of its life and
/// of the search index as well; the matter itself stays, since the office answers for it.
/// </summary>
internal sealed class RequesterEntry(NeedsDb db, PersonalData personal, PersonKeys keys) : PersonalEntry
{
    private static readonly NeedState[] Ended =
    [
        NeedState.Answered,
        NeedState.Closed,
        NeedState.Declined,
        NeedState.Merged,
    ];

    public override string Id => "needs.requester";

    public override LegalGround Ground => LegalGround.Duty;

    public override IReadOnlyList<PersonalField> Fields =>
        [
            new("Need.RequesterName", "name", Keeping.Sealed),
            new("Need.RequesterPhone", "phone", Keeping.Sealed),
            new("Need.PersonKey", "digest", Keeping.Digest),
        ];

    public override RetentionRule Rule => new(1095, 180, 3650);

    private IQueryable<Need> All => db.Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter]);

    private IQueryable<Need> Personal =>
        All.Where(n => n.RequesterName != null || n.RequesterPhone != null || n.PersonKey != null);

    public override Task<long> Held(CancellationToken cancel) => Personal.LongCountAsync(cancel);

    public override Task<long> Past(DateTimeOffset before, CancellationToken cancel) =>
        Old(before).LongCountAsync(cancel);

    public override async Task<int> Expire(DateTimeOffset before, int most, CancellationToken cancel)
    {
        await SealNames(most, cancel);
        var rows = await Old(before).OrderBy(n => n.Id).Take(most).ToListAsync(cancel);
        await Forget(rows, null, cancel);
        db.Discard();
        return rows.Count;
    }

    public override async Task<string?> PhoneOf(string number, CancellationToken cancel) =>
        personal.Open(
            await All.Where(n => n.Number == number).Select(n => n.RequesterPhone).SingleOrDefaultAsync(cancel)
        );

    public override async Task<IReadOnlyList<PersonalRecord>> Find(PersonAsked who, CancellationToken cancel)
    {
        var wanted = who.NumberOnly ? [] : keys.All(who.Phone);
        string? number = who.Number;
        if (wanted.Count == 0 && number is null)
            return [];
        var rows = await Personal
            .AsNoTracking()
            .Where(n => wanted.Contains(n.PersonKey!) || n.Number == number)
            .OrderBy(n => n.Id)
            .ToListAsync(cancel);
        return [.. rows.Select(Record)];
    }

    public override async Task<int> Correct(
        IReadOnlyList<PersonalRecord> found,
        Correction right,
        CancellationToken cancel
    )
    {
        var rows = await Rows(found, cancel);
        foreach (var need in rows)
        {
            if (right.Name is { } name)
                need.RequesterName = personal.Seal(Kernel.Texts.Plain.Clean(name));
            if (right.Phone is { } phone)
                need.RequesterPhone = personal.Seal(phone);
            // By the new number the person counts once from now on.
            string? key = keys.Of(personal.Open(need.RequesterPhone), personal.OpenOrPlain(need.RequesterName));
            db.Entry(need).Property(n => n.PersonKey).CurrentValue = key;
            db.Record("need.requester-corrected", $"need:{need.Number}");
        }

        await db.SaveChangesAsync(cancel);
        return rows.Count;
    }

    public override async Task Erase(IReadOnlyList<PersonalRecord> found, CancellationToken cancel) =>
        await Forget(await Rows(found, cancel), "need.requester-erased", cancel);

    private PersonalRecord Record(Need n) =>
        new($"{n.Id}", n.Number)
        {
            Name = personal.OpenOrPlain(n.RequesterName),
            Phone = personal.Open(n.RequesterPhone),
            At = n.ReceivedAt,
            Consent = n.ConsentVersion,
            More = [("title", n.Title), ("words", n.Text), ("place", n.Place ?? "")],
            Stays = "matter",
        };

    private async Task<List<Need>> Rows(IReadOnlyList<PersonalRecord> found, CancellationToken cancel)
    {
        var ids = found.Select(r => long.Parse(r.Key, CultureInfo.InvariantCulture)).ToList();
        return await All.Where(n => ids.Contains(n.Id)).ToListAsync(cancel);
    }

    private IQueryable<Need> Old(DateTimeOffset before) =>
        Personal.Where(n => Ended.Contains(n.State) && (n.ClosedAt ?? n.AnsweredAt ?? n.RegisteredAt) < before);

    /// <param name="act">Each need's own audit entry; null where a run records them together.</param>
    private Task Forget(IReadOnlyList<Need> rows, string? act, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                foreach (var need in rows)
                {
                    await Strike(need, cancel);
                    (need.RequesterName, need.RequesterPhone) = (null, null);
                    db.Entry(need).Property(n => n.PersonKey).CurrentValue = null;
                    if (act is not null)
                        db.Record(act, $"need:{need.Number}");
                }

                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <summary>People write their name and number into the request itself and into what they answer.</summary>
    private async Task Strike(Need need, CancellationToken cancel)
    {
        string? name = personal.OpenOrPlain(need.RequesterName),
            phone = personal.Open(need.RequesterPhone);
        var before = RegisterNeeds.Tokens(need);
        need.Title = Phones.Strike(need.Title, phone, name);
        need.Text = Phones.Strike(need.Text, phone, name);
        if (need.Outcome is { } outcome)
            need.Outcome = Phones.Strike(outcome, phone, name);
        await NeedsDb.Search.Replace(db, need.Id, before, RegisterNeeds.Tokens(need), cancel);
        foreach (var said in await db.Events.Where(e => e.NeedId == need.Id && e.Note != null).ToListAsync(cancel))
            if (Phones.Strike(said.Note!, phone, name) is { } struck && struck != said.Note)
                db.Entry(said).Property(e => e.Note).CurrentValue = struck;
        foreach (
            var rating in await db
                .Ratings.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .Where(r => r.NeedId == need.Id && r.Comment != null)
                .ToListAsync(cancel)
        )
            if (Phones.Strike(rating.Comment!, phone, name) is { } struck && struck != rating.Comment)
                db.Entry(rating).Property(r => r.Comment).CurrentValue = struck;
    }

    /// <summary>Names that came in before names were sealed.</summary>
    private async Task SealNames(int most, CancellationToken cancel)
    {
        // A sealed name is longer than any name may be.
        var plain = await All.Where(n => n.RequesterName != null && n.RequesterName.Length <= 40)
            .OrderBy(n => n.Id)
            .Take(most)
            .Select(n => new { n.Id, n.RequesterName })
            .ToListAsync(cancel);
        foreach (var row in plain.Where(r => !personal.IsSealed(r.RequesterName)))
        {
            string? name = personal.Seal(row.RequesterName);
            await All.Where(n => n.Id == row.Id && n.RequesterName == row.RequesterName)
                .ExecuteUpdateAsync(set => set.SetProperty(n => n.RequesterName, name), cancel);
        }
    }
}
