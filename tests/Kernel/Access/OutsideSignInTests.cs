using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Store;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>
/// Signing in by what the district has already, against a provider of OpenID Connect on this machine.
/// </summary>
[Trait("rule", "S6")]
public sealed class OutsideSignInTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_linked_person_comes_in_and_nobody_else(string database)
    {
        await using var provider = await OutsideProvider.Start();
        await using var host = await Start(database, provider);
        provider.Person = ("4711", "worker-a1");
        var stranger = await Outside(host);
        Assert.Equal("/sign-in", stranger.At);
        Assert.Contains(Zh(host, "outside.unknown"), stranger.Text, StringComparison.Ordinal);
        // The name there is the sign-in name here, but nobody has vouched for that.
        Assert.Equal(0, await host.Ask(s => s.GetRequiredService<KernelDb>().OutsideLogins.CountAsync()));
        var worker = await host.As("worker-a1");
        await worker.Open("/account/second");
        await worker.Press("Link");
        Assert.Contains(Zh(host, "outside.said.linked"), worker.Text, StringComparison.Ordinal);
        var back = await Outside(host, "/needs/queue");
        Assert.Equal("/needs/queue", back.At);
        // One person of there is one account here.
        var other = await host.As("clerk");
        await other.Open("/account/second");
        await other.Press("Link");
        Assert.Contains(Zh(host, "outside.taken"), other.Text, StringComparison.Ordinal);
        provider.Person = ("4712", "worker-a1");
        Assert.Equal("/sign-in", (await Outside(host)).At);
        provider.Person = ("", "");
        Assert.Contains(Zh(host, "outside.failed"), (await Outside(host)).Text, StringComparison.Ordinal);
        provider.Person = ("4711", "worker-a1");
        await worker.Open("/account/second");
        await worker.Press("Unlink");
        Assert.Equal("/sign-in", (await Outside(host)).At);
    }

    [Fact]
    public async Task Where_the_operator_vouches_for_the_names_the_account_of_that_name_is_linked()
    {
        await using var provider = await OutsideProvider.Start();
        await using var host = await Start(Databases.Sqlite, provider, "--SignIn:Oidc:NameClaim=preferred_username");
        provider.Person = ("4711", "WORKER-A1");
        Assert.Equal("/desk", (await Outside(host)).At);
        provider.Person = ("9999", "no-such-person");
        Assert.Equal("/sign-in", (await Outside(host)).At);
        // A disabled account stays outside.
        provider.Person = ("4711", "WORKER-A1");
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<KernelDb>();
            long id = await db.Accounts.Where(a => a.UserName == "worker-a1").Select(a => a.Id).SingleAsync();
            await s.GetRequiredService<Access.KeepAccounts>().SetDisabled(id, true, default);
        });
        Assert.Equal("/sign-in", (await Outside(host)).At);
    }

    [Fact]
    public async Task Answers_nobody_asked_for_and_places_elsewhere_are_not_followed()
    {
        await using var provider = await OutsideProvider.Start();
        await using var host = await Start(Databases.Sqlite, provider, "--SignIn:Oidc:NameClaim=preferred_username");
        provider.Person = ("4711", "worker-a1");
        var visitor = host.Visitor();
        await visitor.Open("/sign-in/outside/back?code=abc&state=def");
        Assert.Contains(Zh(host, "outside.failed"), visitor.Text, StringComparison.Ordinal);
        await visitor.Open("/sign-in/outside/done");
        Assert.Equal("/sign-in", visitor.At);
        Assert.Equal("/desk", (await Outside(host, "//evil.example/")).At);
        Assert.Equal("/desk", (await Outside(host, "/\\evil.example/")).At);
        // A form of the page may lead to the provider and nowhere else.
        string policy = visitor.Answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains($"form-action 'self' {provider.Address}", policy, StringComparison.Ordinal);
        Assert.EndsWith(provider.Address, policy, StringComparison.Ordinal);
    }

    private static async Task<RunningHost> Start(string database, OutsideProvider provider, params string[] more)
    {
        var host = await RunningHost.Start(
            database,
            [
                "--Jobs:Enabled=false",
                $"--SignIn:Oidc:Authority={provider.Address}",
                "--SignIn:Oidc:ClientId=modular",
                "--SignIn:Oidc:ClientSecret=a secret between the two",
                "--SignIn:Oidc:Name=区统一认证",
                .. more,
            ]
        );
        // The cookies of the way end by the host's clock, and the visitor goes by the true one.
        host.Clock.Jump(TimeProvider.System.GetUtcNow() - host.Clock.GetUtcNow());
        return host;
    }

    private static async Task<Visitor> Outside(RunningHost host, string? back = null)
    {
        var visitor = host.Visitor();
        await visitor.Open("/sign-in" + (back is null ? "" : $"?back={Uri.EscapeDataString(back)}"));
        await visitor.Send("form[action='/sign-in/outside']");
        Assert.False(visitor.At.StartsWith("/authorize", StringComparison.Ordinal), visitor.Text);
        return visitor;
    }

    private static string Zh(RunningHost host, string key) => host.Services.GetRequiredService<Texts.Words>().Zh(key);
}
