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
        new(System, Role.Administrator),
    ];
}
