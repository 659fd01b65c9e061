using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Modular.Kernel.Ui;

/// <summary>
/// Cookies of our own, all alike: no script reads them, no other site sends them. Where the site's address is known to
/// be https they are named <c>__Host-…</c>, which no neighbouring site under the same domain can set or shadow.
/// </summary>
public static class KeptCookie
{
    private const string OwnHost = "__Host-";

    /// <summary>The framework's own cookies by the same rule.</summary>
    public static void Bind(CookieBuilder cookie, IConfiguration configuration, string name)
    {
        cookie.Name = Name(Site.IsHttpsAt(configuration), name);
        cookie.Path = "/";
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    /// <param name="life">Null goes with the browser.</param>
    public static void Set(HttpContext http, string name, string value, TimeSpan? life = null) =>
        http.Response.Cookies.Append(Name(Site.Of(http).IsHttps, name), value, For(http, life));

    public static string? Get(HttpContext http, string name) => http.Request.Cookies[Name(Site.Of(http).IsHttps, name)];

    public static void Drop(HttpContext http, string name) =>
        http.Response.Cookies.Delete(Name(Site.Of(http).IsHttps, name), For(http, null));

    private static CookieOptions For(HttpContext http, TimeSpan? life) =>
        new()
        {
            HttpOnly = true,
            Secure = http.Request.IsHttps || Site.Of(http).IsHttps,
            SameSite = SameSiteMode.Lax,
            IsEssential = true,
            MaxAge = life,
            Path = "/",
        };

    /// <summary>The name under which browsers get it.</summary>
    private static string Name(bool https, string name) => https ? OwnHost + name : name;
}
