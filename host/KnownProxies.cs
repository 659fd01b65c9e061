using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Modular.Kernel.Data;

namespace Modular.Host;

internal static class KnownProxies
{
    public static void UseKnownProxies(this WebApplication app)
    {
        var watch = app.Services.GetRequiredService<ProxyWatch>();
        app.Use(
            (http, next) =>
            {
                Look(http, watch);
                return next(http);
            }
        );
        app.UseForwardedHeaders(Options(app.Configuration["Proxy:Known"]));
        app.Use(
            (http, next) =>
            {
                // Still there: the machine that sent it is not known.
                if (http.Request.Headers.ContainsKey("X-Forwarded-For"))
                    watch.Unknown = http.Connection.RemoteIpAddress;
                return next(http);
            }
        );
    }

    /// <exception cref="StartRefused">Something in the setting is no address and no network.</exception>
    internal static ForwardedHeadersOptions Options(string? known)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
        };
        foreach (string each in (known ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries))
            if (IPAddress.TryParse(each, out var address))
                options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(each, out var network))
                options.KnownIPNetworks.Add(network);
            else
                throw new StartRefused("start.proxy", each);
        return options;
    }

    private static void Look(HttpContext http, ProxyWatch watch)
    {
        bool local = http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from);
        string host = http.Request.Host.Host;
        bool named = host.Length > 0 && host != "localhost" && !IPAddress.TryParse(host.Trim('[', ']'), out _);
        if (local && named && !http.Request.Headers.ContainsKey("X-Forwarded-For"))
            watch.Silent = true;
    }
}

/// <summary>
/// Behind a proxy the visitor's address is in its header; limits and the audit log count by it. Believed are proxies on
/// this machine and those of <c>Proxy:Known</c> (addresses or networks, separated by commas). What others say of a
/// visitor is not believed, but remembered for the administrator: either somebody is cheating, or a proxy was not named
/// and all visitors count as one.
/// </summary>
internal sealed class ProxyWatch
{
    /// <summary>The last machine that spoke for somebody else without being known.</summary>
    public IPAddress? Unknown { get; set; }

    /// <summary>
    /// A request came from this machine without saying for whom, to another name than this machine's.
    /// </summary>
    public bool Silent { get; set; }
}
