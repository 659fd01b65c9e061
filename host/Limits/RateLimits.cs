using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Modular.Kernel.Operations;
using Modular.Kernel.Secrets;
using Modular.Kernel.Texts;

namespace Modular.Host.Limits;

/// <summary>How often one address or one client may ask, on all hosts together.</summary>
internal static class RateLimits
{
    public static void AddLimits(this IServiceCollection services, IConfiguration configuration)
    {
        int Setting(string name, int otherwise) => configuration.GetValue("Limits:" + name, otherwise);
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.OnRejected = async (context, cancel) =>
            {
                context.HttpContext.Response.Headers.RetryAfter = "60";
                var words = context.HttpContext.RequestServices.GetRequiredService<Words>();
                await context.HttpContext.Response.WriteAsync(words["error.too-many"], cancel);
            };
            // Per client and not per address: a partner's server may stand behind many.
            int calls = Setting("ApiPerMinute", 600);
            limits.AddPolicy("api", http => Shared(http, "api", Kernel.Api.ApiClients.Partition(http), calls));
            Add(limits, "public", Setting("PublicPerMinute", 30), reads: true);
            // A hall full of people behind one address signs in within minutes.
            Add(limits, "hall", Setting("HallPerMinute", 300));
            Add(limits, "code", Setting("CodesPerMinute", 20));
            Add(limits, "sign-in", Setting("SignInsPerMinute", 20));
        });
    }

    /// <param name="reads">Looking counts too, and not only sending.</param>
    private static void Add(RateLimiterOptions limits, string name, int perMinute, bool reads = false) =>
        limits.AddPolicy(
            name,
            http =>
                HttpMethods.IsGet(http.Request.Method) && !reads
                    ? RateLimitPartition.GetNoLimiter("get")
                    : Shared(http, name, AddressBlock.Of(http.Connection.RemoteIpAddress), perMinute)
        );

    private static RateLimitPartition<string> Shared(HttpContext http, string what, string who, int perMinute)
    {
        var count = http.RequestServices.GetRequiredService<SharedCount>();
        return RateLimitPartition.Get(who, _ => new SharedLimiter(count, what, who, perMinute));
    }
}
