using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Notices;
using Modular.Kernel.Units;
using Modular.TestKit;

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
            builder.Logging.Services.AddLogging(l => l.Services.AddSingleton<Microsoft.Extensions.Logging.ILoggerFactory>(Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance));
            var app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            var receiver = new Receiver(app);
            app.Run(async http =>
            {
                using var body = new MemoryStream();
                await http.Request.Body.CopyToAsync(body);
                lock (receiver.Got) receiver.Got.Add((http.Request.Path, http.Request.QueryString.Value ?? "", http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
                http.Response.StatusCode = receiver.Answer;
            });
            await app.StartAsync();
            return receiver;
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }

    private static async Task Tell(RunningHost host, string kind = "needs.at-risk", params object[] arguments) => await host.Do(async s =>
    {
        var unit = (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("A1")!;
        var db = s.GetRequiredService<KernelDb>();
        db.Notify(kind, unit.Id, "needs.handle", "/needs?due=risk", arguments.Length == 0 ? [3] : arguments);
        await db.SaveChangesAsync();
    });

    /// <summary>The host's own postman may be at it at the same moment, so wait for the end and not for a turn.</summary>
    private static async Task Until(Func<Task<bool>> done, Func<Task>? push = null)
    {
        for (int i = 0; i < 300; i++)
        {
            if (push is not null) await push();
            if (await done()) return;
            await Task.Delay(50);
        }

        Assert.Fail("It did not come about within fifteen seconds.");
    }

    private static async Task Carry(RunningHost host)
    {
        var postman = host.Services.GetRequiredService<Postman>();
        await postman.Spread(default);
        await postman.Send(default);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_unit_is_told_in_the_inbox_once_and_a_neighbour_is_not(string database)
    {
        await using var host = await RunningHost.Start(database);
        await Tell(host);
        await Until(async () => await host.Ask(s => s.GetRequiredService<KernelDb>().Set<NoticeWish>().AllAsync(w => w.SpreadAt != null)), () => Carry(host));
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
        int district = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("Q")!.Id;
        Task<string> Hook(string name, string url, HookFormat format, string secret) => host.Ask(s => s.GetRequiredService<ManageWebhooks>().Add(district, name, url, format, null, secret, default));
        // Nobody listens there: the connection is refused at once; and one that answers badly.
        await Hook("dead", "http://127.0.0.1:9/", HookFormat.Json, "x");
        await Hook("json", receiver.Address + "json", HookFormat.Json, "the secret");
        await Hook("wecom", receiver.Address + "wecom", HookFormat.WeCom, "x");
        await Hook("ding", receiver.Address + "ding?access_token=t", HookFormat.DingTalk, "SEC123");
        await Tell(host);
        await Until(() => Task.FromResult(receiver.Got.Count >= 3), () => Carry(host));
        var json = receiver.Got.Single(g => g.Path == "/json");
        Assert.Equal("sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData("the secret"u8, json.Body)), json.Headers["X-Signature"].ToString());
        var body = JsonDocument.Parse(json.Body).RootElement;
        Assert.Equal(json.Headers["X-Delivery"].ToString(), body.GetProperty("id").GetString());
        Assert.Equal("needs.at-risk", body.GetProperty("kind").GetString());
        Assert.Equal("text", JsonDocument.Parse(receiver.Got.Single(g => g.Path == "/wecom").Body).RootElement.GetProperty("msgtype").GetString());
        var ding = System.Web.HttpUtility.ParseQueryString(receiver.Got.Single(g => g.Path == "/ding").Query);
        Assert.Equal(Convert.ToBase64String(HMACSHA256.HashData("SEC123"u8, Encoding.UTF8.GetBytes($"{ding["timestamp"]}\nSEC123"))), ding["sign"]);
        // The dead one is tried again with growing pauses, then parked and shown; the others got theirs once.
        for (int i = 0; i < Postman.Tries; i++)
        {
            await Until(async () => await host.Ask(s => s.GetRequiredService<KernelDb>().Deliveries.AnyAsync(d => d.Attempts > i && d.State != DeliveryState.Sent)), () => Carry(host));
            host.Clock.Move(TimeSpan.FromHours(7));
        }

        Assert.Equal(DeliveryState.Parked, await host.Ask(s => s.GetRequiredService<KernelDb>().Deliveries.Where(d => d.State != DeliveryState.Sent).Select(d => d.State).SingleAsync()));
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
        int district = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("Q")!.Id;
        await host.Do(s => s.GetRequiredService<ManageWebhooks>().Add(district, "inside", $"http://localhost:{receiver.Address.Port}/", HookFormat.Json, null, null, default));
        await Tell(host);
        await Until(async () => await host.Ask(s => s.GetRequiredService<KernelDb>().Deliveries.AnyAsync(d => d.Error != null)), () => Carry(host));
        Assert.Empty(receiver.Got);
    }

    [Theory]
    [InlineData("10.1.2.3", true), InlineData("172.20.0.1", true), InlineData("192.168.1.1", true), InlineData("169.254.169.254", true), InlineData("100.64.0.1", true), InlineData("::1", true), InlineData("fd00::1", true), InlineData("::ffff:127.0.0.1", true)]
    [InlineData("8.8.8.8", false), InlineData("172.32.0.1", false), InlineData("2001:4860:4860::8888", false)]
    public void Inside_and_outside_are_told_apart(string address, bool inside) => Assert.Equal(inside, HookSender.IsPrivate(IPAddress.Parse(address)));

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Mail_goes_by_a_real_server_at_once_in_a_digest_or_after_quiet_hours_as_the_person_chose(string database)
    {
        using var smtp = Process.Start(new ProcessStartInfo("node", Path.Combine(Repository.Root, "tests", "Kernel", "smtp-sink.mjs")) { RedirectStandardOutput = true })!;
        try
        {
            string port = (await smtp.StandardOutput.ReadLineAsync())!;
            await using var host = await RunningHost.Start(database, "--Mail:Host=127.0.0.1", $"--Mail:Port={port}", "--Mail:From=service@example.org", "--Mail:Link=https://service.example.org");
            var worker = await host.As("worker-a1");
            await worker.Open("/inbox/choices");
            await worker.Send("form.form", ("Input.How[needs.at-risk]", "AtOnce"), ("Input.Mail", ""));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
            await worker.Open("/inbox/choices");
            await worker.Send("form.form", ("Input.How[needs.at-risk]", "AtOnce"), ("Input.How[needs.dispatched]", "Daily"), ("Input.Mail", "worker@example.org"), ("Input.From", "22:00"), ("Input.To", "07:00"));
            Assert.NotNull(worker.Page.QuerySelector(".said"));
            await Tell(host);
            await Tell(host, "needs.dispatched", "XQ-1", "first");
            await Tell(host, "needs.dispatched", "XQ-2", "second");
            await Until(async () => await host.Ask(s => s.GetRequiredService<KernelDb>().Deliveries.AnyAsync(d => d.State == DeliveryState.Sent)), () => Carry(host));
            var mail = await Mail(smtp);
            Assert.Equal("worker@example.org", mail.To);
            Assert.Contains("https://service.example.org/needs?due=risk", mail.Text, StringComparison.Ordinal);
            // Somebody without an account is written to by an address that is stored sealed and forgotten once it was used.
            await host.Do(async s =>
            {
                var db = s.GetRequiredService<KernelDb>();
                db.NotifyAddress("needs.followed", s.GetRequiredService<Kernel.Privacy.PersonalData>().Seal("resident@example.org")!, "/follow/1/end/x", "XQ-9");
                await db.SaveChangesAsync();
            });
            await Until(async () => await host.Ask(s => s.GetRequiredService<KernelDb>().Deliveries.AnyAsync(d => d.Channel == DeliveryChannel.Address && d.State == DeliveryState.Sent)), () => Carry(host));
            var letter = await Mail(smtp);
            Assert.Equal("resident@example.org", letter.To);
            Assert.Contains("https://service.example.org/follow/1/end/x", letter.Text, StringComparison.Ordinal);
            Assert.Null(await host.Ask(s => s.GetRequiredService<KernelDb>().Deliveries.Where(d => d.Channel == DeliveryChannel.Address).Select(d => d.Address).SingleAsync()));
            Assert.Null(await host.Ask(s => s.GetRequiredService<KernelDb>().Set<NoticeWish>().Where(w => w.Kind == "needs.followed").Select(w => w.Address).SingleAsync()));
            // Next morning the two others come in one.
            host.Clock.Move(TimeSpan.FromHours(21));
            await Until(async () => await host.Ask(async s => await s.GetRequiredService<KernelDb>().Deliveries.CountAsync(d => d.State == DeliveryState.Sent) == 4), () => Carry(host));
            mail = await Mail(smtp);
            Assert.Contains("first", mail.Text, StringComparison.Ordinal);
            Assert.Contains("second", mail.Text, StringComparison.Ordinal);
            // At 23:00 nothing is sent; it waits for 7:00.
            host.Clock.Move(TimeSpan.FromHours(14));
            await Tell(host);
            await Until(async () => await host.Ask(async s => await s.GetRequiredService<KernelDb>().Deliveries.CountAsync() == 5), () => Carry(host));
            var waiting = await host.Ask(s => s.GetRequiredService<KernelDb>().Deliveries.SingleAsync(d => d.State == DeliveryState.Waiting));
            Assert.Equal(new TimeOnly(7, 0), TimeOnly.FromTimeSpan(waiting.DueAt.ToOffset(TimeSpan.FromHours(8)).TimeOfDay));
        }
        finally
        {
            smtp.Kill();
        }
    }

    private static async Task<(string To, string Text)> Mail(Process smtp)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        var line = JsonDocument.Parse((await smtp.StandardOutput.ReadLineAsync(limit.Token))!).RootElement;
        string raw = line.GetProperty("mail").GetString()!.ReplaceLineEndings("\n");
        string body = raw[(raw.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
        string text = raw.Contains("base64", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8.GetString(Convert.FromBase64String(body.Replace("\n", "", StringComparison.Ordinal))) : body;
        return (line.GetProperty("to")[0].GetString()!, text);
    }
}
