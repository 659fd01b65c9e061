using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Secrets;

namespace Modular.Appraisal.Privacy;

/// <summary>
/// All personal data this module holds. A ballot itself is nobody's: nothing in it leads to a person.
/// </summary>
internal sealed class AppraisalRegister(AppraisalDb db, PersonalData personal) : IPersonalRegister
{
    public string Module => AppraisalModule.Name;

    public IReadOnlyList<PersonalEntry> Entries { get; } =
    [
        new SignUpEntry(db, personal),
        new EligibleEntry(db, personal),
        new AppealEntry(db, personal),
        new StandingEntry(
            "appraisal.pool",
            LegalGround.PublicRecord,
            [
                new("SignUp.Voter", "code", Keeping.Digest),
                new("RollEntry.Voter", "code", Keeping.Digest),
                new("SealedBallot.Voter", "code", Keeping.Digest),
            ],
            cancel => db.Roll.LongCountAsync(cancel)
        ),
        new StandingEntry(
            "appraisal.people",
            LegalGround.Duty,
            [
                new("PanelMember.Name", "name", Keeping.Plain),
                new("PoolMember.Name", "name", Keeping.Plain),
                new("KeyHolder.Name", "name", Keeping.Plain),
                new("Party.Name", "name", Keeping.Plain),
                new("Subject.People", "name", Keeping.Plain),
                new("BallotBox.KeyHolder", "name", Keeping.Plain),
            ],
            cancel => db.Panel.LongCountAsync(cancel)
        ),
        new StandingEntry(
            "appraisal.survey",
            LegalGround.Consent,
            [
                new("SurveyAddress.Digest", "network", Keeping.Digest),
                new("SurveySheet.PrivateKey", "code", Keeping.Sealed),
                new("SurveySheet.AddressSalt", "network", Keeping.Plain),
            ],
            cancel => db.SurveyAddresses.LongCountAsync(cancel)
        ),
        new StandingEntry(
            "appraisal.staff",
            LegalGround.Duty,
            [
                new("*.By", "staff", Keeping.Plain),
                new("*.DecidedBy", "staff", Keeping.Plain),
                new("*.PublishedBy", "staff", Keeping.Plain),
            ],
            cancel => db.Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter]).LongCountAsync(cancel)
        ),
    ];
}
