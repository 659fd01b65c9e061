using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Numbers;
using Modular.Kernel.Operations;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;

namespace Modular.Kernel.Privacy;

/// <summary>
/// What all modules hold of one person: seen, handed out, corrected, erased. Every act stands in the audit by the
/// numbers of the records, never by the telephone.
/// </summary>
public sealed class PersonRights(
    IEnumerable<IPersonalRegister> registers,
    KernelDb db,
    BackupPlan backups,
    TimeProvider clock
)
{
    public const string Series = "SC";
    public const int ReasonLength = 500;

    /// <param name="act">Goes into the audit: <c>person.looked-up</c>, <c>person.revealed</c> and the like.</param>
    public async Task<IReadOnlyList<PersonalPart>> Find(PersonAsked asked, string act, CancellationToken cancel)
    {
        var found = await Look(asked, cancel);
        await Note(act, "person", found, null, cancel);
        return found;
    }

    public async Task<int> Correct(PersonAsked asked, Correction right, string? reason, CancellationToken cancel)
    {
        if (right.Name is null && right.Phone is null)
            throw new RuleBroken("privacy.correct-what") { Field = "RightName" };
        if (right.Phone is not null && Phones.Plain(right.Phone) is null)
            throw new RuleBroken("privacy.phone-wrong") { Field = "RightPhone" };
        string said = Reason(reason, asked, [], "RightReason");
        var found = await Look(asked, cancel);
        int done = 0;
        foreach (var part in found)
            done += await part.Entry.Correct(part.Records, right, cancel);
        await Note("person.corrected", "person", found, new { reason = said, done }, cancel);
        return done;
    }

    /// <returns>The proof's number.</returns>
    public async Task<string> Erase(PersonAsked asked, ErasureGround ground, string? reason, CancellationToken cancel)
    {
        var found = await Look(asked, cancel);
        string said = Reason(reason, asked, found);
        if (found.Count == 0)
            throw new RuleBroken("privacy.nothing-held");
        var done = new List<PersonalPart>();
        try
        {
            foreach (var part in found)
            {
                var going = part.Records.Where(r => !r.Whole).ToList();
                if (going.Count > 0)
                    await part.Entry.Erase(going, cancel);
                done.Add(part);
            }
        }
        catch (Exception) when (done.Count > 0)
        {
            // Each module saves by itself. What has gone already is proven all the same, and the rest is asked for
            // again.
            await Prove(done, ground, said, CancellationToken.None);
            throw;
        }

        return await Prove(done, ground, said, cancel);
    }

    public async Task<ErasureProof> Proof(string number, CancellationToken cancel) =>
        await db.ErasureProofs.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
        ?? throw new NotFound();

    public Task<List<ErasureProof>> Proofs(CancellationToken cancel) =>
        db.ErasureProofs.AsNoTracking().OrderByDescending(p => p.Id).ToListAsync(cancel);

    private Task<string> Prove(
        IReadOnlyList<PersonalPart> found,
        ErasureGround ground,
        string reason,
        CancellationToken cancel
    ) => db.InTransaction(() => Write(found, ground, reason, cancel), cancel);

    private async Task<string> Write(
        IReadOnlyList<PersonalPart> found,
        ErasureGround ground,
        string reason,
        CancellationToken cancel
    )
    {
        var now = clock.GetUtcNow();
        var erased = found
            .Select(p => (Part: p, Gone: p.Records.Where(r => !r.Whole).ToList()))
            .Where(p => p.Gone.Count > 0)
            .Select(p => new ErasedPart(p.Part.Module, p.Part.Entry.Id, p.Gone.Count, References(p.Gone)))
            .ToList();
        var left = found
            .SelectMany(p => p.Records)
            .Where(r => r.Stays is not null)
            .GroupBy(r => r.Stays!, StringComparer.Ordinal)
            .Select(g => new RemainingPart(g.Key, References([.. g])))
            .Append(new("audit", []))
            .ToList();
        string series = NumberSeries.Series(Series, now.Local().Year);
        string number = NumberSeries.Text(series, await NumberSeries.Take(db, series, 1, cancel));
        db.ErasureProofs.Add(
            new()
            {
                Id = Ids.Next(clock),
                Number = number,
                At = now,
                By = db.Acting.Name,
                Ground = ground,
                Reason = reason,
                Erased = JsonSerializer.Serialize(erased),
                Remains = JsonSerializer.Serialize(left),
                // Tonight's backup is the first without it; the last one with it goes when so many newer ones are
                // there.
                BackupsUntil = backups.Keep == 0 ? null : clock.Today().AddDays(backups.Keep),
            }
        );
        db.Record("person.erased", $"proof:{number}", after: new { ground, records = Counted(found) });
        await db.SaveChangesAsync(cancel);
        return number;
    }

    private async Task<IReadOnlyList<PersonalPart>> Look(PersonAsked asked, CancellationToken cancel)
    {
        asked = asked with { Mail = Blank(asked.Mail), Number = Blank(asked.Number)?.ToUpperInvariant() };
        if (Phones.Plain(asked.Phone) is null && asked.Mail is null && asked.Number is null)
            throw new RuleBroken("privacy.person-needed") { Field = "Phone" };
        var entries = registers.SelectMany(r => r.Entries.Select(e => (r.Module, Entry: e))).ToList();
        if (asked is { Number: { } number, NumberOnly: false } && Phones.Plain(asked.Phone) is null)
            foreach (var (_, entry) in entries)
                if (await entry.PhoneOf(number, cancel) is { } phone)
                    asked = asked with { Phone = phone };
        var found = new List<PersonalPart>();
        foreach (var (module, entry) in entries)
            if (await entry.Find(asked, cancel) is { Count: > 0 } records)
                found.Add(new(module, entry, records));
        return found;
    }

    private async Task Note(
        string act,
        string subject,
        IReadOnlyList<PersonalPart> found,
        object? more,
        CancellationToken cancel
    )
    {
        db.Record(act, subject, after: new { records = Counted(found), more });
        await db.SaveChangesAsync(cancel);
    }

    private static Dictionary<string, IReadOnlyList<string>> Counted(IReadOnlyList<PersonalPart> found) =>
        found.GroupBy(p => p.Entry.Id).ToDictionary(g => g.Key, g => References([.. g.SelectMany(p => p.Records)]));

    private static IReadOnlyList<string> References(IReadOnlyList<PersonalRecord> records) =>
        [.. records.Select(r => r.Reference).Distinct(StringComparer.Ordinal)];

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>A reason is kept with the proof: it must not bring back what was erased.</summary>
    private static string Reason(
        string? reason,
        PersonAsked asked,
        IReadOnlyList<PersonalPart> found,
        string field = "Reason"
    )
    {
        string said = reason?.Trim() ?? "";
        if (said.Length is 0 or > ReasonLength)
            throw new RuleBroken("privacy.reason-needed", ReasonLength) { Field = field };
        var names = found.SelectMany(p => p.Records).Select(r => r.Name).Where(n => n is { Length: > 1 });
        if (Phones.Holds(said, asked.Phone) || names.Any(n => said.Contains(n!, StringComparison.Ordinal)))
            throw new RuleBroken("privacy.reason-personal") { Field = field };
        return said;
    }
}

/// <summary>What one entry of the register holds of the person.</summary>
public sealed record PersonalPart(string Module, PersonalEntry Entry, IReadOnlyList<PersonalRecord> Records);
