using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Audit;
using Modular.Kernel.Data;
using Modular.Kernel.Operations;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

public sealed class OperationsTests
{
    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("rule", "K16"),
        Trait("fault", "13")
    ]
    public async Task A_backup_restored_elsewhere_holds_rows_keys_and_an_unbroken_chain(string database)
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("modular-test-").FullName, "backup.sealed");
        string secretFile = file + ".secret";
        await using (var host = await RunningHost.Start(database))
        {
            var worker = await host.As("worker-a1");
            await worker.Open("/needs/new");
            await worker.Send("form.form", ("Input.Text", "the lamp is out"), ("Input.Phone", "13812345678"));
            await host.Do(s => s.GetRequiredService<VerifyAudit>().KeepCheckpoint(default));
            await host.Do(s => s.GetRequiredService<Backup>().Save(file, default));
            File.Copy(host.Services.GetRequiredService<OperatorSecret>().Place!, secretFile);
        }

        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        string[] args = await Databases.Empty(database, folder);
        var options = DatabaseOptions.From(new ConfigurationBuilder().AddCommandLine(args).Build());
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Secrets:File", secretFile)]).Build();
        var secret = new OperatorSecret(configuration, options);
        var lost = new OperatorSecret(new ConfigurationBuilder().Build(), options);
        var refused = await Assert.ThrowsAsync<RuleBroken>(() =>
            new Backup(options, null!, lost, TimeProvider.System).Restore(file, default)
        );
        Assert.Equal("backup.other-secret", refused.Key);
        await new Backup(options, null!, secret, TimeProvider.System).Restore(file, default);
        await using var again = await RunningHost.Start(args, folder, seed: false, $"--Secrets:File={secretFile}");
        var reader = await again.As("worker-a1");
        await reader.Open("/needs?q=lamp");
        await reader.Open(reader.Page.QuerySelector("td.main a")!.GetAttribute("href")!);
        await reader.Press("Phone");
        Assert.Contains("13812345678", reader.Text, StringComparison.Ordinal);
        Assert.Null((await again.Ask(s => s.GetRequiredService<VerifyAudit>().Run(null, default))).BrokenAt);
        await Assert.ThrowsAsync<RuleBroken>(() =>
            again.Do(s => s.GetRequiredService<Backup>().Restore(file, default))
        );
    }

    [Fact, Trait("rule", "K4")]
    public async Task A_quarter_before_a_year_without_data_the_administrator_sees_it()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        var admin = await host.As("admin");
        await admin.Open("/desk");
        Assert.DoesNotContain("2027", admin.Text, StringComparison.Ordinal);
        host.Clock.Move(TimeSpan.FromDays(210));
        admin = await host.As("admin");
        await admin.Open("/desk");
        Assert.Contains("2027", admin.Text, StringComparison.Ordinal);
    }
}
