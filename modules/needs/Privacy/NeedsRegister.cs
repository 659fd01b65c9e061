using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Secrets;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Needs.Intake;

namespace Modular.Needs.Privacy;

/// <summary>All personal data this module holds.</summary>
internal sealed class NeedsRegister(
    NeedsDb db,
    PersonalData personal,
    PersonKeys keys,
    ClearImports uploads,
    TimeProvider clock
) : IPersonalRegister
{
    public string Module => NeedsModule.Name;

    public IReadOnlyList<PersonalEntry> Entries { get; } =
    [
        new RequesterEntry(db, personal, keys),
        new SupporterEntry(db, keys),
        new FollowerEntry(db, personal, keys),
        new ImportRowEntry(db),
        new UploadEntry(uploads, clock),
        new StandingEntry(
            "needs.words",
            LegalGround.Duty,
            [
                new("Need.Place", "place", Keeping.Plain),
                new("Need.Point", "place", Keeping.Plain),
                new("NeedRating.Comment", "words", Keeping.Plain),
            ],
            cancel => db.Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter]).LongCountAsync(cancel)
        ),
        new StandingEntry(
            "needs.staff",
            LegalGround.Duty,
            [
                new("*.By", "staff", Keeping.Plain),
                new("Need.HandlerName", "staff", Keeping.Plain),
                new("Need.FirstReceiver", "staff", Keeping.Plain),
                new("NeedDispatch.SentBy", "staff", Keeping.Plain),
                new("NeedExtension.AskedBy", "staff", Keeping.Plain),
                new("NeedExtension.DecidedBy", "staff", Keeping.Plain),
                new("TopicChange.UndoneBy", "staff", Keeping.Plain),
            ],
            cancel => db.Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter]).LongCountAsync(cancel)
        ),
    ];
}

/// <summary>Those who have the same concern: a digest of the telephone, by which one person counts once.</summary>
internal sealed class SupporterEntry(NeedsDb db, PersonKeys keys) : PersonalEntry
{
    public override string Id => "needs.supporter";

    public override LegalGround Ground => LegalGround.Consent;

    public override IReadOnlyList<PersonalField> Fields => [new("NeedSupport.PersonKey", "digest", Keeping.Digest)];

    public override RetentionRule Rule => new(1095, 180, 1825);

    public override Task<long> Held(CancellationToken cancel) => Keyed.LongCountAsync(cancel);

    public override Task<long> Past(DateTimeOffset before, CancellationToken cancel) =>
        Old(before).LongCountAsync(cancel);

    public override Task<int> Expire(DateTimeOffset before, int most, CancellationToken cancel) =>
        Forget(Old(before), cancel);

    public override async Task<IReadOnlyList<PersonalRecord>> Find(PersonAsked who, CancellationToken cancel)
    {
        if (who.NumberOnly || keys.All(who.Phone) is not { Count: > 0 } wanted)
            return [];
        var found = await Keyed
            .Where(s => wanted.Contains(s.PersonKey!))
            .Select(s => new
            {
                s.Id,
                s.On,
                s.ConsentVersion,
                Number = db
                    .Needs.IgnoreQueryFilters(new[] { ModuleDb.ScopeFilter })
                    .Where(n => n.Id == s.NeedId)
                    .Select(n => n.Number)
                    .FirstOrDefault(),
            })
            .ToListAsync(cancel);
        return
        [
            .. found.Select(s => new PersonalRecord($"{s.Id}", s.Number ?? "")
            {
                At = s.On.StartOfDay(),
                Consent = s.ConsentVersion,
            }),
        ];
    }

    public override Task Erase(IReadOnlyList<PersonalRecord> found, CancellationToken cancel)
    {
        var ids = found.Select(r => long.Parse(r.Key, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        return Forget(Keyed.Where(s => ids.Contains(s.Id)), cancel);
    }

    private IQueryable<NeedSupport> Keyed => db.Supports.Where(s => s.PersonKey != null);

    private IQueryable<NeedSupport> Old(DateTimeOffset before)
    {
        var day = before.LocalDate();
        return Keyed.Where(s => s.On < day);
    }

    private static Task<int> Forget(IQueryable<NeedSupport> rows, CancellationToken cancel) =>
        rows.ExecuteUpdateAsync(set => set.SetProperty(s => s.PersonKey, (string?)null), cancel);
}

/// <summary>Rows of a file that were not taken, whole as they stood in it.</summary>
internal sealed class ImportRowEntry(NeedsDb db) : PersonalEntry
{
    public override string Id => "needs.import-row";

    public override LegalGround Ground => LegalGround.Duty;

    public override IReadOnlyList<PersonalField> Fields => [new("ImportError.Cells", "words", Keeping.Plain)];

    public override RetentionRule Rule => new(90, 7, 365);

    public override Task<long> Held(CancellationToken cancel) => db.ImportErrors.LongCountAsync(cancel);

    public override Task<long> Past(DateTimeOffset before, CancellationToken cancel) =>
        Old(before).LongCountAsync(cancel);

    public override Task<int> Expire(DateTimeOffset before, int most, CancellationToken cancel) =>
        Old(before).ExecuteDeleteAsync(cancel);

    public override async Task<IReadOnlyList<PersonalRecord>> Find(PersonAsked who, CancellationToken cancel)
    {
        if (who.NumberOnly || Phones.Plain(who.Phone) is not { } phone)
            return [];
        // A number is written with blanks and hyphens: its last four digits narrow the search, the rest is compared
        // here.
        string tail = phone[^4..];
        var found = await db.ImportErrors.AsNoTracking().Where(e => e.Cells.Contains(tail)).ToListAsync(cancel);
        return
        [
            .. found
                .Where(e => Phones.Holds(e.Cells, phone))
                .Select(e => new PersonalRecord($"{e.JobId}/{e.Row}", $"{e.JobId}-{e.Row}")
                {
                    Phone = phone,
                    At = Ids.Time(e.JobId),
                }),
        ];
    }

    public override async Task Erase(IReadOnlyList<PersonalRecord> found, CancellationToken cancel)
    {
        foreach (string[] key in found.Select(r => r.Key.Split('/')))
        {
            long job = long.Parse(key[0], System.Globalization.CultureInfo.InvariantCulture);
            int row = int.Parse(key[1], System.Globalization.CultureInfo.InvariantCulture);
            await db.ImportErrors.Where(e => e.JobId == job && e.Row == row).ExecuteDeleteAsync(cancel);
        }
    }

    /// <summary>The job's number tells when the file came.</summary>
    private IQueryable<ImportError> Old(DateTimeOffset before)
    {
        long job = Ids.Span(before - Ids.Time(0));
        return db.ImportErrors.Where(e => e.JobId < job);
    }
}

/// <summary>Lists that were uploaded and not taken: files beside the data.</summary>
internal sealed class UploadEntry(ClearImports uploads, TimeProvider clock) : PersonalEntry
{
    public override string Id => "needs.upload";

    public override LegalGround Ground => LegalGround.Duty;

    public override IReadOnlyList<PersonalField> Fields => [new("-", "file", Keeping.Plain)];

    public override RetentionRule Rule => new(7, 1, 30);

    public override Task<long> Held(CancellationToken cancel) => Task.FromResult(uploads.Count(clock.GetUtcNow()));

    public override Task<long> Past(DateTimeOffset before, CancellationToken cancel) =>
        Task.FromResult(uploads.Count(before));

    public override Task<int> Expire(DateTimeOffset before, int most, CancellationToken cancel) =>
        Task.FromResult(uploads.Clear(before));
}
