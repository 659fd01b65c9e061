using System.Net;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Modular.Kernel.Audit;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Operations;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;
using Modular.Kernel.Store;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>A copy of the database, or of a backup, is no way in.</summary>
public sealed class SecretTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "S3")]
    public async Task With_a_copy_of_the_database_no_cookie_can_be_made(string database)
    {
        await using var host = await RunningHost.Start(database);
        await host.As("admin");
        var keys = await host.Ask(s =>
            s.GetRequiredService<KernelDb>().DataProtectionKeys.AsNoTracking().ToListAsync()
        );
        Assert.NotEmpty(keys);
        Assert.All(keys, k => Assert.DoesNotContain("masterKey", k.Xml, StringComparison.OrdinalIgnoreCase));
        // Who has the rows has the hash of a session's key and not the key.
        byte[] hash = await host.Ask(s =>
            s.GetRequiredService<KernelDb>().Sessions.Select(x => x.KeyHash).FirstAsync()
        );
        var format = host
            .Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>()
            .Get(Microsoft.AspNetCore.Identity.IdentityConstants.ApplicationScheme)
            .TicketDataFormat;
        foreach (string key in new[] { Convert.ToHexString(hash), Convert.ToHexString(hash).ToLowerInvariant() })
        {
            // Even with the ring itself, which is more than the database holds.
            var claim = new Claim("Microsoft.AspNetCore.Authentication.Cookies-SessionId", key);
            var ticket = new AuthenticationTicket(
                new ClaimsPrincipal(new ClaimsIdentity([claim], "Identity.Application")),
                "Identity.Application"
            );
            Assert.Equal(HttpStatusCode.Redirect, await With(host, format.Protect(ticket)));
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "S3")]
    public async Task Keys_an_older_version_kept_open_are_thrown_away_at_the_start(string database)
    {
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        string[] args = await Databases.Empty(database, folder);
        await using (var host = await RunningHost.Start(args, folder, seed: true))
        {
            host.KeepData = true;
            await host.Do(async s =>
            {
                var db = s.GetRequiredService<KernelDb>();
                db.DataProtectionKeys.Add(
                    new()
                    {
                        FriendlyName = "key-old",
                        Xml = "<key id=\"1\"><descriptor><masterKey><value>open</value></masterKey></descriptor></key>",
                    }
                );
                await db.SaveChangesAsync();
            });
        }

        await using var again = await RunningHost.Start(args, folder, seed: false);
        Assert.False(
            await again.Ask(s =>
                s.GetRequiredService<KernelDb>().DataProtectionKeys.AnyAsync(k => k.FriendlyName == "key-old")
            )
        );
        await again.As("admin");
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K16")]
    public async Task A_backup_is_closed_to_whoever_lacks_the_secret_and_shows_every_change(string database)
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("modular-test-").FullName, "backup.sealed");
        await using var host = await RunningHost.Start(database);
        var backup = host.Services.GetRequiredService<Backup>();
        var held = await backup.Save(file, default);
        Assert.Equal((7, 12), (held.Units, held.Accounts));
        await backup.Rehearse(file, default);
        byte[] bytes = await File.ReadAllBytesAsync(file);
        foreach (string word in new[] { "worker-a1", "operator.secret", "Community A1", "database." })
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(
            [Path.GetFileName(file)],
            Directory.GetFiles(Path.GetDirectoryName(file)!).Select(Path.GetFileName)
        );
        foreach (int at in new[] { 30, bytes.Length / 2, bytes.Length - 1 })
        {
            byte[] changed = [.. bytes];
            changed[at] ^= 1;
            await Refuses(host, changed);
        }

        await Refuses(host, bytes[..^1]);
        await Refuses(host, bytes[..(24 + 65552)]);
        await Refuses(host, [.. bytes, 0]);
    }

    [Fact, Trait("rule", "K16")]
    public async Task The_nights_backup_is_rehearsed_and_only_so_many_are_kept()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Backup:Keep=2", "--Jobs:Enabled=false");
        var kind = host.Services.GetServices<JobKind>().Single(k => k.Kind == "kernel.backup");
        for (int i = 0; i < 3; i++)
        {
            host.Clock.Move(TimeSpan.FromDays(1));
            await host.Do(s => ((IJobWork)s.GetRequiredService(kind.Work)).Run(JobRun.Unasked(kind.Kind), default));
        }

        var plan = host.Services.GetRequiredService<BackupPlan>();
        Assert.Equal(2, plan.Files().Count());
        await host.Services.GetRequiredService<Backup>().Rehearse(plan.Latest()!.FullName, default);
    }

    [Fact, Trait("rule", "K5")]
    public async Task A_chain_computed_anew_with_its_checkpoints_taken_away_is_found_out()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        var verify = () => host.Ask(s => s.GetRequiredService<VerifyAudit>().Run(null, default));
        await host.Do(s => s.GetRequiredService<VerifyAudit>().KeepCheckpoint(default));
        Assert.Null((await verify()).BrokenAt);
        string file = Path.Combine(host.Folder, "audit-checkpoints.txt");
        string line = (await File.ReadAllTextAsync(file)).Trim();
        // Another hash, signed by nobody who has the secret.
        string[] parts = line.Split(' ');
        await File.WriteAllTextAsync(file, $"{parts[0]} {new string('0', 64)} {parts[2]} {parts[3]}\n");
        Assert.Equal("checkpoint-forged", (await verify()).Reason);
        File.Delete(file);
        host.Clock.Move(TimeSpan.FromMinutes(20));
        Assert.Equal("no-checkpoint", (await verify()).Reason);
    }

    [Fact, Trait("rule", "S3")]
    public async Task The_secret_is_made_once_is_private_and_may_come_from_elsewhere()
    {
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        var options = DatabaseOptions.From(
            new ConfigurationBuilder().AddInMemoryCollection([new("DataFolder", folder)]).Build()
        );
        OperatorSecret Secret(params KeyValuePair<string, string?>[] more) =>
            new(new ConfigurationBuilder().AddInMemoryCollection(more).Build(), options);
        byte[][] keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Secret().KeyFor("x"))));
        Assert.All(keys, k => Assert.Equal(keys[0], k));
        Assert.NotEqual(Secret().KeyFor("x"), Secret().KeyFor("y"));
        string file = Path.Combine(folder, OperatorSecret.FileName);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(
            keys[0],
            Secret(new KeyValuePair<string, string?>("Secrets:Key", await File.ReadAllTextAsync(file))).KeyFor("x")
        );
        Assert.Throws<StartRefused>(() =>
            Secret(new KeyValuePair<string, string?>("Secrets:Key", "short")).KeyFor("x")
        );
    }

    private static async Task Refuses(RunningHost host, byte[] bytes)
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("modular-test-").FullName, "changed.sealed");
        await File.WriteAllBytesAsync(file, bytes);
        await Assert.ThrowsAsync<RuleBroken>(() => host.Services.GetRequiredService<Backup>().Rehearse(file, default));
    }

    private static async Task<HttpStatusCode> With(RunningHost host, string cookie)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, "/admin/accounts"));
        request.Headers.Add("Cookie", $"session={cookie}");
        return (await client.SendAsync(request)).StatusCode;
    }
}
