using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Store;

namespace Modular.Kernel.Plugins;

/// <summary>Keeps and finds verdicts.</summary>
public sealed class PluginVerdicts(IDbContextFactoryOf<KernelDb> contexts, TimeProvider clock)
{
    public async Task<PluginVerdict?> Find(string subject, string hash, CancellationToken cancel)
    {
        await using var db = contexts.Create();
        return await db.Set<PluginVerdict>()
            .AsNoTracking()
            .SingleOrDefaultAsync(v => v.Subject == subject && v.Hash == hash, cancel);
    }

    /// <summary>The last one counts.</summary>
    public async Task Keep(string subject, string hash, string said, CancellationToken cancel)
    {
        await using var db = contexts.Create();
        var now = clock.GetUtcNow();
        var row = db.Set<PluginVerdict>().Where(v => v.Subject == subject && v.Hash == hash);
        int there = await row.ExecuteUpdateAsync(
            set => set.SetProperty(v => v.Said, said).SetProperty(v => v.At, now),
            cancel
        );
        if (there > 0)
            return;
        db.Add(
            new PluginVerdict
            {
                Subject = subject,
                Hash = hash,
                Said = said,
                At = now,
            }
        );
        await db.SaveChangesAsync(cancel);
    }
}
