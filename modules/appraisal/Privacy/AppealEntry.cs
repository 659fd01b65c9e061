using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Appeals;
using Modular.Appraisal.Data;
using Modular.Kernel.Calendar;
using Modular.Kernel.Privacy;
using Modular.Kernel.Secrets;

namespace Modular.Appraisal.Privacy;

/// <summary>Residents who objected to a published result, by name.</summary>
internal sealed class AppealEntry(AppraisalDb db, PersonalData personal) : PersonalEntry
{
    private const string Nobody = "***";

    public override string Id => "appraisal.appeal";

    public override LegalGround Ground => LegalGround.Duty;

    public override IReadOnlyList<PersonalField> Fields =>
        [new("Appeal.Name", "name", Keeping.Plain), new("Appeal.Contact", "contact", Keeping.Sealed)];

    public override RetentionRule Rule => new(365, 90, 1095);

    /// <summary>Those of accounts are the office's own words, and stay.</summary>
    private IQueryable<Appeal> Residents =>
        db.Appeals.Where(a => a.AccountId == null && (a.Contact != null || a.Name != Nobody));

    public override Task<long> Held(CancellationToken cancel) => Residents.LongCountAsync(cancel);

    public override Task<long> Past(DateTimeOffset before, CancellationToken cancel) =>
        Old(before).LongCountAsync(cancel);

    public override Task<int> Expire(DateTimeOffset before, int most, CancellationToken cancel) =>
        Old(before)
            .ExecuteUpdateAsync(
                set => set.SetProperty(a => a.Name, Nobody).SetProperty(a => a.Contact, (string?)null),
                cancel
            );

    public override async Task<IReadOnlyList<PersonalRecord>> Find(PersonAsked who, CancellationToken cancel)
    {
        if (who.NumberOnly || (Phones.Plain(who.Phone) is null && who.Mail is null))
            return [];
        var rows = await Residents.AsNoTracking().Where(a => a.Contact != null).OrderBy(a => a.Id).ToListAsync(cancel);
        return
        [
            .. rows.Select(a => (Row: a, Said: personal.Open(a.Contact)!))
                .Where(a =>
                    Phones.Holds(a.Said, who.Phone)
                    || (who.Mail is { } mail && a.Said.Contains(mail, StringComparison.OrdinalIgnoreCase))
                )
                .Select(a => new PersonalRecord($"{a.Row.Id}", $"{a.Row.Id}")
                {
                    Name = a.Row.Name,
                    Phone = a.Said,
                    At = a.Row.On.StartOfDay(),
                    Consent = a.Row.ConsentVersion,
                    More = [("words", a.Row.Text)],
                    Stays = "objection",
                }),
        ];
    }

    public override async Task<int> Correct(
        IReadOnlyList<PersonalRecord> found,
        Correction right,
        CancellationToken cancel
    )
    {
        var rows = await Rows(found, cancel);
        foreach (var row in rows)
        {
            if (right.Name is { } name)
                db.Entry(row).Property(a => a.Name).CurrentValue = name.Trim();
            if (right.Phone is { } phone)
                row.Contact = personal.Seal(phone);
        }

        await db.SaveChangesAsync(cancel);
        return rows.Count;
    }

    public override async Task Erase(IReadOnlyList<PersonalRecord> found, CancellationToken cancel)
    {
        foreach (var row in await Rows(found, cancel))
        {
            string struck = Phones.Strike(row.Text, personal.Open(row.Contact), row.Name);
            row.Contact = null;
            db.Entry(row).Property(a => a.Name).CurrentValue = Nobody;
            if (struck != row.Text)
                db.Entry(row).Property(a => a.Text).CurrentValue = struck;
            db.Record("appeal.person-erased", $"appeal:{row.Id}");
        }

        await db.SaveChangesAsync(cancel);
    }

    /// <summary>From the decision on; one that was withdrawn from the day it came.</summary>
    private IQueryable<Appeal> Old(DateTimeOffset before)
    {
        var day = before.LocalDate();
        return Residents.Where(a =>
            a.State != AppealState.Filed && a.State != AppealState.Assigned && (a.DecidedOn ?? a.On) < day
        );
    }

    private Task<List<Appeal>> Rows(IReadOnlyList<PersonalRecord> found, CancellationToken cancel)
    {
        var ids = found.Select(r => long.Parse(r.Key, CultureInfo.InvariantCulture)).ToList();
        return db.Appeals.Where(a => ids.Contains(a.Id)).ToListAsync(cancel);
    }
}
