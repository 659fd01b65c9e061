using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Notices;
using Modular.Kernel.Store;
using Modular.TestKit;
using static Modular.Kernel.Tests.NoticeSteps;

namespace Modular.Kernel.Tests;

/// <summary>Mail from a notice to a real server.</summary>
[Trait("rule", "K11")]
public sealed class MailTests
{
    private const string Site = "https://service.example.org";

    private static Task<RunningHost> Start(string database, SmtpSink smtp)
    {
        string[] server = ["--Mail:Host=127.0.0.1", $"--Mail:Port={smtp.Port}"];
        string[] letters = ["--Mail:From=Bürgerdienst <service@example.org>", $"--Mail:Link={Site}"];
        return RunningHost.Start(database, [.. server, .. letters]);
    }

    private static Task<int> Sent(KernelDb db) => db.Deliveries.CountAsync(d => d.State == DeliveryState.Sent);

    private static Task<Delivery> Only(RunningHost host, DeliveryState state) =>
        host.Ask(s => s.GetRequiredService<KernelDb>().Deliveries.SingleAsync(d => d.State == state));

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Mail_goes_at_once_in_a_digest_or_after_quiet_hours_as_the_person_chose(string database)
    {
        using var smtp = await SmtpSink.Start();
        await using var host = await Start(database, smtp);
        var worker = await host.As("worker-a1");
        await worker.Open("/inbox/choices");
        await worker.Send("form.form", ("Input.How[needs.at-risk]", "AtOnce"), ("Input.Mail", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        await worker.Open("/inbox/choices");
        await worker.Send(
            "form.form",
            ("Input.How[needs.at-risk]", "AtOnce"),
            ("Input.How[needs.dispatched]", "Daily"),
            ("Input.Mail", "worker@example.org"),
            ("Input.From", "22:00"),
            ("Input.To", "07:00")
        );
        Assert.NotNull(worker.Page.QuerySelector(".said"));
        await Tell(host);
        await Tell(host, "needs.dispatched", "XQ-1", "first");
        await Tell(host, "needs.dispatched", "XQ-2", "second");
        await Until(host, async db => await Sent(db) == 1);
        var mail = await smtp.Next();
        Assert.Equal("worker@example.org", Assert.Single(mail.To));
        Assert.Contains($"{Site}/needs?due=risk", mail.Message.TextBody, StringComparison.Ordinal);
        // Next morning the two others come in one.
        host.Clock.Move(TimeSpan.FromHours(21));
        await Until(host, async db => await Sent(db) == 3);
        mail = await smtp.Next();
        foreach (string part in new[] { "first", "second" })
        {
            Assert.Contains(part, mail.Message.TextBody, StringComparison.Ordinal);
            Assert.Contains(part, mail.Message.HtmlBody, StringComparison.Ordinal);
        }

        // At 23:00 nothing is sent; it waits for 7:00.
        host.Clock.Move(TimeSpan.FromHours(14));
        await Tell(host);
        await Until(host, async db => await db.Deliveries.CountAsync() == 4);
        var due = (await Only(host, DeliveryState.Waiting)).DueAt;
        Assert.Equal(new TimeOnly(7, 0), TimeOnly.FromTimeSpan(due.ToOffset(TimeSpan.FromHours(8)).TimeOfDay));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_address_without_account_is_kept_sealed_and_forgotten_once_it_was_used(string database)
    {
        using var smtp = await SmtpSink.Start();
        await using var host = await Start(database, smtp);
        await TellAddress(host, "resident@example.org", "/follow/1/end/x", "XQ-9");
        await Until(host, async db => await Sent(db) == 1);
        var mail = await smtp.Next();
        Assert.Equal("resident@example.org", Assert.Single(mail.To));
        Assert.Contains($"{Site}/follow/1/end/x", mail.Message.TextBody, StringComparison.Ordinal);
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<KernelDb>();
            Assert.Null(await db.Deliveries.Select(d => d.Address).SingleAsync());
            Assert.Null(await db.Set<NoticeWish>().Select(w => w.Address).SingleAsync());
        });
    }

    [Fact]
    public async Task A_mail_says_that_a_machine_sent_it_and_no_typed_text_becomes_a_header_or_markup()
    {
        using var smtp = await SmtpSink.Start();
        await using var host = await Start(Databases.Sqlite, smtp);
        const string Typed = "XQ-9\r\nBcc: thief@example.org\r\n\r\n<script>alert(1)</script>";
        await TellAddress(host, "resident@example.org", "/follow/1/end/x?a=1&b=2", Typed);
        await Until(host, async db => await Sent(db) == 1);
        var (to, _, _, message, raw) = await smtp.Next();
        string head = raw[..raw.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        Assert.Equal("resident@example.org", Assert.Single(to));
        Assert.DoesNotContain("\nBcc", head, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(message.Bcc);
        Assert.Contains("XQ-9 Bcc: thief@example.org <script>", message.Subject, StringComparison.Ordinal);
        Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
        Assert.Equal("Bürgerdienst", message.From.Mailboxes.Single().Name);
        Assert.True(head.All(char.IsAscii), "names and subject are encoded");
        Assert.Equal($"{(await Only(host, DeliveryState.Sent)).Id}@example.org", message.MessageId);
        Assert.Equal(host.Clock.GetUtcNow().Date, message.Date.UtcDateTime.Date);
        Assert.Equal("multipart/alternative", message.Body?.ContentType.MimeType);
        Assert.Contains("<script>alert(1)</script>", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", message.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", message.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"zh-CN\">", message.HtmlBody, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{Site}/follow/1/end/x?a=1&amp;b=2\">", message.HtmlBody, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_refused_address_is_parked_at_once_and_a_server_that_wants_time_is_asked_again(string database)
    {
        var answers = new Dictionary<string, string[]>
        {
            ["gone@example.org"] = ["550 no mailbox gone@example.org here", "550 never"],
            ["grey@example.org"] = ["451 greylisted, come again"],
        };
        using var smtp = await SmtpSink.Start(new { answers });
        await using var host = await Start(database, smtp);
        await TellAddress(host, "gone@example.org", "/a", "XQ-1");
        await TellAddress(host, "grey@example.org", "/b", "XQ-2");
        await Until(host, db => db.Deliveries.CountAsync(d => d.Attempts == 1).ContinueWith(n => n.Result == 2));
        var admin = await host.As("admin");
        await admin.Open("/admin/webhooks?culture=en");
        string[] sentences = ["not tried again by itself: 550 no mailbox *** here", "by itself: 451 greylisted"];
        foreach (string said in sentences)
            Assert.Contains(said, admin.Text, StringComparison.Ordinal);
        foreach (string raw in new[] { "gone@example.org", "notice.needs", "enum." })
            Assert.DoesNotContain(raw, admin.Text, StringComparison.Ordinal);
        host.Clock.Move(TimeSpan.FromMinutes(1));
        await Until(host, async db => await Sent(db) == 1);
        Assert.Equal("grey@example.org", Assert.Single((await smtp.Next()).To));
        Assert.Equal(1, (await Only(host, DeliveryState.Parked)).Attempts);
    }
}
