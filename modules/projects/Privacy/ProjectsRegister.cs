using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Secrets;
using Modular.Projects.Activities;
using Modular.Projects.Data;
using Modular.Projects.Notice;

namespace Modular.Projects.Privacy;

/// <summary>All personal data this module holds.</summary>
internal sealed class ProjectsRegister(
    ProjectsDb db,
    PersonalData personal,
    EraseNames names,
    IConfiguration configuration
) : IPersonalRegister
{
    public string Module => ProjectsModule.Name;

    public IReadOnlyList<PersonalEntry> Entries { get; } =
    [
        new ObjectorEntry(db, personal, configuration),
        new SignInEntry(db, personal, names),
        new StandingEntry(
            "projects.people",
            LegalGround.Duty,
            [
                new("Project.Leader", "name", Keeping.Plain),
                new("Project.Responsible", "name", Keeping.Plain),
                new("Project.Team", "name", Keeping.Plain),
                new("SupervisionIssue.Responsible", "name", Keeping.Plain),
                new("LiaisonVisit.Leader", "name", Keeping.Plain),
                new("PlanTask.Owner", "name", Keeping.Plain),
                new("Spending.Payee", "name", Keeping.Plain),
                new("ServicePlace.Address", "address", Keeping.Plain),
            ],
            cancel => db.Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter]).LongCountAsync(cancel)
        ),
        new StandingEntry(
            "projects.mentor",
            LegalGround.Duty,
            [new("Mentor.Name", "name", Keeping.Plain), new("Mentor.Office", "staff", Keeping.Plain)],
            cancel => db.Mentors.IgnoreQueryFilters([ModuleDb.ScopeFilter]).LongCountAsync(cancel)
        ),
        new StandingEntry(
            "projects.meeting",
            LegalGround.Duty,
            [
                new("Attendee.Name", "name", Keeping.Plain),
                new("Attendee.Declared", "words", Keeping.Plain),
                new("ReviewMeeting.Chair", "name", Keeping.Plain),
                new("ReviewMeeting.Recorder", "name", Keeping.Plain),
            ],
            cancel => db.Attendees.LongCountAsync(cancel)
        ),
        new StandingEntry(
            "projects.contact",
            LegalGround.PublicRecord,
            [new("LibraryEntry.Contact", "phone", Keeping.Plain)],
            cancel => db.LibraryEntries.LongCountAsync(cancel)
        ),
        new StandingEntry(
            "projects.calendar",
            LegalGround.Employment,
            [new("PlanFeed.Code", "code", Keeping.Sealed), new("PlanFeed.Hash", "digest", Keeping.Digest)],
            cancel => db.Set<Plan.PlanFeed>().LongCountAsync(cancel)
        ),
        new StandingEntry(
            "projects.staff",
            LegalGround.Duty,
            [
                new("*.By", "staff", Keeping.Plain),
                new("*.DecidedBy", "staff", Keeping.Plain),
                new("*.StruckBy", "staff", Keeping.Plain),
                new("*.AnsweredBy", "staff", Keeping.Plain),
                new("*.AskedBy", "staff", Keeping.Plain),
                new("*.DoneBy", "staff", Keeping.Plain),
                new("*.FoundBy", "staff", Keeping.Plain),
                new("*.MendedBy", "staff", Keeping.Plain),
                new("*.HeldBy", "staff", Keeping.Plain),
                new("*.SharedBy", "staff", Keeping.Plain),
                new("*.TakenOutBy", "staff", Keeping.Plain),
                new("*.RankedBy", "staff", Keeping.Plain),
            ],
            cancel => db.Events.LongCountAsync(cancel)
        ),
    ];
}

/// <summary>How whoever objected to a notice wished to be answered.</summary>
internal sealed class ObjectorEntry(ProjectsDb db, PersonalData personal, IConfiguration configuration) : PersonalEntry
{
    public const string Name = "projects.objector";

    public override string Id => Name;

    public override LegalGround Ground => LegalGround.Consent;

    public override IReadOnlyList<PersonalField> Fields =>
        [new("Objection.Contact", "contact", Keeping.Sealed), new("Objection.Text", "words", Keeping.Plain)];

    public override RetentionRule Rule =>
        new(Math.Clamp(configuration.GetValue("Projects:ObjectionContactDays", 180), 30, 1095), 30, 1095);

    private IQueryable<Objection> Reachable => db.Objections.Where(o => o.Contact != null);

    public override Task<long> Held(CancellationToken cancel) => Reachable.LongCountAsync(cancel);

    public override Task<long> Past(DateTimeOffset before, CancellationToken cancel) =>
        Old(before).LongCountAsync(cancel);

    public override Task<int> Expire(DateTimeOffset before, int most, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                int gone = await Old(before)
                    .ExecuteUpdateAsync(set => set.SetProperty(o => o.Contact, (string?)null), cancel);
                if (gone > 0)
                    db.Record("objection.contacts-erased", "objection:all", after: new { gone });
                await db.SaveChangesAsync(cancel);
                return gone;
            },
            cancel
        );

    public override async Task<IReadOnlyList<PersonalRecord>> Find(PersonAsked who, CancellationToken cancel)
    {
        if (who.NumberOnly || (Phones.Plain(who.Phone) is null && who.Mail is null))
            return [];
        // Sealed with what else was typed beside the number: there is no key to look it up by, so each is opened. Their
        // period keeps them few.
        var rows = await Reachable.AsNoTracking().OrderBy(o => o.Id).ToListAsync(cancel);
        return
        [
            .. rows.Select(o => (Row: o, Said: personal.Open(o.Contact)!))
                .Where(o => Of(o.Said, who))
                .Select(o => new PersonalRecord($"{o.Row.Id}", $"{o.Row.Id}")
                {
                    Phone = o.Said,
                    At = o.Row.At,
                    Consent = o.Row.ConsentVersion,
                    More = [("words", o.Row.Text)],
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
        if (right.Phone is not { } phone)
            return 0;
        string? kept = personal.Seal(phone);
        var ids = Ids(found);
        return await db
            .Objections.Where(o => ids.Contains(o.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.Contact, kept), cancel);
    }

    public override Task Erase(IReadOnlyList<PersonalRecord> found, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var ids = Ids(found);
                foreach (var row in await db.Objections.Where(o => ids.Contains(o.Id)).ToListAsync(cancel))
                {
                    string said = personal.Open(row.Contact) ?? "";
                    string struck = Phones.Strike(row.Text, said, null);
                    // A contact is often a name with a number: both go from the objection's own words.
                    foreach (string word in said.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                        if (!word.Any(char.IsAsciiDigit))
                            struck = Phones.Strike(struck, null, word);
                    row.Contact = null;
                    if (struck != row.Text)
                        db.Entry(row).Property(o => o.Text).CurrentValue = struck;
                    db.Record("objection.contact-erased", $"objection:{row.Id}");
                }

                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <summary>From the answer on; one that was never answered from the day it came.</summary>
    private IQueryable<Objection> Old(DateTimeOffset before) => Reachable.Where(o => (o.DecidedAt ?? o.At) < before);

    private static bool Of(string said, PersonAsked who) =>
        Phones.Holds(said, who.Phone)
        || (who.Mail is { } mail && said.Contains(mail, StringComparison.OrdinalIgnoreCase));

    private static List<long> Ids(IReadOnlyList<PersonalRecord> found) =>
        [.. found.Select(r => long.Parse(r.Key, CultureInfo.InvariantCulture))];
}

/// <summary>Those who signed in at an activity.</summary>
internal sealed class SignInEntry(ProjectsDb db, PersonalData personal, EraseNames names) : PersonalEntry
{
    public override string Id => EraseNames.Entry;

    public override LegalGround Ground => LegalGround.Consent;

    public override IReadOnlyList<PersonalField> Fields =>
        [
            new("SignIn.Name", "name", Keeping.Sealed),
            new("SignIn.Phone", "phone", Keeping.Sealed),
            new("SignIn.PersonKey", "digest", Keeping.Digest),
            new("SignIn.DeviceKey", "device", Keeping.Digest),
            new("SignIn.LineKey", "network", Keeping.Digest),
        ];

    public override RetentionRule Rule => names.Rule;

    private IQueryable<SignIn> Named => db.SignIns.Where(s => s.ErasedAt == null);

    public override Task<long> Held(CancellationToken cancel) => Named.LongCountAsync(cancel);

    public override Task<long> Past(DateTimeOffset before, CancellationToken cancel) =>
        names.Past(before).LongCountAsync(cancel);

    public override Task<int> Expire(DateTimeOffset before, int most, CancellationToken cancel) =>
        names.Before(before, cancel);

    public override async Task<IReadOnlyList<PersonalRecord>> Find(PersonAsked who, CancellationToken cancel)
    {
        if (who.NumberOnly || Phones.Plain(who.Phone) is not { } phone)
            return [];
        var rows = await Named.AsNoTracking().Where(s => s.Phone != null).OrderBy(s => s.Id).ToListAsync(cancel);
        return
        [
            .. rows.Where(s => Phones.Plain(personal.Open(s.Phone)) == phone)
                .Select(s => new PersonalRecord($"{s.Id}", $"{s.ActivityId}")
                {
                    Name = personal.Open(s.Name),
                    Phone = personal.Open(s.Phone),
                    At = s.At,
                    Consent = s.ConsentVersion,
                    Stays = "count",
                }),
        ];
    }

    public override async Task<int> Correct(
        IReadOnlyList<PersonalRecord> found,
        Correction right,
        CancellationToken cancel
    )
    {
        int done = 0;
        foreach (long id in Rows(found))
        {
            var row = await db.SignIns.SingleOrDefaultAsync(s => s.Id == id && s.ErasedAt == null, cancel);
            if (row is null)
                continue;
            if (right.Name is { } name)
                db.Entry(row).Property(s => s.Name).CurrentValue = personal.Seal(name);
            if (right.Phone is { } phone)
                db.Entry(row).Property(s => s.Phone).CurrentValue = personal.Seal(phone);
            done++;
        }

        await db.SaveChangesAsync(cancel);
        return done;
    }

    public override Task Erase(IReadOnlyList<PersonalRecord> found, CancellationToken cancel) =>
        names.These(Rows(found), cancel);

    private static List<long> Rows(IReadOnlyList<PersonalRecord> found) =>
        [.. found.Select(r => long.Parse(r.Key, CultureInfo.InvariantCulture))];
}
