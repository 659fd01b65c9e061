using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Notices;
using Modular.Kernel.Secrets;
using Modular.Kernel.Store;
using Modular.Kernel.Texts;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>Mail servers as they are found: protected, picky, with a broken certificate, silent.</summary>
public sealed class MailServerTests(MailServerTests.Host shared) : IClassFixture<MailServerTests.Host>
{
    private const string User = "service",
        Password = "blue-lamp-42";

    /// <summary>One host lends its parts to all tests here.</summary>
    public sealed class Host : IAsyncLifetime
    {
        public RunningHost Running { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Running = await RunningHost.Start(Databases.Sqlite);

        public ValueTask DisposeAsync() => Running.DisposeAsync();
    }

    private static MailOptions Options(params (string Name, string Value)[] settings)
    {
        var values = settings.ToDictionary(s => $"Mail:{s.Name}", s => (string?)s.Value);
        return MailOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
    }

    private async Task Send(int port, params (string Name, string Value)[] settings)
    {
        var services = shared.Running.Services;
        var personal = services.GetRequiredService<PersonalData>();
        (string, string)[] usual = [("Host", "127.0.0.1"), ("Port", $"{port}"), ("From", "service@example.org")];
        var options = Options([.. usual, .. settings]);
        var sender = new MailSender(
            services.GetRequiredService<IDbContextFactoryOf<KernelDb>>(),
            personal,
            options,
            services.GetRequiredService<Words>(),
            shared.Running.Clock
        );
        var delivery = new Delivery
        {
            Id = 7,
            Channel = DeliveryChannel.Address,
            Address = personal.Seal("resident@example.org"),
            Kind = "needs.followed",
            Arguments = """["XQ-1"]""",
            Href = "/follow/1",
        };
        await sender.Send(delivery, CancellationToken.None);
    }

    private async Task<DeliveryFailed> Refused(int port, params (string Name, string Value)[] settings)
    {
        var failed = await Assert.ThrowsAsync<DeliveryFailed>(() => Send(port, settings));
        Assert.True(shared.Running.Services.GetRequiredService<Words>().Has(failed.Key), failed.Key);
        return failed;
    }

    [Theory, InlineData("starttls"), InlineData("implicit")]
    public async Task Over_a_protected_connection_it_signs_in_and_sends(string tls)
    {
        using var certificates = new TestCertificates();
        var (key, cert) = certificates.Good();
        using var smtp = await SmtpSink.Start(
            new
            {
                tls,
                key,
                cert,
                user = User,
                password = Password,
            }
        );
        (string, string)[] settings = [("Tls", tls), ("User", User), ("Authority", certificates.AuthorityFile)];
        await Send(smtp.Port, [.. settings, ("Password", Password)]);
        var mail = await smtp.Next();
        Assert.True(mail.Secure);
        Assert.Equal(User, mail.User);
        var refused = await Refused(smtp.Port, [.. settings, ("Password", "wrong")]);
        Assert.Equal("mail.sign-in-refused", refused.Key);
        Assert.DoesNotContain("wrong", DeliveryFailed.Kept(refused), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("expired", "mail.certificate-time")]
    [InlineData("another", "mail.certificate-name")]
    [InlineData("foreign", "mail.certificate-unknown")]
    public async Task A_broken_certificate_is_refused_and_the_sentence_says_in_what(string how, string expected)
    {
        using var certificates = new TestCertificates();
        using var others = new TestCertificates();
        var (key, cert) = how switch
        {
            "expired" => certificates.Expired(),
            "another" => certificates.ForAnother(),
            _ => others.Good(),
        };
        foreach (string tls in new[] { "starttls", "implicit" })
        {
            using var smtp = await SmtpSink.Start(
                new
                {
                    tls,
                    key,
                    cert,
                }
            );
            var refused = await Refused(smtp.Port, ("Tls", tls), ("Authority", certificates.AuthorityFile));
            Assert.Equal(expected, refused.Key);
        }
    }

    [Fact]
    public async Task A_certificate_of_an_authority_nobody_named_is_refused()
    {
        using var certificates = new TestCertificates();
        var (key, cert) = certificates.Good();
        using var smtp = await SmtpSink.Start(
            new
            {
                tls = "implicit",
                key,
                cert,
            }
        );
        Assert.Equal("mail.certificate-unknown", (await Refused(smtp.Port, ("Tls", "implicit"))).Key);
    }

    [Theory]
    [InlineData("none", "starttls", "mail.no-starttls")]
    [InlineData("none", "implicit", "mail.tls")]
    public async Task A_server_without_wanted_protection_gets_nothing(string offers, string wants, string expected)
    {
        using var smtp = await SmtpSink.Start(new { tls = offers });
        Assert.Equal(expected, (await Refused(smtp.Port, ("Tls", wants))).Key);
    }

    [Fact]
    public async Task What_the_server_answers_becomes_a_sentence()
    {
        string[] both = ["452 mailbox is full", "550 Resident@example.org unknown"];
        var answers = new Dictionary<string, string[]> { ["resident@example.org"] = both };
        using var smtp = await SmtpSink.Start(new { answers });
        var later = await Refused(smtp.Port);
        Assert.Equal(("mail.later", "452 mailbox is full", false), (later.Key, later.Arguments[0], later.Final));
        var never = await Refused(smtp.Port);
        Assert.Equal(("mail.recipient-refused", "550 *** unknown", true), (never.Key, never.Arguments[0], never.Final));
        Assert.Equal("mail.no-sign-in", (await Refused(smtp.Port, ("User", User))).Key);
        using var strict = await SmtpSink.Start(new { user = User, password = Password });
        Assert.Equal("mail.sign-in-needed", (await Refused(strict.Port)).Key);
    }

    [Fact]
    public async Task A_silent_server_is_left_and_an_absent_one_named()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        Assert.Equal("delivery.slow", (await Refused(((IPEndPoint)silent.LocalEndpoint).Port, ("Seconds", "1"))).Key);
        int nobody = ((IPEndPoint)silent.LocalEndpoint).Port;
        silent.Stop();
        var absent = await Refused(nobody);
        Assert.Equal(("delivery.unreachable", $"127.0.0.1:{nobody}"), (absent.Key, absent.Arguments[0]));
    }

    [Theory]
    [InlineData(null, "25", MailTls.None)]
    [InlineData("false", "25", MailTls.None)]
    [InlineData("none", "25", MailTls.None)]
    [InlineData("true", "587", MailTls.StartTls)]
    [InlineData("True", "465", MailTls.Implicit)]
    [InlineData("starttls", "465", MailTls.StartTls)]
    [InlineData("IMPLICIT", "25", MailTls.Implicit)]
    public void Protection_is_what_the_setting_says(string? said, string port, MailTls expected) =>
        Assert.Equal(expected, Options([("Port", port), .. said is null ? [] : new[] { ("Tls", said) }]).Tls);

    [Theory]
    [InlineData("Tls", "yes", "start.mail-tls")]
    [InlineData("Tls", "ssl", "start.mail-tls")]
    [InlineData("Port", "smtp", "start.number")]
    [InlineData("Port", "70000", "start.number")]
    [InlineData("Seconds", "0", "start.number")]
    [InlineData("From", "nobody@", "start.mail-from")]
    [InlineData("Link", "service.example.org", "start.mail-link")]
    [InlineData("Link", "ftp://example.org", "start.mail-link")]
    [InlineData("Authority", "/nowhere/authority.pem", "start.mail-authority")]
    [InlineData("User", "service", "start.mail-sign-in")]
    public void What_cannot_work_is_refused_at_start_with_a_sentence(string name, string value, string expected)
    {
        var refused = Assert.Throws<StartRefused>(() => Options(("Host", "mail.example.org"), (name, value)));
        Assert.Equal(expected, refused.Key);
        Assert.NotEqual(expected, shared.Running.Services.GetRequiredService<Words>()[refused.Key, refused.Arguments]);
    }

    [Theory]
    [InlineData("a@b.example", true)]
    [InlineData("first.last+tag@sub.example.org", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("nobody", false)]
    [InlineData("nobody@", false)]
    [InlineData("@example.org", false)]
    [InlineData("A <a@b.example>", false)]
    [InlineData("a@b.example, c@d.example", false)]
    [InlineData("a@b.example\r\nBcc: c@d.example", false)]
    public void An_address_is_the_bare_address(string? typed, bool valid) =>
        Assert.Equal(valid, MailAddresses.Valid(typed));

    [Fact]
    public void A_long_answer_is_cut_and_stays_readable()
    {
        var failed = new DeliveryFailed("mail.later", "451 " + new string('"', 400));
        string kept = DeliveryFailed.Kept(failed);
        Assert.InRange(kept.Length, 100, DeliveryFailed.Longest);
        var words = shared.Running.Services.GetRequiredService<Words>();
        Assert.Contains("451", Problems.Kept(words, kept), StringComparison.Ordinal);
        string other = DeliveryFailed.Kept(new InvalidOperationException("{ no key"));
        // What nobody foresaw is a number; its own words stay in the log.
        Assert.DoesNotContain("no key", Problems.Kept(words, other), StringComparison.Ordinal);
    }
}
