using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Access;
using Modular.Kernel.Jobs;
using Modular.Kernel.Store;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>What ends a session ends it on the server, for every host at once.</summary>
public sealed class SessionTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "S6")]
    public async Task A_cookie_kept_from_before_signing_out_is_worth_nothing(string database)
    {
        await using var host = await RunningHost.Start(database);
        var worker = await host.As("worker-a1");
        string kept = worker.Cookie("session")!;
        Assert.Equal(HttpStatusCode.OK, await Borrowed(host, kept));
        await worker.Open("/account");
        await worker.Send("form[action='/sign-out']");
        Assert.Equal(HttpStatusCode.Redirect, await Borrowed(host, kept));
        Assert.Equal(
            1,
            await host.Ask(s =>
                s.GetRequiredService<KernelDb>().AuditEntries.CountAsync(e => e.Action == "account.signed-out")
            )
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "S6")]
    public async Task On_another_host_of_the_same_database_it_ends_at_the_next_request_too(string database)
    {
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        string[] args = await Databases.Empty(database, folder);
        await using var one = await RunningHost.Start(args, folder, seed: true);
        await using var two = await RunningHost.Start(args, folder, seed: false);
        foreach (string end in new[] { "disable", "reset", "role", "sign-out" })
        {
            var worker = await one.As("worker-a1");
            string kept = worker.Cookie("session")!;
            // Both hosts have it in their memory now.
            Assert.Equal(HttpStatusCode.OK, await Borrowed(two, kept));
            if (end == "sign-out")
            {
                await worker.Open("/account");
                await worker.Send("form[action='/sign-out']");
            }
            else
                await one.Do(s => End(s, end));
            Assert.Equal(HttpStatusCode.Redirect, await Borrowed(two, kept));
            await one.Do(Restore);
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "S6")]
    public async Task A_person_sees_where_she_is_signed_in_and_ends_it_there(string database)
    {
        await using var host = await RunningHost.Start(database);
        var phone = await host.As("worker-a1");
        string kept = phone.Cookie("session")!;
        var desk = await host.As("worker-a1");
        await desk.Open("/account");
        Assert.Equal(2, desk.Page.QuerySelectorAll("table.list tbody tr").Length);
        await desk.Press("End");
        Assert.Equal("/account", desk.At);
        Assert.Single(desk.Page.QuerySelectorAll("table.list tbody tr"));
        Assert.Equal(HttpStatusCode.Redirect, await Borrowed(host, kept));
        Assert.Equal(HttpStatusCode.OK, await desk.StatusOf("/desk"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "S6")]
    public async Task It_ends_by_itself_when_not_used_and_at_the_latest_after_its_longest(string database)
    {
        await using var host = await RunningHost.Start(database, "--SignIn:IdleMinutes=60", "--SignIn:LongestHours=3");
        string kept = (await host.As("worker-a1")).Cookie("session")!;
        for (int i = 0; i < 3; i++)
        {
            host.Clock.Move(TimeSpan.FromMinutes(50));
            Assert.Equal(HttpStatusCode.OK, await Borrowed(host, kept));
        }

        host.Clock.Move(TimeSpan.FromMinutes(40));
        Assert.Equal(HttpStatusCode.Redirect, await Borrowed(host, kept));
        string idle = (await host.As("worker-a1")).Cookie("session")!;
        host.Clock.Move(TimeSpan.FromMinutes(61));
        Assert.Equal(HttpStatusCode.Redirect, await Borrowed(host, idle));
        // What has ended leaves no row behind.
        var kind = host.Services.GetServices<JobKind>().Single(k => k.Kind == "kernel.clear-delivered");
        await host.Do(s => ((IJobWork)s.GetRequiredService(kind.Work)).Run(JobRun.Unasked(kind.Kind), default));
        Assert.Equal(0, await host.Ask(s => s.GetRequiredService<KernelDb>().Sessions.CountAsync()));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "S6")]
    public async Task A_password_somebody_else_made_is_changed_before_anything_else(string database)
    {
        await using var host = await RunningHost.Start(database);
        string password = "";
        await host.Do(async s =>
        {
            long id = await s.GetRequiredService<KernelDb>()
                .Accounts.Where(a => a.UserName == "worker-a1")
                .Select(a => a.Id)
                .SingleAsync();
            password = await s.GetRequiredService<KeepAccounts>().ResetPassword(id, default);
        });
        var worker = host.Visitor();
        await worker.Open("/sign-in");
        await worker.Send("form.form", ("Input.Name", "worker-a1"), ("Input.Password", password));
        Assert.Equal("/account", worker.At);
        foreach (string page in new[] { "/needs", "/desk", "/inbox" })
        {
            await worker.Open(page);
            Assert.Equal("/account", worker.At);
        }

        await worker.Open("/account");
        await worker.Send("form.form", ("Input.Current", password), ("Input.Password", password));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        await worker.Send("form.form", ("Input.Current", password), ("Input.Password", "lantern-river-7"));
        Assert.Equal("/sign-in", worker.At);
        await worker.SignIn("worker-a1", "lantern-river-7");
        await worker.Open("/needs");
    }

    private static async Task End(IServiceProvider s, string how)
    {
        var manage = s.GetRequiredService<KeepAccounts>();
        var db = s.GetRequiredService<KernelDb>();
        long id = await db.Accounts.Where(a => a.UserName == "worker-a1").Select(a => a.Id).SingleAsync();
        if (how == "disable")
            await manage.SetDisabled(id, true, default);
        if (how == "reset")
            await manage.ResetPassword(id, default);
        if (how == "role")
            await manage.SetRoles(id, [], default);
    }

    private static async Task Restore(IServiceProvider s)
    {
        var db = s.GetRequiredService<KernelDb>();
        var account = await db.Accounts.SingleAsync(a => a.UserName == "worker-a1");
        (account.Disabled, account.MustChangePassword) = (false, false);
        account.PasswordHash = s.GetRequiredService<Microsoft.AspNetCore.Identity.IPasswordHasher<Account>>()
            .HashPassword(account, RunningHost.Password);
        await db.SaveChangesAsync();
        s.GetRequiredService<AccountDirectory>().Forget(account.Id);
    }

    private static async Task<HttpStatusCode> Borrowed(RunningHost host, string cookie)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, "/account"));
        request.Headers.Add("Cookie", $"session={cookie}");
        return (await client.SendAsync(request)).StatusCode;
    }
}
