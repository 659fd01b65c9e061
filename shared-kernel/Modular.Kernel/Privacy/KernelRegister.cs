using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Secrets;
using Modular.Kernel.Store;

namespace Modular.Kernel.Privacy;

/// <summary>
/// The kernel's own personal data: accounts, their browsers, mail on its way, contacts of units, the audit.
/// </summary>
internal sealed class KernelRegister(KernelDb db, PersonalData personal) : IPersonalRegister
{
    public string Module => KernelDb.Name;

    public IReadOnlyList<PersonalEntry> Entries { get; } =
    [
        new AccountEntry(db),
        new DeviceEntry(db),
        new TryEntry(db),
        new StandingEntry(
            "kernel.session",
            LegalGround.Duty,
            [
                new("Session.KeyHash", "digest", Keeping.Digest),
                new("Session.Origin", "network", Keeping.Plain),
                new("Session.Device", "device", Keeping.Plain),
            ],
            cancel => db.Sessions.LongCountAsync(cancel)
        ),
        new MailEntry(db, personal),
        new UnitContactEntry(db),
        new StandingEntry(
            "kernel.upload",
            LegalGround.Duty,
            [new("UploadDay.From", "network", Keeping.Digest)],
            cancel => db.Set<Files.UploadDay>().LongCountAsync(cancel)
        ),
        new StandingEntry(
            "kernel.rate",
            LegalGround.Duty,
            [new("RateWindow.Key", "network", Keeping.Digest)],
            cancel => db.Set<Operations.RateWindow>().LongCountAsync(cancel)
        ),
        new StandingEntry(
            "kernel.audit",
            LegalGround.Duty,
            [
                new("AuditEntry.Who", "staff", Keeping.Plain),
                new("AuditEntry.Origin", "network", Keeping.Plain),
                new("AuditEntry.Data", "words", Keeping.Plain),
            ],
            cancel => db.AuditEntries.LongCountAsync(cancel)
        ),
        new StandingEntry(
            "kernel.staff",
            LegalGround.Duty,
            [new("*.By", "staff", Keeping.Plain)],
            cancel => db.UnitHistories.LongCountAsync(cancel)
        ),
    ];
}

/// <summary>
/// People who work with the system. Their account is their office's: it is closed, not erased, on their wish.
/// </summary>
internal sealed class AccountEntry(KernelDb db) : PersonalEntry
{
    public override string Id => "kernel.account";

    public override LegalGround Ground => LegalGround.Employment;

    public override IReadOnlyList<PersonalField> Fields =>
        [
            new("Account.UserName", "sign-in-name", Keeping.Plain),
            new("Account.NormalizedUserName", "sign-in-name", Keeping.Plain),
            new("Account.DisplayName", "name", Keeping.Plain),
            new("Account.Email", "mail", Keeping.Plain),
            new("Account.NormalizedEmail", "mail", Keeping.Plain),
            new("Account.PhoneNumber", "phone", Keeping.Plain),
            new("Authenticator.SealedKey", "way-in", Keeping.Sealed),
            new("RecoveryCode.Hash", "way-in", Keeping.Digest),
            new("IdentityUserPasskey`1.CredentialId", "way-in", Keeping.Plain),
            new("IdentityPasskeyData.Name", "device", Keeping.Plain),
            new("IdentityUserLogin`1.ProviderKey", "way-in", Keeping.Plain),
        ];

    public override Task<long> Held(CancellationToken cancel) => db.Accounts.LongCountAsync(cancel);

    public override async Task<IReadOnlyList<PersonalRecord>> Find(PersonAsked who, CancellationToken cancel)
    {
        var forms = Phones.Forms(who.Phone);
        string? mail = who.Mail?.ToUpperInvariant();
        if (who.NumberOnly || (forms.Count == 0 && mail is null))
            return [];
        var found = await db
            .Accounts.AsNoTracking()
            .Where(a =>
                (a.PhoneNumber != null && forms.Contains(a.PhoneNumber)) || (mail != null && a.NormalizedEmail == mail)
            )
            .ToListAsync(cancel);
        return
        [
            .. found.Select(a => new PersonalRecord($"{a.Id}", a.UserName!)
            {
                Name = a.DisplayName,
                Phone = a.PhoneNumber,
                Mail = a.Email,
                At = a.CreatedAt,
                Stays = "account",
                Whole = true,
            }),
        ];
    }
}

/// <summary>Browsers somebody has signed in with before.</summary>
internal sealed class DeviceEntry(KernelDb db) : PersonalEntry
{
    public override string Id => "kernel.device";

    public override LegalGround Ground => LegalGround.Duty;

    public override IReadOnlyList<PersonalField> Fields => [new("KnownDevice.KeyHash", "device", Keeping.Digest)];

    public override RetentionRule Rule => new(365, 30, 365);

    public override Task<long> Held(CancellationToken cancel) => db.KnownDevices.LongCountAsync(cancel);

    public override Task<long> Past(DateTimeOffset before, CancellationToken cancel) =>
        db.KnownDevices.LongCountAsync(d => d.SeenAt < before, cancel);

    public override Task<int> Expire(DateTimeOffset before, int most, CancellationToken cancel) =>
        db.KnownDevices.Where(d => d.SeenAt < before).ExecuteDeleteAsync(cancel);
}

/// <summary>Wrong tries to sign in.</summary>
internal sealed class TryEntry(KernelDb db) : PersonalEntry
{
    public override string Id => "kernel.try";

    public override LegalGround Ground => LegalGround.Duty;

    public override IReadOnlyList<PersonalField> Fields => [new("SignInTry.Key", "digest", Keeping.Digest)];

    public override RetentionRule Rule => new(1, 1, 7);

    public override Task<long> Held(CancellationToken cancel) => db.SignInTries.LongCountAsync(cancel);

    public override Task<long> Past(DateTimeOffset before, CancellationToken cancel) =>
        db.SignInTries.LongCountAsync(t => t.LastAt < before, cancel);

    public override Task<int> Expire(DateTimeOffset before, int most, CancellationToken cancel) =>
        db.SignInTries.Where(t => t.LastAt < before).ExecuteDeleteAsync(cancel);
}

/// <summary>
/// Mail to people without an account, as long as it is on its way. What was sent has lost its address already; what
/// could not be sent loses it here.
/// </summary>
internal sealed class MailEntry(KernelDb db, PersonalData personal) : PersonalEntry
{
    public override string Id => "kernel.mail";

    public override LegalGround Ground => LegalGround.Consent;

    public override IReadOnlyList<PersonalField> Fields =>
        [new("Delivery.Address", "mail", Keeping.Sealed), new("NoticeWish.Address", "mail", Keeping.Sealed)];

    public override RetentionRule Rule => new(30, 7, 90);

    public override async Task<long> Held(CancellationToken cancel) =>
        await db.Deliveries.LongCountAsync(d => d.Address != null, cancel)
        + await db.Set<NoticeWish>().LongCountAsync(w => w.Address != null, cancel);

    public override Task<long> Past(DateTimeOffset before, CancellationToken cancel) =>
        db.Deliveries.LongCountAsync(d => d.Address != null && d.DueAt < before, cancel);

    public override Task<int> Expire(DateTimeOffset before, int most, CancellationToken cancel) =>
        db.Deliveries.Where(d => d.Address != null && d.DueAt < before).ExecuteDeleteAsync(cancel);

    public override async Task<IReadOnlyList<PersonalRecord>> Find(PersonAsked who, CancellationToken cancel)
    {
        if (who.Mail is not { } mail || who.NumberOnly)
            return [];
        // Only what has not been sent has an address: few rows, and each must be opened to be compared.
        var waiting = await db
            .Deliveries.AsNoTracking()
            .Where(d => d.Address != null)
            .Select(d => new
            {
                d.Id,
                d.Address,
                At = d.DueAt,
                Wish = false,
            })
            .ToListAsync(cancel);
        waiting.AddRange(
            await db.Set<NoticeWish>()
                .AsNoTracking()
                .Where(w => w.Address != null)
                .Select(w => new
                {
                    w.Id,
                    w.Address,
                    w.At,
                    Wish = true,
                })
                .ToListAsync(cancel)
        );
        return
        [
            .. waiting
                .Where(w => string.Equals(personal.Open(w.Address), mail, StringComparison.OrdinalIgnoreCase))
                .Select(w => new PersonalRecord(w.Wish ? $"w{w.Id}" : $"d{w.Id}", $"{w.Id}")
                {
                    Mail = mail,
                    At = w.At,
                }),
        ];
    }

    public override async Task Erase(IReadOnlyList<PersonalRecord> found, CancellationToken cancel)
    {
        foreach (var record in found)
        {
            long id = long.Parse(record.Key[1..], System.Globalization.CultureInfo.InvariantCulture);
            if (record.Key[0] == 'd')
                await db.Deliveries.Where(d => d.Id == id).ExecuteDeleteAsync(cancel);
            else
                await db.Set<NoticeWish>().Where(w => w.Id == id).ExecuteDeleteAsync(cancel);
        }
    }
}

/// <summary>Who answers for a unit and by what number: official contacts, shown to everybody.</summary>
internal sealed class UnitContactEntry(KernelDb db) : PersonalEntry
{
    public override string Id => "kernel.unit-contact";

    public override LegalGround Ground => LegalGround.PublicRecord;

    public override IReadOnlyList<PersonalField> Fields =>
        [
            new("Unit.ContactName", "name", Keeping.Plain),
            new("Unit.ContactPhone", "phone", Keeping.Plain),
            new("Unit.Address", "address", Keeping.Plain),
            new("UnitHistory.Before", "words", Keeping.Plain),
            new("UnitHistory.After", "words", Keeping.Plain),
        ];

    public override Task<long> Held(CancellationToken cancel) =>
        db.Units.LongCountAsync(u => u.ContactName != null || u.ContactPhone != null, cancel);

    public override async Task<IReadOnlyList<PersonalRecord>> Find(PersonAsked who, CancellationToken cancel)
    {
        if (Phones.Plain(who.Phone) is not { } phone || who.NumberOnly)
            return [];
        var found = await db.Units.AsNoTracking().Where(u => u.ContactPhone != null).ToListAsync(cancel);
        return
        [
            .. found
                .Where(u => Phones.Plain(u.ContactPhone) == phone)
                .Select(u => new PersonalRecord($"{u.Id}", u.Code)
                {
                    Name = u.ContactName,
                    Phone = u.ContactPhone,
                    Stays = "official",
                    Whole = true,
                }),
        ];
    }
}
