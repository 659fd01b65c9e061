using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Modular.Kernel.Ui;

/// <summary>The address residents know the site by, for printed codes, links in mail and names of cookies.</summary>
/// <remarks>Read once at the start: every request asks several times, and cookies must keep their names.</remarks>
public sealed class Site(IConfiguration configuration)
{
    /// <summary>Null while nobody has said.</summary>
    public string? Said { get; } = Configured(configuration);

    /// <summary>It is said to be https.</summary>
    public bool IsHttps { get; } = IsHttpsAt(configuration);

    /// <summary><c>Site:Address</c>, or <c>Mail:Link</c> as it was called before; null while nobody has said.</summary>
    public static string? Configured(IConfiguration configuration) =>
        new[] { configuration["Site:Address"], configuration["Mail:Link"] }
            .FirstOrDefault(a =>
                Uri.TryCreate(a, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            )
            ?.TrimEnd('/');

    public static bool IsHttpsAt(IConfiguration configuration) =>
        Configured(configuration)?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true;

    public static string Address(HttpContext context) =>
        Of(context).Said ?? $"{context.Request.Scheme}://{context.Request.Host}";

    internal static Site Of(HttpContext context) => context.RequestServices.GetRequiredService<Site>();
}
