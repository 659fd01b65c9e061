using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Modular.Kernel.Data;
using Modular.Kernel.Notices;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Modular.Host.Figures;

/// <summary>
/// Figures for the operator's monitoring (docs/metrics.md): Prometheus asks at /metrics, on loopback or elsewhere with
/// the token of <c>Metrics:Token</c>. With <c>Telemetry:Otlp</c> figures and traces also go to a collector there. No
/// figure and no trace carries an id or a person.
/// </summary>
internal static class Telemetry
{
    private const string Requests = "http.server.request.duration";

    /// <summary>Routes, methods and statuses multiply; what lies beyond is counted together.</summary>
    private const int MostSeries = 8000;

    /// <exception cref="StartRefused">The collector's address is none.</exception>
    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var collector = Collector(configuration["Telemetry:Otlp"]);
        services.AddSingleton<QueueFigures>();
        var telemetry = services.AddOpenTelemetry().ConfigureResource(Name);
        telemetry.WithMetrics(metrics => AddMetrics(metrics, collector));
        if (collector is not null)
            telemetry.WithTracing(traces => AddTraces(traces, collector));
    }

    public static void MapTelemetry(this WebApplication app)
    {
        // Its instruments have to be there before the first question.
        var queues = app.Services.GetRequiredService<QueueFigures>();
        string? token = app.Configuration["Metrics:Token"];
        app.MapPrometheusScrapingEndpoint(
                "/metrics",
                null,
                branch =>
                    branch.Use(
                        async (http, next) =>
                        {
                            if (!MayAsk(http, token))
                            {
                                http.Response.StatusCode = StatusCodes.Status404NotFound;
                                return;
                            }

                            await queues.Read();
                            await next(http);
                        }
                    ),
                null
            )
            .AllowAnonymous();
    }

    private static void Name(ResourceBuilder resource)
    {
        var version = typeof(Telemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
        resource.AddService("modular", serviceVersion: version?.InformationalVersion);
    }

    private static void AddMetrics(MeterProviderBuilder metrics, Uri? collector)
    {
        metrics.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddMeter(QueueFigures.MeterName);
        metrics.AddView(
            Requests,
            new MetricStreamConfiguration
            {
                TagKeys = ["http.route", "http.request.method", "http.response.status_code"],
                CardinalityLimit = MostSeries,
            }
        );
        metrics.AddPrometheusExporter(prometheus => prometheus.ScopeInfoEnabled = false);
        if (collector is not null)
            metrics.AddOtlpExporter(otlp => Send(otlp, collector, "v1/metrics"));
    }

    private static void AddTraces(TracerProviderBuilder traces, Uri collector)
    {
        traces.AddAspNetCoreInstrumentation(requests => requests.Filter = http => !IsProbe(http.Request.Path));
        traces.AddSource(Outgoing.SourceName);
        // Before the exporter: processors work in the order they were added in.
        traces.AddProcessor(new TracePrivacy());
        traces.AddOtlpExporter(otlp => Send(otlp, collector, "v1/traces"));
    }

    private static void Send(OtlpExporterOptions otlp, Uri collector, string path)
    {
        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = new Uri(collector, path);
    }

    private static bool IsProbe(PathString path) =>
        path.StartsWithSegments("/health") || path.StartsWithSegments("/metrics");

    private static bool MayAsk(HttpContext http, string? token)
    {
        // Without a token nobody: a proxy on this machine that says nothing of the visitor makes everybody look local.
        if (token is not { Length: > 0 })
            return false;
        byte[] given = Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString());
        return CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes($"Bearer {token}"));
    }

    private static Uri? Collector(string? said)
    {
        if (string.IsNullOrWhiteSpace(said))
            return null;
        // Paths of the protocol are put behind it.
        string whole = said.Trim().TrimEnd('/') + "/";
        if (Uri.TryCreate(whole, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https"))
            return address;
        throw new StartRefused("start.telemetry", said);
    }
}
