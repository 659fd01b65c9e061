using Modular.Kernel.Ui;

namespace Modular.Host;

/// <summary>
/// Where the operator says that the site is https, a request that names it came over https, whatever the proxy in front
/// forgot to pass on: its cookies and links are for https.
/// </summary>
internal sealed class SiteScheme(RequestDelegate next, Site site)
{
    private readonly string? _host = site.IsHttps ? new Uri(site.Said!).Host : null;

    public Task InvokeAsync(HttpContext http)
    {
        if (_host is not null && string.Equals(http.Request.Host.Host, _host, StringComparison.OrdinalIgnoreCase))
            http.Request.Scheme = Uri.UriSchemeHttps;
        return next(http);
    }
}
