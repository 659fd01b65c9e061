using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Modular.Host;
using Modular.Kernel.Data;
using Modular.Kernel.Secrets;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>What holds at the edges: on errors, for odd addresses, behind a proxy.</summary>
public sealed class EdgeTests
{
    private static readonly string[] Headers =
    [
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "X-Frame-Options",
        "Referrer-Policy",
        "Permissions-Policy",
    ];

    [Fact]
    public async Task Every_answer_carries_the_headers_errors_too()
    {
        await using var host = await RunningHost.Start(
            Databases.Sqlite,
            services => services.AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter, Thrower>()
        );
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = host.Address,
        };
        foreach (
            var (path, status) in new[]
            {
                ("/", 200),
                ("/desk", 302),
                ("/library/nothing-here", 404),
                ("/ask?x=%00", 400),
                ("/css/base.css", 200),
            }
        )
        {
            var answer = await client.GetAsync(path);
            Assert.Equal((path, status), (path, (int)answer.StatusCode));
            foreach (string header in Headers)
                Assert.True(answer.Headers.Contains(header), $"{path} lacks {header}");
        }

        var admin = await host.As("admin");
        foreach (string shown in new[] { "/desk", "/admin/audit?handler=Export", "/admin/sign-in" })
        {
            await admin.Open(shown);
            Assert.True(admin.Answer.Headers.CacheControl?.NoStore, $"{shown} may stay in a cache");
        }

        Assert.True((await client.GetAsync("/api/v1/needs")).Headers.CacheControl?.NoStore);
        await admin.Open("/throws", HttpStatusCode.InternalServerError);
        foreach (string header in Headers)
            Assert.True(admin.Answer.Headers.Contains(header), $"500 lacks {header}");
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("fault", "16")]
    public async Task Days_at_the_ends_of_the_calendar_are_no_error_of_ours(string database)
    {
        await using var host = await RunningHost.Start(database);
        var admin = await host.As("admin");
        var district = await host.As("district");
        foreach (string day in new[] { "0001-01-01", "9999-12-31", "1899-12-31", "2200-01-01", "nonsense" })
        {
            foreach (string page in new[] { "/needs?from=", "/needs?to=", "/needs/log?day=", "/needs/report?from=" })
                Assert.True((int)await district.StatusOf(page + day) < 500, page + day);
            Assert.True((int)await admin.StatusOf("/admin/audit?from=" + day) < 500, day);
        }

        await admin.Open("/admin/accounts");
        foreach (string name in new[] { " ", "\u3000", "" })
            Assert.Equal(
                HttpStatusCode.UnprocessableEntity,
                await admin.Raw(
                    "/admin/accounts",
                    ("Input.UserName", name),
                    ("Input.DisplayName", "x"),
                    ("Input.Role", "Volunteer"),
                    ("Input.UnitId", "1")
                )
            );
    }

    [Fact]
    public async Task Only_the_sites_own_name_is_believed()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Site:Address=https://dq.example");
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = host.Address,
        };
        Assert.Equal(HttpStatusCode.BadRequest, await Status(client, "evil.example"));
        Assert.Equal(HttpStatusCode.OK, await Status(client, "dq.example"));
        Assert.Equal(HttpStatusCode.OK, await Status(client, host.Address.Authority));
    }

    [Fact]
    public void Only_named_proxies_speak_for_visitors()
    {
        ForwardedHeadersOptions options = KnownProxies.Options("10.0.0.5, 10.1.0.0/16");
        Assert.Contains(IPAddress.Parse("10.0.0.5"), options.KnownProxies);
        Assert.Contains(options.KnownIPNetworks, n => n.Contains(IPAddress.Parse("10.1.2.3")));
        Assert.Throws<StartRefused>(() => KnownProxies.Options("proxy.internal"));
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7"), InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2::/64"), InlineData("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64")]
    public void Whoever_has_a_64_counts_once(string address, string block) =>
        Assert.Equal(block, AddressBlock.Of(IPAddress.Parse(address)));

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "S6")]
    public async Task The_receipt_is_for_the_browser_that_asked_and_for_half_an_hour(string database)
    {
        await using var host = await RunningHost.Start(database);
        var resident = host.Visitor();
        await resident.Open("/ask");
        string ticket = resident.Page.QuerySelector("input[name=Ticket]")!.GetAttribute("value")!;
        string unit = resident.Page.QuerySelectorAll("select[name=UnitId] option").Last().GetAttribute("value")!;
        await resident.Send("form.form", ("Text", "the lamp at the gate is out"), ("UnitId", unit));
        Assert.Equal("/ask/receipt", resident.At);
        Assert.Contains("XQ-", resident.Text, StringComparison.Ordinal);
        await resident.Open("/ask/receipt");
        Assert.Equal("/ask/receipt", resident.At);
        var stranger = host.Visitor();
        await stranger.Open("/ask/receipt");
        Assert.Equal("/track", stranger.At);
        await stranger.Open($"/ask/receipt/{ticket}");
        Assert.DoesNotContain("XQ-", stranger.Text, StringComparison.Ordinal);
        host.Clock.Move(TimeSpan.FromMinutes(31));
        await resident.Open("/ask/receipt");
        Assert.Equal("/track", resident.At);
    }

    private static async Task<HttpStatusCode> Status(HttpClient client, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = name;
        return (await client.SendAsync(request)).StatusCode;
    }

    /// <summary>An address behind all of ours that fails.</summary>
    private sealed class Thrower : Microsoft.AspNetCore.Hosting.IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                next(app);
                app.Map("/throws", branch => branch.Run(_ => throw new InvalidOperationException("on purpose")));
            };
    }
}
