namespace Modular.Kernel.Data;

/// <summary>
/// The roles of the glossary. An account holds (role, unit) pairs; a role holds for its unit and every unit below.
/// </summary>
public enum Role
{
    Administrator,
    DistrictOfficer,
    TownOfficer,
    CommunityWorker,
    GridWorker,
    WindowClerk,
    UnitLiaison,
    Evaluator,
    Mentor,
    Volunteer,
    Resident,
    Auditor,

    /// <summary>Gives accounts and roles where the three administrators are apart (安全管理员).</summary>
    SecurityAdministrator,
}
