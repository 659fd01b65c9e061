using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Operations;
using Modular.Kernel.Secrets;
using Modular.Kernel.Store;
using Modular.Kernel.Ui;

namespace Modular.Host.Pages.Admin;

/// <summary>What is not as it should be for running in earnest.</summary>
internal sealed class Concerns(
    KernelDb db,
    OperatorSecret secret,
    BackupPlan backups,
    ProxyWatch proxies,
    IConfiguration configuration,
    DemonstrationMark demonstration,
    TimeProvider clock
)
{
    private static readonly TimeSpan TooOld = TimeSpan.FromDays(2);

    public async Task<IReadOnlyList<Concern>> Find(CancellationToken cancel)
    {
        if (demonstration.On)
            return [];
        var found = new List<Concern>();
        if (secret.BesideData)
            found.Add(new("concern.secret", secret.Place!));
        if (Site.Configured(configuration) is null)
            found.Add(new("concern.site"));
        if (await Administrators(cancel) < 2)
            found.Add(new("concern.one-administrator"));
        if (backups.Keep == 0)
            found.Add(new("concern.no-backups"));
        else if (backups.Latest() is not { } latest)
            found.Add(new("concern.never-backed-up"));
        else if (clock.GetUtcNow() - latest.LastWriteTimeUtc > TooOld)
            found.Add(new("concern.old-backup", Kernel.Texts.Words.Time(latest.LastWriteTimeUtc)));
        if (proxies.Unknown is { } unknown)
            found.Add(new("concern.proxy-unknown", unknown.ToString()));
        else if (proxies.Silent)
            found.Add(new("concern.proxy-silent"));
        return found;
    }

    private Task<int> Administrators(CancellationToken cancel) =>
        db
            .AccountRoles.Where(r =>
                r.Role == Role.Administrator && db.Units.Any(u => u.Id == r.UnitId && u.ParentId == null)
            )
            .Where(r => db.Accounts.Any(a => a.Id == r.AccountId && !a.Disabled))
            .Select(r => r.AccountId)
            .Distinct()
            .CountAsync(cancel);
}

/// <summary>Something about the installation that the administrator should put right; the text says how.</summary>
internal sealed record Concern(string Key, params object[] Arguments);
