using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Modular.Kernel.Secrets;
using Modular.Kernel.Store;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Notices;

/// <summary>Sends mail by the SMTP server of <see cref="MailOptions"/>.</summary>
/// <exception cref="DeliveryFailed">From every method: why it was not sent.</exception>
public sealed class MailSender(
    IDbContextFactoryOf<KernelDb> contexts,
    PersonalData personal,
    MailOptions options,
    Words words,
    TimeProvider clock
)
{
    private readonly Letter _letter = new(options, words);

    public bool Configured => options.Configured;

    public async Task Send(long accountId, IReadOnlyList<Delivery> parcel, CancellationToken cancel)
    {
        await using var db = contexts.Create();
        var account = db.Accounts.Where(a => a.Id == accountId && !a.Disabled);
        string? to = await account.Select(a => a.Email).SingleOrDefaultAsync(cancel);
        // An address taken away meanwhile: there is nobody to tell, and that is no fault.
        if (string.IsNullOrWhiteSpace(to))
            return;
        await Traced(to, parcel, "notice.mail.foot", cancel);
    }

    /// <summary>To somebody without an account.</summary>
    public async Task Send(Delivery delivery, CancellationToken cancel)
    {
        if (personal.Open(delivery.Address) is { Length: > 0 } to)
            await Traced(to, [delivery], $"notice.{delivery.Kind}.foot", cancel);
    }

    private Task Traced(string to, IReadOnlyList<Delivery> parcel, string foot, CancellationToken cancel) =>
        Outgoing.Traced("mail", parcel[0].Kind, () => SendTo(to, parcel, foot, cancel));

    private async Task SendTo(string to, IReadOnlyList<Delivery> parcel, string foot, CancellationToken cancel)
    {
        if (!Configured)
            throw new DeliveryFailed("mail.not-configured");
        if (!MailboxAddress.TryParse(to, out var mailbox))
            throw new DeliveryFailed("mail.address-wrong") { Final = true };
        using var message = _letter.Write(mailbox, parcel, foot, clock.GetUtcNow());
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(options.Patience);
        try
        {
            await Carry(message, limit.Token);
        }
        catch (Exception problem) when (!cancel.IsCancellationRequested)
        {
            throw MailTrouble.Of(problem, options, to);
        }
    }

    private async Task Carry(MimeMessage message, CancellationToken cancel)
    {
        var certificate = new MailCertificate(options.Authority);
        using var client = new SmtpClient
        {
            Timeout = (int)options.Patience.TotalMilliseconds,
            ServerCertificateValidationCallback = certificate.Accept,
            // Many a house has no way out to the lists of withdrawn certificates, and its mail must go all the same.
            CheckCertificateRevocation = false,
        };
        await Connect(client, certificate, cancel);
        if (options.User is { } user)
        {
            if (!client.Capabilities.HasFlag(SmtpCapabilities.Authentication))
                throw new DeliveryFailed("mail.no-sign-in", options.Server);
            await client.AuthenticateAsync(user, options.Password ?? "", cancel);
        }

        await client.SendAsync(message, cancel);
        await Leave(client, cancel);
    }

    private async Task Connect(SmtpClient client, MailCertificate certificate, CancellationToken cancel)
    {
        var how = options.Tls switch
        {
            MailTls.Implicit => SecureSocketOptions.SslOnConnect,
            MailTls.StartTls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        };
        try
        {
            await client.ConnectAsync(options.Host, options.Port, how, cancel);
        }
        catch (NotSupportedException)
        {
            throw new DeliveryFailed("mail.no-starttls", options.Server);
        }
        catch (SslHandshakeException) when (certificate.Fault is { } fault)
        {
            throw new DeliveryFailed(fault, options.Server);
        }
    }

    /// <summary>The server has the mail by now: a farewell that fails must not have it sent again.</summary>
    private static async Task Leave(SmtpClient client, CancellationToken cancel)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancel);
        }
        catch (Exception)
        {
            // Disposing closes the connection.
        }
    }
}
