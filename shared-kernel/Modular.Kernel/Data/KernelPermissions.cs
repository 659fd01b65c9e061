namespace Modular.Kernel.Data;

/// <summary>Permissions of the kernel's own pages.</summary>
public static class KernelPermissions
{
    public const string Units = "kernel.units";
    public const string Accounts = "kernel.accounts";
    public const string Modules = "kernel.modules";
    public const string Calendar = "kernel.calendar";
    public const string Plugins = "kernel.plugins";
    public const string Audit = "kernel.audit";
    public const string Jobs = "kernel.jobs";

    /// <summary>To see what the system does by itself and how the engine beneath it stands.</summary>
    public const string Engine = "kernel.engine";

    /// <summary>To start recurring work out of its turn and to press buttons on the engine's pages.</summary>
    public const string EngineManage = "kernel.engine-manage";
    public const string System = "kernel.system";

    /// <summary>To say what is asked of those who sign in.</summary>
    public const string SignIn = "kernel.sign-in";

    /// <summary>To read the register of personal data, the proofs and the assessments.</summary>
    public const string Privacy = "kernel.privacy";

    /// <summary>To look up a person, correct and erase; to set periods, publish the notice, keep assessments.</summary>
    public const string PrivacyManage = "kernel.privacy-manage";

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(Units, Role.Administrator),
        new(Accounts, Role.Administrator, Role.SecurityAdministrator) { WhenApart = Role.SecurityAdministrator },
        new(SignIn, Role.Administrator, Role.SecurityAdministrator)
        {
            WholeDistrict = true,
            WhenApart = Role.SecurityAdministrator,
        },
        new(Modules, Role.Administrator, Role.DistrictOfficer, Role.TownOfficer),
        new(Calendar, Role.Administrator) { WholeDistrict = true },
        new(Plugins, Role.Administrator) { WholeDistrict = true },
        new(Audit, Role.Administrator, Role.Auditor) { WhenApart = Role.Auditor },
        new(Jobs, Role.Administrator, Role.DistrictOfficer, Role.TownOfficer, Role.CommunityWorker, Role.WindowClerk),
        new(Engine, Role.Administrator, Role.DistrictOfficer, Role.Auditor) { WholeDistrict = true },
        new(EngineManage, Role.Administrator) { WholeDistrict = true },
        new(System, Role.Administrator) { WholeDistrict = true },
        new(Privacy, Role.Administrator, Role.DistrictOfficer, Role.Auditor) { WholeDistrict = true },
        new(PrivacyManage, Role.Administrator, Role.DistrictOfficer) { WholeDistrict = true },
    ];
}
