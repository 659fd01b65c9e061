using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Partners.Data;
using Modular.Partners.Domain;
using Modular.Partners.Honours;

namespace Modular.Partners.Privacy;

/// <summary>
/// All personal data this module holds: people who were honoured and people who answer for something, by name.
/// </summary>
internal sealed class PartnersRegister(PartnersDb db) : IPersonalRegister
{
    public string Module => PartnersModule.Name;

    public IReadOnlyList<PersonalEntry> Entries { get; } =
    [
        new StandingEntry(
            "partners.honoured",
            LegalGround.PublicRecord,
            [new("Honour.Person", "name", Keeping.Plain)],
            cancel =>
                db.Set<Honour>()
                    .IgnoreQueryFilters([ModuleDb.ScopeFilter])
                    .LongCountAsync(h => h.Person != null, cancel)
        ),
        new StandingEntry(
            "partners.staff",
            LegalGround.Duty,
            [
                new("*.AskedBy", "staff", Keeping.Plain),
                new("*.ClaimedBy", "staff", Keeping.Plain),
                new("*.DecidedBy", "staff", Keeping.Plain),
                new("*.OpinionBy", "staff", Keeping.Plain),
                new("*.ProposedBy", "staff", Keeping.Plain),
                new("MeetingItem.Owner", "staff", Keeping.Plain),
            ],
            cancel => db.Set<Offer>().IgnoreQueryFilters([ModuleDb.ScopeFilter]).LongCountAsync(cancel)
        ),
    ];
}
