namespace Modular.Kernel.Access;

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

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(Units, Role.Administrator),
        new(Accounts, Role.Administrator),
        new(Modules, Role.Administrator, Role.DistrictOfficer, Role.TownOfficer),
        new(Calendar, Role.Administrator),
        new(Plugins, Role.Administrator),
        new(Audit, Role.Administrator, Role.Auditor),
        new(Jobs, Role.Administrator, Role.DistrictOfficer, Role.TownOfficer, Role.CommunityWorker, Role.WindowClerk),
        new(Engine, Role.Administrator, Role.DistrictOfficer, Role.Auditor),
        new(EngineManage, Role.Administrator),
        new(System, Role.Administrator),
    ];
}
