using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Notices;

/// <summary>Words of a notice, the same in inbox, mail and hooks.</summary>
public static class NoticeWords
{
    public static string Of(Words words, string kind, string arguments) => words[$"notice.{kind}", [.. JsonSerializer.Deserialize<JsonElement[]>(arguments)!.Select(a => a.ValueKind == JsonValueKind.String ? a.GetString() : (object)a.ToString())]];
}

/// <summary>Sends mail by the SMTP server of the settings <c>Mail:Host</c>, <c>Port</c>, <c>User</c>, <c>Password</c>, <c>From</c>, <c>Tls</c>, <c>Link</c> (address of this site in mails).</summary>
public sealed class MailSender(IDbContextFactoryOf<KernelDb> contexts, PersonalData personal, IConfiguration configuration, Words words)
{
    public bool Configured => configuration["Mail:Host"] is { Length: > 0 };

    public async Task Send(long accountId, IReadOnlyList<Delivery> parcel, CancellationToken cancel)
    {
        if (!Configured) throw new InvalidOperationException("Mail:Host is not set.");
        await using var db = contexts.Create();
        string? to = await db.Accounts.Where(a => a.Id == accountId && !a.Disabled).Select(a => a.Email).SingleOrDefaultAsync(cancel);
        // An address taken away meanwhile: there is nobody to tell, and that is no fault.
        if (string.IsNullOrWhiteSpace(to)) return;
        await SendTo(to, parcel, "notice.mail.foot", cancel);
    }

    /// <summary>To somebody without an account.</summary>
    public async Task Send(Delivery delivery, CancellationToken cancel)
    {
        if (!Configured) throw new InvalidOperationException("Mail:Host is not set.");
        if (personal.Open(delivery.Address) is { Length: > 0 } to) await SendTo(to, [delivery], $"notice.{delivery.Kind}.foot", cancel);
    }

    private async Task SendTo(string to, IReadOnlyList<Delivery> parcel, string foot, CancellationToken cancel)
    {
        string link = (configuration["Mail:Link"] ?? "").TrimEnd('/');
        var lines = parcel.Select(d => $"{NoticeWords.Of(words, d.Kind, d.Arguments)}\n{link}{d.Href}").ToList();
        using var message = new MailMessage(configuration["Mail:From"] ?? "noreply@localhost", to)
        {
            Subject = parcel.Count == 1 ? NoticeWords.Of(words, parcel[0].Kind, parcel[0].Arguments) : words["notice.digest", parcel.Count],
            Body = string.Join("\n\n", lines) + "\n\n" + words[foot],
            SubjectEncoding = Encoding.UTF8,
            BodyEncoding = Encoding.UTF8,
        };
        message.Headers.Add("Message-ID", $"<{parcel[0].Id.ToString(CultureInfo.InvariantCulture)}@modular>");
        using var client = new SmtpClient(configuration["Mail:Host"]!, configuration.GetValue("Mail:Port", 25)) { EnableSsl = configuration.GetValue("Mail:Tls", false), Timeout = 15_000 };
        if (configuration["Mail:User"] is { Length: > 0 } user) client.Credentials = new NetworkCredential(user, configuration["Mail:Password"]);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        await client.SendMailAsync(message, limit.Token);
    }
}

/// <summary>
/// Tells webhooks. JSON carries an HMAC-SHA256 of the body in <c>X-Signature</c> and the delivery's number in <c>X-Delivery</c>, by which a receiver
/// that gets it twice knows; WeCom and DingTalk robots get their own form. Private and loopback addresses are refused unless <c>Notices:AllowPrivate</c>.
/// </summary>
public sealed class HookSender : IDisposable
{
    private readonly IDbContextFactoryOf<KernelDb> _contexts;
    private readonly PersonalData _sealer;
    private readonly Words _words;
    private readonly TimeProvider _clock;
    private readonly HttpClient _client;

    public HookSender(IDbContextFactoryOf<KernelDb> contexts, PersonalData sealer, Words words, TimeProvider clock, IConfiguration configuration)
    {
        (_contexts, _sealer, _words, _clock) = (contexts, sealer, words, clock);
        bool privately = configuration.GetValue("Notices:AllowPrivate", false);
        _client = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // Looked at when connecting, so that a name cannot point inside after it was checked.
            ConnectCallback = async (context, cancel) =>
            {
                var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
                var address = addresses.FirstOrDefault(a => privately || !IsPrivate(a)) ?? throw new HttpRequestException("The address lies inside and is refused.");
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(address, context.DnsEndPoint.Port, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { Timeout = TimeSpan.FromSeconds(10) };
    }

    public void Dispose() => _client.Dispose();

    public async Task Send(long hookId, Delivery delivery, CancellationToken cancel)
    {
        await using var db = _contexts.Create();
        var hook = await db.Webhooks.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking().SingleOrDefaultAsync(h => h.Id == hookId, cancel);
        if (hook is null or { Disabled: true }) return;
        string secret = _sealer.Open(hook.Secret) ?? "", text = NoticeWords.Of(_words, delivery.Kind, delivery.Arguments);
        string url = hook.Url;
        object body = hook.Format == HookFormat.Json
            ? new { id = delivery.Id.ToString(CultureInfo.InvariantCulture), kind = delivery.Kind, text, href = delivery.Href, arguments = JsonSerializer.Deserialize<JsonElement>(delivery.Arguments), sent = _clock.GetUtcNow() }
            : new { msgtype = "text", text = new { content = text } };
        if (hook.Format == HookFormat.DingTalk && secret.Length > 0)
        {
            // The robot's own signature: milliseconds, line feed, secret, keyed with the secret.
            string stamp = _clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            string sign = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{stamp}\n{secret}")));
            url += $"{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}timestamp={stamp}&sign={Uri.EscapeDataString(sign)}";
        }

        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        request.Headers.Add("X-Delivery", delivery.Id.ToString(CultureInfo.InvariantCulture));
        if (hook.Format == HookFormat.Json) request.Headers.Add("X-Signature", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes)));
        using var answer = await _client.SendAsync(request, cancel);
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"answered {(int)answer.StatusCode}");
    }

    internal static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6SiteLocal || address.IsIPv6UniqueLocal || address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any)) return true;
        if (address.AddressFamily != AddressFamily.InterNetwork) return false;
        byte[] b = address.GetAddressBytes();
        return b[0] is 0 or 10 or 127 or >= 224 || (b[0] == 172 && b[1] is >= 16 and < 32) || (b[0] == 192 && b[1] == 168) || (b[0] == 169 && b[1] == 254) || (b[0] == 100 && b[1] is >= 64 and < 128);
    }
}
