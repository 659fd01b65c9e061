using Microsoft.Extensions.Caching.Memory;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;

namespace Modular.Host;

/// <summary>
/// What stands around every page: menu, units to switch to, waiting things, whether this is the demonstration.
/// </summary>
internal sealed class Chrome(
    ActingScope me,
    ModuleSet modules,
    ModuleSwitches switches,
    IServiceProvider services,
    IMemoryCache cache
)
{
    private static readonly MenuEntry[] Own =
    [
        new("desk.menu", "/desk", null, "home", 0),
        new("jobs.menu", "/jobs", KernelPermissions.Jobs, "gear", 90),
        new("admin.menu", "/admin", KernelPermissions.System, "key", 95),
    ];

    /// <summary>
    /// Doors of the administration for who has no key to its front: the administrator of a town, the auditor.
    /// </summary>
    private static readonly MenuEntry[] Parts =
    [
        new("admin.units", "/admin/units", KernelPermissions.Units, "route", 95),
        new("admin.accounts", "/admin/accounts", KernelPermissions.Accounts, "key", 96),
        new("admin.audit", "/admin/audit", KernelPermissions.Audit, "list", 97),
        new("privacy.menu", "/admin/privacy", KernelPermissions.Privacy, "key", 98),
    ];

    public async Task<IReadOnlyList<MenuEntry>> Menu(CancellationToken cancel)
    {
        var off = await switches.OffAt(me.Current.ScopePath, cancel);
        var doors = me.Current.May(KernelPermissions.System) ? Own : [.. Own, .. Parts];
        return
        [
            .. doors
                .Concat(modules.All.Where(m => !off.Contains(m.Id)).SelectMany(m => m.Menu))
                .Where(e => e.Permission is null || me.Current.May(e.Permission))
                .OrderBy(e => e.Order),
        ];
    }

    public IReadOnlyList<MenuEntry> PublicMenu() =>
        [.. modules.All.SelectMany(m => m.PublicMenu).OrderBy(e => e.Order)];

    /// <summary>
    /// Counted at most every ten seconds per person and unit: it stands on every page. The sources are made only when
    /// it is counted.
    /// </summary>
    public async Task<IReadOnlyList<Todo>> Todos(CancellationToken cancel)
    {
        var key = (nameof(Todos), me.Current.AccountId, me.Current.UnitId);
        if (cache.TryGetValue(key, out IReadOnlyList<Todo>? known))
            return known!;
        var all = new List<Todo>();
        foreach (var source in services.GetServices<ITodoSource>())
            all.AddRange(await source.Todos(cancel));
        return cache.Set<IReadOnlyList<Todo>>(
            key,
            [.. all.Where(t => t.Count > 0).OrderBy(t => t.Due ?? DateOnly.MaxValue)],
            TimeSpan.FromSeconds(10)
        );
    }

    /// <summary>What waits for the person, thing by thing over all modules, by date.</summary>
    public async Task<IReadOnlyList<TodoItem>> Items(int most, CancellationToken cancel)
    {
        var all = new List<TodoItem>();
        foreach (var source in services.GetServices<ITodoSource>())
            all.AddRange(await source.Items(most, cancel));
        return [.. all.OrderBy(i => i.Due ?? DateOnly.MaxValue).Take(most)];
    }

    public async Task<int> Unread(CancellationToken cancel)
    {
        var key = (nameof(Unread), me.Current.AccountId);
        if (cache.TryGetValue(key, out int known))
            return known;
        return cache.Set(
            key,
            await services.GetRequiredService<Kernel.Notices.Inbox>().Unread(cancel),
            TimeSpan.FromSeconds(10)
        );
    }

    public bool IsDemonstration => services.GetRequiredService<DemonstrationMark>().On;
}

/// <summary>Set once at start when the database holds the demonstration district.</summary>
internal sealed class DemonstrationMark
{
    public bool On { get; set; }
}
