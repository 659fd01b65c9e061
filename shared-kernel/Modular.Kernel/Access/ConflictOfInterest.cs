using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Store;
using Modular.Kernel.Units;

namespace Modular.Kernel.Access;

/// <summary>
/// Who must not judge or decide what (K19), found from offices held and people named: whoever holds an office in the
/// unit itself, below it, or in the unit right above it that leads it (the district leads all and is not meant), and
/// whoever answers for the thing in person.
/// </summary>
public sealed class ConflictOfInterest(KernelDb kernel, UnitDirectory units)
{
    /// <summary>Roles that belong to no office: sitting on a panel, reading, living somewhere.</summary>
    private static readonly Role[] NoOffice =
    [
        Role.Auditor,
        Role.Resident,
        Role.Volunteer,
        Role.Administrator,
        Role.SecurityAdministrator,
    ];

    public async Task<IReadOnlyList<ConflictFound>> Between(
        IReadOnlyCollection<long> accounts,
        IReadOnlyList<Judged> things,
        CancellationToken cancel
    )
    {
        var tree = await units.Tree(cancel);
        var people = await kernel
            .Accounts.AsNoTracking()
            .Where(a => accounts.Contains(a.Id))
            .Select(a => new { a.Id, a.DisplayName })
            .ToListAsync(cancel);
        var offices = (
            await kernel.AccountRoles.AsNoTracking().Where(r => accounts.Contains(r.AccountId)).ToListAsync(cancel)
        ).ToLookup(r => r.AccountId);
        var found = new List<ConflictFound>();
        foreach (var person in people)
        {
            // An evaluator appointed for a whole district or town is of no single unit; one of a community belongs to
            // it.
            var held = offices[person.Id]
                .Where(r => !NoOffice.Contains(r.Role))
                .Select(r => (r.Role, Unit: tree.Find(r.UnitId)))
                .Where(r =>
                    r.Unit is not null
                    && (
                        r.Role is not (Role.Evaluator or Role.Mentor)
                        || r.Unit.Kind is not (UnitKind.District or UnitKind.Town)
                    )
                )
                .Select(r => r.Unit!)
                .ToList();
            foreach (var thing in things)
            {
                if (thing.People.Contains(person.DisplayName.Trim(), StringComparer.Ordinal))
                    found.Add(new(person.Id, thing.Id, "conflict.answers", person.DisplayName));
                else if (
                    thing.UnitId is { } id
                    && tree.Find(id) is { } unit
                    && held.FirstOrDefault(o => Near(o, unit)) is { } office
                )
                    found.Add(
                        new(
                            person.Id,
                            thing.Id,
                            office.Path.StartsWith(unit.Path, StringComparison.Ordinal)
                                ? "conflict.own-unit"
                                : "conflict.leads",
                            office.Name
                        )
                    );
            }
        }

        return found;
    }

    private static bool Near(Unit office, Unit unit) =>
        office.Path.StartsWith(unit.Path, StringComparison.Ordinal)
        || (unit.ParentId == office.Id && office.Kind != UnitKind.District);
}

/// <summary>Something to be judged or decided, as far as it matters who stands near it.</summary>
/// <param name="UnitId">The unit it is or belongs to.</param>
/// <param name="People">Names of those who answer for it.</param>
public sealed record Judged(long Id, int? UnitId, IReadOnlyList<string> People);

/// <param name="Key">Text key of the reason, with <paramref name="Detail"/> as its argument.</param>
public sealed record ConflictFound(long AccountId, long JudgedId, string Key, string Detail);
