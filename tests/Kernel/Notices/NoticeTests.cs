using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Notices;
using Modular.Kernel.Store;
using Modular.Kernel.Units;
using Modular.TestKit;
using static Modular.Kernel.Tests.NoticeSteps;

namespace Modular.Kernel.Tests;

[Trait("rule", "K11")]
public sealed class NoticeTests
{
    /// <summary>A web server on loopback that keeps what it is told.</summary>
    private sealed class Receiver : IAsyncDisposable
    {
        private readonly WebApplication _app;
        public List<(string Path, string Query, Dictionary<string, string> Headers, byte[] Body)> Got { get; } = [];
        public int Answer { get; set; } = 200;

        private Receiver(WebApplication app) => _app = app;

        public Uri Address => new(_app.Urls.First());

        public static async Task<Receiver> Start()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.Services.AddLogging(l =>
                l.Services.AddSingleton<Microsoft.Extensions.Logging.ILoggerFactory>(
                    Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance
                )
            );
            var app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            var receiver = new Receiver(app);
            app.Run(async http =>
            {
                using var body = new MemoryStream();
                await http.Request.Body.CopyToAsync(body);
                lock (receiver.Got)
                    receiver.Got.Add(
                        (
                            http.Request.Path,
                            http.Request.QueryString.Value ?? "",
                            http.Request.Headers.ToDictionary(
                                h => h.Key,
                                h => h.Value.ToString(),
                                StringComparer.OrdinalIgnoreCase
                            ),
                            body.ToArray()
                        )
                    );
                http.Response.StatusCode = receiver.Answer;
            });
            await app.StartAsync();
            return receiver;
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_unit_is_told_in_the_inbox_once_and_a_neighbour_is_not(string database)
    {
        await using var host = await RunningHost.Start(database);
        await Tell(host);
        await Until(
            async () =>
                await host.Ask(s =>
                    s.GetRequiredService<KernelDb>().Set<NoticeWish>().AllAsync(w => w.SpreadAt != null)
                ),
            () => Carry(host)
        );
        await host.Services.GetRequiredService<Postman>().Spread(default);
        var worker = await host.As("worker-a1");
        await worker.Open("/inbox");
        Assert.Single(worker.Page.QuerySelectorAll(".inbox .unread"));
        await worker.Send(".inbox form");
        Assert.Equal("/needs?due=risk", worker.At);
        await worker.Open("/inbox");
        Assert.Empty(worker.Page.QuerySelectorAll(".inbox .unread"));
        var other = await host.As("worker-b1");
        await other.Open("/inbox");
        Assert.Empty(other.Page.QuerySelectorAll(".inbox li"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("fault", "11")]
    public async Task A_hook_gets_a_signed_message_with_a_number_and_a_dead_one_delays_nobody(string database)
    {
        await using var receiver = await Receiver.Start();
        await using var host = await RunningHost.Start(database, "--Notices:AllowPrivate=true");
        int district = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask()))
            .Find("Q")!
            .Id;
        Task<string> Hook(string name, string url, HookFormat format, string secret) =>
            host.Ask(s => s.GetRequiredService<KeepWebhooks>().Add(district, name, url, format, null, secret, default));
        // Nobody listens there: the connection is refused at once; and one that answers badly.
        await Hook("dead", "http://127.0.0.1:9/", HookFormat.Json, "x");
        await Hook("json", receiver.Address + "json", HookFormat.Json, "the secret");
        await Hook("wecom", receiver.Address + "wecom", HookFormat.WeCom, "x");
        await Hook("ding", receiver.Address + "ding?access_token=t", HookFormat.DingTalk, "SEC123");
        await Tell(host);
        await Until(() => Task.FromResult(receiver.Got.Count >= 3), () => Carry(host));
        var json = receiver.Got.Single(g => g.Path == "/json");
        Assert.Equal(
            "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData("the secret"u8, json.Body)),
            json.Headers["X-Signature"].ToString()
        );
        var body = JsonDocument.Parse(json.Body).RootElement;
        Assert.Equal(json.Headers["X-Delivery"].ToString(), body.GetProperty("id").GetString());
        Assert.Equal("needs.at-risk", body.GetProperty("kind").GetString());
        Assert.Equal(
            "text",
            JsonDocument
                .Parse(receiver.Got.Single(g => g.Path == "/wecom").Body)
                .RootElement.GetProperty("msgtype")
                .GetString()
        );
        var ding = System.Web.HttpUtility.ParseQueryString(receiver.Got.Single(g => g.Path == "/ding").Query);
        Assert.Equal(
            Convert.ToBase64String(
                HMACSHA256.HashData("SEC123"u8, Encoding.UTF8.GetBytes($"{ding["timestamp"]}\nSEC123"))
            ),
            ding["sign"]
        );
        // The dead one is tried again with growing pauses, then parked and shown; the others got theirs once.
        for (int i = 0; i < Postman.Tries; i++)
        {
            await Until(
                async () =>
                    await host.Ask(s =>
                        s.GetRequiredService<KernelDb>()
                            .Deliveries.AnyAsync(d => d.Attempts > i && d.State != DeliveryState.Sent)
                    ),
                () => Carry(host)
            );
            host.Clock.Move(TimeSpan.FromHours(7));
        }

        Assert.Equal(
            DeliveryState.Parked,
            await host.Ask(s =>
                s.GetRequiredService<KernelDb>()
                    .Deliveries.Where(d => d.State != DeliveryState.Sent)
                    .Select(d => d.State)
                    .SingleAsync()
            )
        );
        Assert.Equal(3, receiver.Got.Count);
        var admin = await host.As("admin");
        await admin.Open("/admin/webhooks");
        Assert.Contains("refused", admin.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("the secret", admin.Answer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_inside_is_refused_unless_the_operator_allows_it()
    {
        await using var receiver = await Receiver.Start();
        await using var host = await RunningHost.Start(Databases.Sqlite);
        int district = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask()))
            .Find("Q")!
            .Id;
        await host.Do(s =>
            s.GetRequiredService<KeepWebhooks>()
                .Add(
                    district,
                    "inside",
                    $"http://localhost:{receiver.Address.Port}/",
                    HookFormat.Json,
                    null,
                    null,
                    default
                )
        );
        await Tell(host);
        await Until(
            async () => await host.Ask(s => s.GetRequiredService<KernelDb>().Deliveries.AnyAsync(d => d.Error != null)),
            () => Carry(host)
        );
        Assert.Empty(receiver.Got);
    }

    [Theory]
    [
        InlineData("10.1.2.3", true),
        InlineData("172.20.0.1", true),
        InlineData("192.168.1.1", true),
        InlineData("169.254.169.254", true),
        InlineData("100.64.0.1", true),
        InlineData("::1", true),
        InlineData("fd00::1", true),
        InlineData("::ffff:127.0.0.1", true)
    ]
    [
        InlineData("198.18.0.1", true),
        InlineData("192.0.0.8", true),
        InlineData("0.0.0.0", true),
        InlineData("255.255.255.255", true)
    ]
    [
        InlineData("64:ff9b::10.0.0.1", true),
        InlineData("64:ff9b::7f00:1", true),
        InlineData("64:ff9b:1::1", true),
        InlineData("2002:7f00:1::", true)
    ]
    [
        InlineData("2002:c0a8:101::1", true),
        InlineData("::127.0.0.1", true),
        InlineData("::", true),
        InlineData("fec0::1", true)
    ]
    [
        InlineData("2001:db8::1", true),
        InlineData("ff02::1", true),
        InlineData("fe80::1%1", true),
        InlineData("2001::1", true)
    ]
    [InlineData("8.8.8.8", false), InlineData("172.32.0.1", false), InlineData("2001:4860:4860::8888", false)]
    [InlineData("198.20.0.1", false), InlineData("64:ff9b::8.8.8.8", false), InlineData("2002:808:808::1", false)]
    public void Inside_and_outside_are_told_apart(string address, bool inside) =>
        Assert.Equal(inside, OutwardAddress.IsSpecial(IPAddress.Parse(address)));

    [Fact]
    public void The_machines_own_addresses_are_inside() =>
        Assert.All(
            System
                .Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces()
                .SelectMany(i => i.GetIPProperties().UnicastAddresses),
            own => Assert.True(OutwardAddress.IsInside(own.Address))
        );
}
