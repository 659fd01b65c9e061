using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Access;
using Modular.Kernel.Access.Second;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Kernel.Units;
using Modular.TestKit;
using OtpNet;

namespace Modular.Kernel.Tests;

/// <summary>
/// The second factor: an app's codes, codes on paper, who must have one, and the profile of classified protection.
/// </summary>
[Trait("rule", "S6")]
public sealed class SecondFactorTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task With_an_app_the_password_alone_lets_nobody_in_and_no_code_is_good_twice(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        var (totp, codes) = await SetUp(host, "worker-a1");
        Assert.Equal(SecondFactors.Codes, codes.Count);
        host.Clock.Jump(TimeSpan.FromMinutes(1));
        var thief = await Password(host, "worker-a1");
        Assert.Equal("/sign-in/second", thief.At);
        await thief.Open("/desk");
        Assert.StartsWith("/sign-in", thief.At, StringComparison.Ordinal);
        var worker = await Password(host, "worker-a1");
        string code = totp.ComputeTotp(Now(host));
        await worker.Send("form.form", ("Input.Code", code == "000000" ? "000001" : "000000"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        await worker.Send("form.form", ("Input.Code", code));
        Assert.Equal("/desk", worker.At);
        // Whoever looked over the shoulder comes too late.
        var second = await Password(host, "worker-a1");
        await second.Send("form.form", ("Input.Code", code));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.Status);
        host.Clock.Jump(TimeSpan.FromSeconds(30));
        await second.Send("form.form", ("Input.Code", totp.ComputeTotp(Now(host))));
        Assert.Equal("/desk", second.At);
        // The key lies sealed for its account: whoever copies the row to another's opens nothing with it.
        long other = await Id(host, "clerk");
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<KernelDb>();
            var row = await db.Authenticators.AsNoTracking().SingleAsync();
            db.Authenticators.Add(new() { AccountId = other, SealedKey = row.SealedKey });
            await db.SaveChangesAsync();
        });
        host.Clock.Jump(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAnyAsync<System.Security.Cryptography.CryptographicException>(() =>
            host.Do(s => s.GetRequiredService<SecondFactors>().TakeAppCode(other, totp.ComputeTotp(Now(host)), default))
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_code_on_paper_stands_once_for_the_lost_phone(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        var (_, codes) = await SetUp(host, "worker-a1");
        var worker = await Password(host, "worker-a1");
        await worker.Send("form.form", ("Input.Code", codes[3].Replace(" ", "", StringComparison.Ordinal)));
        Assert.Equal("/desk", worker.At);
        await worker.Open("/account/second");
        Assert.Contains(
            Zh(host, "second.codes.left").Replace("{0}", "9", StringComparison.Ordinal),
            worker.Text,
            StringComparison.Ordinal
        );
        var again = await Password(host, "worker-a1");
        await again.Send("form.form", ("Input.Code", codes[3]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        // New ones make the old ones worthless.
        await worker.Press("Codes");
        string fresh = worker.Page.QuerySelector(".codes .code")!.TextContent;
        await again.Send("form.form", ("Input.Code", codes[4]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        await again.Send("form.form", ("Input.Code", fresh));
        Assert.Equal("/desk", again.At);
        // An administrator above takes it away from somebody who has lost both; the log says who.
        var admin = await host.As("admin");
        long id = await Id(host, "worker-a1");
        await admin.Open($"/admin/accounts/{id}");
        await admin.Press("Second");
        Assert.NotNull(admin.Page.QuerySelector(".said"));
        await host.As("worker-a1");
        Assert.Equal(
            1,
            await host.Ask(s =>
                s.GetRequiredService<KernelDb>().AuditEntries.CountAsync(e => e.Action == "account.second-reset")
            )
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Guessing_at_codes_is_slowed_down(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        var (totp, _) = await SetUp(host, "worker-a1");
        host.Clock.Jump(TimeSpan.FromMinutes(1));
        var thief = await Password(host, "worker-a1");
        for (int i = 0; i < 12; i++)
            await thief.Send("form.form", ("Input.Code", "12345"));
        await thief.Send("form.form", ("Input.Code", totp.ComputeTotp(Now(host))));
        Assert.Contains(Zh(host, "second.later"), thief.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_must_have_one_sets_it_up_before_anything_else_and_cannot_drop_the_last(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        var admin = await host.As("admin");
        await admin.Open("/admin/sign-in");
        await admin.Send("form.form", ("Input.SecondFor", "CommunityWorker"));
        Assert.NotNull(admin.Page.QuerySelector(".said"));
        await host.As("clerk");
        var worker = await Password(host, "worker-a1");
        Assert.Equal("/account/second", worker.At);
        await worker.Open("/needs/queue");
        Assert.Equal("/account/second", worker.At);
        await Confirm(host, worker);
        await worker.Open("/desk");
        Assert.Equal("/desk", worker.At);
        // What one may leave, and with it the codes that would stand for nothing.
        var clerk = await host.As("clerk");
        await clerk.Open("/account/second");
        await Confirm(host, clerk);
        await clerk.Open("/account/second");
        await clerk.Press("RemoveApp");
        Assert.Equal(0, await Codes(host, "clerk"));
        await host.As("clerk");
        await worker.Open("/account/second");
        await worker.Press("RemoveApp");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        Assert.Equal(SecondFactors.Codes, await Codes(host, "worker-a1"));
        Assert.Contains(Zh(host, "second.needed"), worker.Text, StringComparison.Ordinal);
        // A town's administrator has no say in it.
        await host.Do(async s =>
            await s.GetRequiredService<KeepAccounts>()
                .Open(
                    "town-admin",
                    "t",
                    RunningHost.Password,
                    [(Role.Administrator, await Unit(s, "A"))],
                    false,
                    default
                )
        );
        Assert.Equal(HttpStatusCode.Forbidden, await (await host.As("town-admin")).StatusOf("/admin/sign-in"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Before_the_way_in_is_changed_the_password_is_asked_for_again(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        var worker = await host.As("worker-a1");
        host.Clock.Jump(TimeSpan.FromMinutes(20));
        await worker.Open("/account/second");
        Assert.Null(worker.Page.QuerySelector("form[action*='handler=App']"));
        Assert.Equal(HttpStatusCode.Forbidden, await worker.Raw("/account/second?handler=Options"));
        await worker.Press("Sure", ("Input.Password", "not this one"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        await worker.Press("Sure", ("Input.Password", RunningHost.Password));
        await Confirm(host, worker);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_classified_profile_parts_three_hands_ages_passwords_and_ends_idle_sessions(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        var admin = await host.As("admin");
        await admin.Open("/admin/sign-in");
        await admin.Send("form.form", ("Input.Classified", "true"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, admin.Status);
        long keeper = await host.Ask(async s =>
        {
            var accounts = s.GetRequiredService<KeepAccounts>();
            return (
                await accounts.Open(
                    "keeper",
                    "k",
                    RunningHost.Password,
                    [(Role.SecurityAdministrator, await Unit(s, "Q"))],
                    false,
                    default
                )
            ).Id;
        });
        await admin.Open("/admin/sign-in");
        await admin.Send("form.form", ("Input.Classified", "true"));
        Assert.NotNull(admin.Page.QuerySelector(".said"));
        // Accounts and log are out of the system administrator's hands.
        admin = await host.As("admin");
        Assert.Equal(HttpStatusCode.Forbidden, await admin.StatusOf("/admin/accounts"));
        Assert.Equal(HttpStatusCode.Forbidden, await admin.StatusOf("/admin/audit"));
        Assert.Equal(HttpStatusCode.OK, await admin.StatusOf("/admin/calendar"));
        Assert.Equal(HttpStatusCode.OK, await (await host.As("keeper")).StatusOf("/admin/accounts"));
        Assert.Equal(HttpStatusCode.OK, await (await host.As("auditor")).StatusOf("/admin/audit"));
        await host.Do(async s =>
        {
            var accounts = s.GetRequiredService<KeepAccounts>();
            int q = await Unit(s, "Q");
            var both = await Assert.ThrowsAsync<RuleBroken>(() =>
                accounts.AddRole(keeper, Role.Auditor, q, true, default)
            );
            Assert.Equal("account.hands-apart", both.Key);
            var plain = await Assert.ThrowsAsync<RuleBroken>(() =>
                accounts.Open("li.si", "x", "taiyangsenlinhe", [(Role.Volunteer, q)], false, default)
            );
            Assert.Equal("account.password-kinds", plain.Key);
            for (int i = 0; i < 20; i++)
                Assert.Contains(KeepAccounts.NewPassword(), char.IsAsciiDigit);
        });
        var worker = await host.As("worker-a1");
        host.Clock.Jump(TimeSpan.FromMinutes(25));
        await worker.Open("/desk");
        Assert.Equal("/desk", worker.At);
        host.Clock.Jump(TimeSpan.FromMinutes(31));
        await worker.Open("/desk");
        Assert.StartsWith("/sign-in", worker.At, StringComparison.Ordinal);
        host.Clock.Jump(TimeSpan.FromDays(90));
        worker = await Password(host, "worker-a1");
        Assert.Equal("/account", worker.At);
        await worker.Send("form.form", ("Input.Current", RunningHost.Password), ("Input.Password", "lantern-river-7"));
        await worker.SignIn("worker-a1", "lantern-river-7");
    }

    /// <summary>Name and password, whatever comes after them.</summary>
    private static async Task<Visitor> Password(RunningHost host, string name)
    {
        var visitor = host.Visitor();
        await visitor.Open("/sign-in");
        await visitor.Send("form.form", ("Input.Name", name), ("Input.Password", RunningHost.Password));
        return visitor;
    }

    private static async Task<(Totp App, IReadOnlyList<string> Codes)> SetUp(RunningHost host, string name)
    {
        var visitor = await host.As(name);
        await visitor.Open("/account/second");
        return await Confirm(host, visitor);
    }

    private static async Task<(Totp App, IReadOnlyList<string> Codes)> Confirm(RunningHost host, Visitor visitor)
    {
        string key = visitor.Page.QuerySelector("form[action*='handler=App'] .code")!.TextContent;
        var totp = new Totp(Base32Encoding.ToBytes(key.Replace(" ", "", StringComparison.Ordinal)));
        await visitor.Press("App", ("Input.Code", totp.ComputeTotp(Now(host))));
        string[] codes = [.. visitor.Page.QuerySelectorAll(".codes .code").Select(c => c.TextContent)];
        Assert.True(codes.Length == 10, visitor.Text);
        return (totp, codes);
    }

    private static DateTime Now(RunningHost host) => host.Clock.GetUtcNow().UtcDateTime;

    private static string Zh(RunningHost host, string key) => host.Services.GetRequiredService<Texts.Words>().Zh(key);

    private static async Task<int> Codes(RunningHost host, string name)
    {
        long id = await Id(host, name);
        return await host.Ask(s => s.GetRequiredService<KernelDb>().RecoveryCodes.CountAsync(c => c.AccountId == id));
    }

    private static Task<long> Id(RunningHost host, string name) =>
        host.Ask(s =>
            s.GetRequiredService<KernelDb>().Accounts.Where(a => a.UserName == name).Select(a => a.Id).SingleAsync()
        );

    private static async Task<int> Unit(IServiceProvider services, string code) =>
        (await services.GetRequiredService<UnitDirectory>().Tree(default)).Find(code)!.Id;
}
