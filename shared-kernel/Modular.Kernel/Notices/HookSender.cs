using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Modular.Kernel.Data;
using Modular.Kernel.Secrets;
using Modular.Kernel.Store;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Notices;

/// <summary>
/// Tells webhooks. JSON carries an HMAC-SHA256 of the body in <c>X-Signature</c> and the delivery's number in
/// <c>X-Delivery</c>, by which a receiver that gets it twice knows; WeCom and DingTalk robots get their own form.
/// Private and loopback addresses are refused unless <c>Notices:AllowPrivate</c>.
/// </summary>
public sealed class HookSender : IDisposable
{
    private readonly IDbContextFactoryOf<KernelDb> _contexts;
    private readonly PersonalData _sealer;
    private readonly Words _words;
    private readonly TimeProvider _clock;
    private readonly bool _privately;
    private readonly HttpClient _client;

    public HookSender(
        IDbContextFactoryOf<KernelDb> contexts,
        PersonalData sealer,
        Words words,
        TimeProvider clock,
        IConfiguration configuration
    )
    {
        (_contexts, _sealer, _words, _clock) = (contexts, sealer, words, clock);
        _privately = configuration.GetValue("Notices:AllowPrivate", false);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = Connect,
            // Nobody outside is handed numbers of our traces; what is traced, Outgoing says.
            ActivityHeadersPropagator = null,
        };
        _client = new(handler) { Timeout = TimeSpan.FromSeconds(10) };
    }

    public void Dispose() => _client.Dispose();

    /// <exception cref="DeliveryFailed">Why it was not taken.</exception>
    public async Task Send(long hookId, Delivery delivery, CancellationToken cancel)
    {
        await using var db = _contexts.Create();
        var hooks = db.Webhooks.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking();
        var hook = await hooks.SingleOrDefaultAsync(h => h.Id == hookId, cancel);
        if (hook is null or { Disabled: true })
            return;
        await Outgoing.Traced("hook", delivery.Kind, () => Post(hook, delivery, cancel));
    }

    private async Task Post(Webhook hook, Delivery delivery, CancellationToken cancel)
    {
        using var request = Request(hook, delivery, _sealer.Open(hook.Secret) ?? "");
        try
        {
            using var answer = await _client.SendAsync(request, cancel);
            if (answer.IsSuccessStatusCode)
                return;
            throw new DeliveryFailed("hooks.answered", ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture));
        }
        catch (HttpRequestException problem)
        {
            if (problem.InnerException is DeliveryFailed known)
                throw known;
            string why = problem.GetBaseException().Message;
            throw new DeliveryFailed("delivery.unreachable", new Uri(hook.Url).Authority, why);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new DeliveryFailed("delivery.slow", new Uri(hook.Url).Authority);
        }
    }

    private HttpRequestMessage Request(Webhook hook, Delivery delivery, string secret)
    {
        string number = delivery.Id.ToString(CultureInfo.InvariantCulture);
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(Body(hook, delivery, number), JsonSerializerOptions.Web);
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        bool robot = hook.Format == HookFormat.DingTalk && secret.Length > 0;
        string url = robot ? SignedByRobot(hook.Url, secret) : hook.Url;
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        request.Headers.Add("X-Delivery", number);
        if (hook.Format != HookFormat.Json)
            return request;
        byte[] signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes);
        request.Headers.Add("X-Signature", "sha256=" + Convert.ToHexStringLower(signature));
        return request;
    }

    private object Body(Webhook hook, Delivery delivery, string number)
    {
        string text = NoticeWords.Of(_words, delivery.Kind, delivery.Arguments);
        if (hook.Format != HookFormat.Json)
            return new { msgtype = "text", text = new { content = text } };
        var arguments = JsonSerializer.Deserialize<JsonElement>(delivery.Arguments);
        var sent = _clock.GetUtcNow();
        return new
        {
            id = number,
            kind = delivery.Kind,
            text,
            href = delivery.Href,
            arguments,
            sent,
        };
    }

    /// <summary>The robot's own signature: milliseconds, line feed, secret, keyed with the secret.</summary>
    private string SignedByRobot(string url, string secret)
    {
        string stamp = _clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        byte[] sign = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{stamp}\n{secret}"));
        char joint = url.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return $"{url}{joint}timestamp={stamp}&sign={Uri.EscapeDataString(Convert.ToBase64String(sign))}";
    }

    /// <summary>Looked at when connecting, so that a name cannot point inside after it was checked.</summary>
    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
        var address = addresses.FirstOrDefault(a => _privately || !OutwardAddress.IsInside(a));
        if (address is null)
            throw new DeliveryFailed("hooks.inside");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
