using Microsoft.Extensions.Primitives;
using Modular.Host.Entrance;

namespace Modular.Host;

/// <summary>
/// Headers of every answer, errors and downloads too: put in as the answer begins, since an error throws away what was
/// put in before it. What a page has set itself stays.
/// </summary>
internal sealed class SafetyHeaders(RequestDelegate next, IConfiguration configuration)
{
    private const string Policy =
        "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; "
        + "base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    /// <summary>A form of ours may lead on to where the outside sign-in is, and nowhere else.</summary>
    private readonly StringValues _policy = OutsideSignIn.Origins(configuration) is { Length: > 0 } more
        ? $"{Policy} {more}"
        : Policy;

    /// <summary>
    /// The page of the interface is a script of others: it begins from lines in the page, known by the nonce, and puts
    /// in its own styles. It speaks to this host and to nobody else.
    /// </summary>
    public static void AllowApiPage(HttpContext http, string nonce) =>
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(() =>
        {
            PutIn(http);
            return Task.CompletedTask;
        });
        // No address of ours holds a NUL, and databases refuse it.
        if (
            http.Request.Path.Value?.Contains('\0') == true
            || http.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true
        )
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }

        return next(http);
    }

    private void PutIn(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.TryAdd("Content-Security-Policy", _policy);
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("X-Frame-Options", "DENY");
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd("Permissions-Policy", "camera=(), microphone=(), geolocation=(self)");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        // What somebody signed in was shown, and what a key fetched, stays in no cache on the way or in the browser.
        if (
            http.User.Identity?.IsAuthenticated == true
            || http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        )
            headers.TryAdd("Cache-Control", "no-store");
        if (http.Request.IsHttps)
            headers.TryAdd("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
}
