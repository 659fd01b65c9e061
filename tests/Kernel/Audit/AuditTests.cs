using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Audit;
using Modular.Kernel.Store;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

public sealed class AuditTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K5")]
    public async Task Verify_names_the_first_entry_that_was_changed_or_cut(string database)
    {
        await using var host = await RunningHost.Start(database);
        async Task<AuditVerdict> Verdict() =>
            await host.Ask(s => s.GetRequiredService<VerifyAudit>().Run(null, default));
        Assert.Null((await Verdict()).BrokenAt);
        await host.Do(s => s.GetRequiredService<VerifyAudit>().KeepCheckpoint(default));
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<KernelDb>();
            await db
                .AuditEntries.Where(e => e.Seq == 5)
                .ExecuteUpdateAsync(set => set.SetProperty(e => e.Who, "somebody else"));
        });
        var changed = await Verdict();
        Assert.Equal((5, "changed"), (changed.BrokenAt, changed.Reason));
    }

    [Fact]
    public async Task A_tail_cut_off_together_with_the_head_shows_by_the_checkpoint()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        await host.Do(s => s.GetRequiredService<VerifyAudit>().KeepCheckpoint(default));
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<KernelDb>();
            var last = await db.AuditEntries.AsNoTracking().OrderByDescending(e => e.Seq).Skip(3).FirstAsync();
            await db.AuditEntries.Where(e => e.Seq > last.Seq).ExecuteDeleteAsync();
            await db.AuditHeads.ExecuteUpdateAsync(set =>
                set.SetProperty(h => h.Seq, last.Seq).SetProperty(h => h.Hash, last.Hash)
            );
        });
        Assert.Equal(
            "cut-before-checkpoint",
            (await host.Ask(s => s.GetRequiredService<VerifyAudit>().Run(null, default))).Reason
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Without_its_audit_entry_a_change_is_not_stored(string database)
    {
        await using var host = await RunningHost.Start(database);
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<KernelDb>();
            await db.AuditHeads.ExecuteDeleteAsync();
            var unit = await db.Units.SingleAsync(u => u.Code == "A1");
            await Assert.ThrowsAsync<InvalidOperationException>(() =>
                s.GetRequiredService<KeepUnits>().Change(unit.Id, "Renamed", null, null, null, unit.Version, default)
            );
        });
        Assert.Equal(
            "Community A1",
            await host.Ask(s =>
                s.GetRequiredService<KernelDb>().Units.Where(u => u.Code == "A1").Select(u => u.Name).SingleAsync()
            )
        );
    }
}
