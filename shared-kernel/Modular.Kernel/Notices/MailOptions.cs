using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using MimeKit;
using Modular.Kernel.Data;

namespace Modular.Kernel.Notices;

/// <summary>
/// The mail server, read once at start from <c>Mail:Host</c>, <c>Port</c>, <c>Tls</c>, <c>User</c>, <c>Password</c>,
/// <c>From</c>, <c>Link</c> (this site's address in mails), <c>Seconds</c> (patience with the server) and
/// <c>Authority</c> (a PEM file of authorities to trust beside the machine's own).
/// </summary>
public sealed record MailOptions(string Host, int Port, MailTls Tls, MailboxAddress From)
{
    private const int TlsPort = 465;

    public string? User { get; private init; }

    public string? Password { get; private init; }

    public string Link { get; private init; } = "";

    public TimeSpan Patience { get; private init; } = TimeSpan.FromSeconds(20);

    public X509Certificate2Collection Authority { get; private init; } = [];

    public bool Configured => Host.Length > 0;

    public string Server => $"{Host}:{Port}";

    /// <exception cref="StartRefused">A value cannot be used, or a password would go out in the clear.</exception>
    public static MailOptions Read(IConfiguration configuration)
    {
        string host = (configuration["Mail:Host"] ?? "").Trim();
        int port = Number(configuration, "Mail:Port", 25, 65_535);
        var tls = TlsOf(configuration["Mail:Tls"], port);
        string? user = configuration["Mail:User"] is { Length: > 0 } named ? named : null;
        if (user is not null && host.Length > 0 && tls == MailTls.None && !IsLoopback(host))
            throw new StartRefused("start.mail-sign-in", host);
        string from = configuration["Mail:From"] is { Length: > 0 } given ? given : "noreply@localhost";
        if (!MailboxAddress.TryParse(from, out var sender))
            throw new StartRefused("start.mail-from", from);
        string link = (configuration["Mail:Link"] ?? "").Trim().TrimEnd('/');
        if (link.Length > 0 && !IsWeb(link))
            throw new StartRefused("start.mail-link", link);
        return new(host, port, tls, sender)
        {
            User = user,
            Password = configuration["Mail:Password"],
            Link = link,
            Patience = TimeSpan.FromSeconds(Number(configuration, "Mail:Seconds", 20, 120)),
            Authority = Authorities(configuration["Mail:Authority"]),
        };
    }

    /// <summary>"true" and "false" are from the days when there was no other word.</summary>
    private static MailTls TlsOf(string? said, int port) =>
        (said ?? "").Trim().ToLowerInvariant() switch
        {
            "" or "none" or "false" => MailTls.None,
            "true" when port == TlsPort => MailTls.Implicit,
            "starttls" or "true" => MailTls.StartTls,
            "implicit" => MailTls.Implicit,
            _ => throw new StartRefused("start.mail-tls", said!),
        };

    private static int Number(IConfiguration configuration, string name, int usual, int most)
    {
        if (configuration[name] is not { Length: > 0 } said)
            return usual;
        if (int.TryParse(said, out int number) && number >= 1 && number <= most)
            return number;
        throw new StartRefused("start.number", name, said, most);
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool IsWeb(string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https");

    private static X509Certificate2Collection Authorities(string? file)
    {
        var found = new X509Certificate2Collection();
        if (string.IsNullOrWhiteSpace(file))
            return found;
        try
        {
            found.ImportFromPemFile(file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartRefused("start.mail-authority", file, problem.Message);
        }

        return found.Count > 0 ? found : throw new StartRefused("start.mail-authority", file, "no certificate");
    }
}

/// <summary>How the connection to the mail server is protected: not, once asked for, from its first byte.</summary>
public enum MailTls
{
    None,
    StartTls,
    Implicit,
}
