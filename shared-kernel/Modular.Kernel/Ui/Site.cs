using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Modular.Kernel.Ui;

/// <summary>The address people reach the system by: as configured, else as this request came in. Without a slash at the end.</summary>
public static class Site
{
    public static string Address(HttpContext context) => (context.RequestServices.GetRequiredService<IConfiguration>()["Mail:Link"] ?? $"{context.Request.Scheme}://{context.Request.Host}").TrimEnd('/');
}
