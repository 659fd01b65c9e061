using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;
using Modular.Kernel.Texts;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Activities;

/// <summary>
/// People sign in at an activity: by the code on the spot, once a phone and once a person, or written down by hand.
/// </summary>
internal sealed class TakeSignIn(
    ProjectsDb db,
    SignInCode codes,
    PersonalData personal,
    EraseNames erase,
    TimeProvider clock
)
{
    private const int MostByHand = 300;

    /// <param name="pass">From a form that was refused: whoever came in by a fresh code may mend it.</param>
    public async Task<SignInView> Show(string token, string? device, string? pass, CancellationToken cancel)
    {
        var (activity, project) = await Find(token, cancel);
        string place = activity.PlaceId is { } id
            ? await db.ServicePlaces.Where(p => p.Id == id).Select(p => p.Name).SingleAsync(cancel)
            : activity.Place;
        bool passes = pass is not null && codes.Passes(activity, pass, device);
        var door = Stands(activity);
        if (await Inside(activity, device, cancel))
            door = Door.Inside;
        else if (door == Door.Open && !passes && !codes.Fresh(activity, token))
            door = Door.Stale;
        return new(
            activity,
            project,
            place,
            door,
            door != Door.Open ? ""
                : passes ? pass!
                : codes.Pass(activity, device)
        );
    }

    /// <param name="line">The network address it comes from, kept as a digest.</param>
    /// <returns>Whether this is new; the same phone again changes nothing.</returns>
    public async Task<bool> Sign(
        string token,
        string? pass,
        string? device,
        SignInAs role,
        string? name,
        string? phone,
        bool consent,
        CancellationToken cancel,
        string? line = null,
        int? version = null
    )
    {
        var (activity, _) = await Find(token, cancel);
        if (await Inside(activity, device, cancel))
            return false;
        Refuse(Stands(activity));
        if (!codes.Passes(activity, pass, device))
            throw new RuleBroken("signin.stale");
        if (string.IsNullOrWhiteSpace(device))
            throw new RuleBroken("signin.cookies");
        var (person, number) = Read(name, phone);
        if (!consent)
            throw new RuleBroken("signin.consent-needed") { Field = "Consent" };
        string key = Person(activity, person, number);
        if (await db.SignIns.AnyAsync(s => s.ActivityId == activity.Id && s.PersonKey == key, cancel))
            return await Inside(activity, device, cancel)
                ? false
                : throw new RuleBroken(number is null ? "signin.name-known" : "signin.phone-known") { Field = "Phone" };
        try
        {
            await db.InTransaction(
                async () =>
                {
                    if (await Count(activity.Id, role, 1, activity.MaySign, cancel) == 0)
                        throw new RuleBroken(
                            await db.Activities.AnyAsync(
                                a => a.Id == activity.Id && a.State == ActivityState.Cancelled,
                                cancel
                            )
                                ? "signin.door.Cancelled"
                                : "signin.full"
                        );
                    var now = clock.GetUtcNow();
                    db.SignIns.Add(
                        new()
                        {
                            Id = Ids.Next(clock),
                            ActivityId = activity.Id,
                            As = role,
                            Name = personal.Seal(person),
                            Phone = personal.Seal(number),
                            PersonKey = key,
                            DeviceKey = Device(activity, device),
                            LineKey = line is null ? null : personal.Digest("sign-in-line", $"{activity.Id}:{line}"),
                            At = now,
                            ConsentAt = now,
                            ConsentVersion = version,
                        }
                    );
                    await db.SaveChangesAsync(cancel);
                },
                cancel
            );
            return true;
        }
        catch (DbUpdateException problem) when (!Outage.Is(problem))
        {
            // Sent twice at the same moment: one of them counted.
            db.Discard();
            return await Inside(activity, device, cancel)
                ? false
                : throw new RuleBroken("signin.phone-known") { Field = "Phone" };
        }
    }

    /// <summary>
    /// For those without a phone: a name a line, with a telephone number behind it where there is one.
    /// </summary>
    /// <returns>How many were new, and how many stood there already.</returns>
    public Task<(int Added, int Known)> ByHand(
        string number,
        long id,
        SignInAs role,
        string? lines,
        CancellationToken cancel
    ) =>
        db.InTransaction(
            async () =>
            {
                await db.Activities.Where(a => a.Id == id).Hold(a => a.Signed, cancel);
                var activity =
                    await db
                        .Activities.AsNoTracking()
                        .SingleOrDefaultAsync(
                            a => a.Id == id && db.Projects.Any(p => p.Id == a.ProjectId && p.Number == number),
                            cancel
                        )
                    ?? throw new NotFound();
                if (activity.State == ActivityState.Cancelled)
                    throw new RuleBroken("signin.cancelled");
                if (clock.GetUtcNow() < activity.SignInFrom)
                    throw new RuleBroken("signin.early", activity.SignInFrom);
                if (await erase.ByHandUntil(activity, cancel) is var until && clock.GetUtcNow() > until)
                    throw new RuleBroken("signin.hand-over", until) { Field = "Lines" };
                string[] given = (lines ?? "").Split(
                    '\n',
                    StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
                );
                if (given.Length is 0 or > MostByHand)
                    throw new RuleBroken("signin.lines-needed", MostByHand) { Field = "Lines" };
                var known = (
                    await db
                        .SignIns.Where(s => s.ActivityId == id && s.PersonKey != null)
                        .Select(s => s.PersonKey!)
                        .ToListAsync(cancel)
                ).ToHashSet(StringComparer.Ordinal);
                int added = 0;
                foreach (string line in given)
                {
                    string[] parts = line.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries);
                    bool hasPhone = parts.Length > 1 && parts[^1].All(c => char.IsAsciiDigit(c) || c == '-');
                    var (person, phone) = Read(
                        string.Join(' ', hasPhone ? parts[..^1] : parts),
                        hasPhone ? parts[^1] : null
                    );
                    string key = Person(activity, person, phone);
                    if (!known.Add(key))
                        continue;
                    db.SignIns.Add(
                        new()
                        {
                            Id = Ids.Next(clock),
                            ActivityId = id,
                            As = role,
                            Name = personal.Seal(person),
                            Phone = personal.Seal(phone),
                            PersonKey = key,
                            At = clock.GetUtcNow(),
                            By = db.Acting.Name,
                        }
                    );
                    added++;
                }

                await Count(id, role, added, int.MaxValue, cancel);
                db.Record("sign-in.by-hand", $"activity:{id}", after: new { added });
                await db.SaveChangesAsync(cancel);
                return (added, given.Length - added);
            },
            cancel
        );

    /// <summary>
    /// The row of the activity is locked by this until the transaction ends; what was reported grows with who came in
    /// late.
    /// </summary>
    /// <param name="most">How many there may be before; who writes a list by hand answers for it.</param>
    /// <returns>Zero when it was cancelled meanwhile or is full.</returns>
    private Task<int> Count(long id, SignInAs role, int more, int most, CancellationToken cancel) =>
        role == SignInAs.Resident
            ? db
                .Activities.Where(a =>
                    a.Id == id && a.State != ActivityState.Cancelled && a.Signed + a.SignedVolunteers < most
                )
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(a => a.Served, a => a.Served < a.Signed + more ? a.Signed + more : a.Served)
                            .SetProperty(a => a.Signed, a => a.Signed + more),
                    cancel
                )
            : db
                .Activities.Where(a =>
                    a.Id == id && a.State != ActivityState.Cancelled && a.Signed + a.SignedVolunteers < most
                )
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(
                                a => a.Volunteers,
                                a => a.Volunteers < a.SignedVolunteers + more ? a.SignedVolunteers + more : a.Volunteers
                            )
                            .SetProperty(a => a.SignedVolunteers, a => a.SignedVolunteers + more),
                    cancel
                );

    private Door Stands(Activity a)
    {
        var now = clock.GetUtcNow();
        return a.State == ActivityState.Cancelled ? Door.Cancelled
            : now < a.SignInFrom ? Door.Early
            : now > a.SignInUntil ? Door.Over
            : Door.Open;
    }

    private static void Refuse(Door door)
    {
        if (door is Door.Early or Door.Over or Door.Cancelled)
            throw new RuleBroken($"signin.door.{door}");
    }

    private async Task<(Activity Activity, string Project)> Find(string token, CancellationToken cancel)
    {
        string code = SignInCode.Code(token);
        var activity =
            await db.Activities.AsNoTracking().SingleOrDefaultAsync(a => a.Code == code, cancel)
            ?? throw new NotFound();
        // Who stands before the code has no scope; the code is what lets them in.
        var project = await db
            .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(p => p.Id == activity.ProjectId)
            .Select(p => new { p.Title, p.State })
            .SingleAsync(cancel);
        return ProjectMoves.Live.Contains(project.State) ? (activity, project.Title) : throw new NotFound();
    }

    private async Task<bool> Inside(Activity activity, string? device, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(device))
            return false;
        string key = Device(activity, device);
        return await db.SignIns.AnyAsync(s => s.ActivityId == activity.Id && s.DeviceKey == key, cancel);
    }

    private static (string Name, string? Phone) Read(string? name, string? phone)
    {
        string person = Plain.Clean(name ?? "").Trim();
        if (person.Length is 0 or > 40)
            throw new RuleBroken("signin.name-needed") { Field = "Name" };
        string digits = Phones.Digits(phone);
        if (!string.IsNullOrWhiteSpace(phone) && digits.Length is < 7 or > 15)
            throw new RuleBroken("signin.phone-wrong") { Field = "Phone" };
        return (person, digits.Length == 0 ? null : digits);
    }

    private string Person(Activity a, string name, string? phone) =>
        personal.Digest(
            "sign-in-person",
            phone is null ? $"{a.Id}:name:{string.Concat(name.Where(c => !char.IsWhiteSpace(c)))}" : $"{a.Id}:{phone}"
        );

    private string Device(Activity a, string device) => personal.Digest("sign-in-device", $"{a.Id}:{device}");
}

internal enum Door
{
    Open,
    Early,
    Over,
    Cancelled,
    Stale,
    Inside,
}

/// <param name="Pass">Goes back with the form.</param>
internal sealed record SignInView(Activity Activity, string Project, string Place, Door Door, string Pass);
