using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Kernel.Jobs;

namespace Modular.Host;

/// <summary>
/// Figures for the operator's monitoring at /metrics, in the Prometheus text format 0.0.4: requests by route, method and status with their
/// durations, memory, and what waits in the queues. Answered on loopback, elsewhere only with the token of the setting <c>Metrics:Token</c>.
/// No route's figures carry an id or a person.
/// </summary>
internal sealed class Metrics : IDisposable
{
    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private readonly ConcurrentDictionary<(string Route, string Method, string Status), Series> _requests = new();
    private readonly MeterListener _listener = new();
    private long _active;

    private sealed class Series
    {
        public readonly long[] Buckets = new long[Bounds.Length];
        public long Count;
        public double Sum;
    }

    public Metrics()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Microsoft.AspNetCore.Hosting" && instrument.Name is "http.server.request.duration" or "http.server.active_requests") listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) => Take(seconds, tags));
        _listener.SetMeasurementEventCallback<long>((_, change, _, _) => Interlocked.Add(ref _active, change));
        _listener.Start();
    }

    public static void Map(WebApplication app) => app.MapGet("/metrics", async (HttpContext http, Metrics metrics, IConfiguration configuration, IDbContextFactoryOf<KernelDb> contexts, TimeProvider clock) =>
    {
        string? token = configuration["Metrics:Token"];
        bool near = http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
        if (token is { Length: > 0 } ? http.Request.Headers.Authorization != $"Bearer {token}" : !near) return Results.NotFound();
        return Results.Text(await metrics.Text(contexts, clock, http.RequestAborted), "text/plain; version=0.0.4; charset=utf-8");
    }).AllowAnonymous();

    public void Dispose() => _listener.Dispose();

    private void Take(double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string route = "", method = "", status = "";
        foreach (var tag in tags)
        {
            if (tag.Key == "http.route") route = tag.Value as string ?? "";
            else if (tag.Key == "http.request.method") method = tag.Value as string ?? "";
            else if (tag.Key == "http.response.status_code") status = Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "";
        }

        var series = _requests.GetOrAdd((route, method, status), _ => new());
        lock (series)
        {
            series.Count++;
            series.Sum += seconds;
            for (int i = Bounds.Length - 1; i >= 0 && seconds <= Bounds[i]; i--) series.Buckets[i]++;
        }
    }

    private async Task<string> Text(IDbContextFactoryOf<KernelDb> contexts, TimeProvider clock, CancellationToken cancel)
    {
        var text = new StringBuilder();
        void Gauge(string name, string help, double value) => text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}\n");
        text.Append("# HELP http_server_request_duration_seconds Duration of requests.\n# TYPE http_server_request_duration_seconds histogram\n");
        foreach (var ((route, method, status), series) in _requests.OrderBy(r => r.Key.Route, StringComparer.Ordinal))
        {
            string labels = $"route=\"{route.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\",method=\"{method}\",status=\"{status}\"";
            lock (series)
            {
                for (int i = 0; i < Bounds.Length; i++) text.Append(CultureInfo.InvariantCulture, $"http_server_request_duration_seconds_bucket{{{labels},le=\"{Bounds[i]}\"}} {series.Buckets[i]}\n");
                text.Append(CultureInfo.InvariantCulture, $"http_server_request_duration_seconds_bucket{{{labels},le=\"+Inf\"}} {series.Count}\nhttp_server_request_duration_seconds_sum{{{labels}}} {series.Sum}\nhttp_server_request_duration_seconds_count{{{labels}}} {series.Count}\n");
            }
        }

        Gauge("http_server_active_requests", "Requests being answered.", Interlocked.Read(ref _active));
        Gauge("process_resident_memory_bytes", "Memory of the host.", Environment.WorkingSet);
        Gauge("dotnet_gc_heap_bytes", "Managed memory.", GC.GetTotalMemory(false));
        Gauge("process_cpu_seconds", "Processor time used.", Environment.CpuUsage.TotalTime.TotalSeconds);
        await using var db = contexts.Create();
        var now = clock.GetUtcNow();
        Gauge("modular_facts_waiting", "Facts not yet delivered.", await db.Set<OutboxFact>().CountAsync(f => f.DeliveredAt == null && !f.Parked, cancel));
        Gauge("modular_facts_parked", "Facts given up after all tries.", await db.Set<OutboxFact>().CountAsync(f => f.Parked && f.DeliveredAt == null, cancel));
        var oldest = await db.Set<OutboxFact>().Where(f => f.DeliveredAt == null && !f.Parked).OrderBy(f => f.Id).Select(f => (DateTimeOffset?)f.At).FirstOrDefaultAsync(cancel);
        Gauge("modular_facts_oldest_seconds", "Age of the oldest fact not yet delivered.", oldest is { } at ? (now - at).TotalSeconds : 0);
        foreach (var state in new[] { JobState.Waiting, JobState.Running, JobState.Parked, JobState.Failed })
            Gauge($"modular_jobs_{state.ToString().ToLowerInvariant()}", $"Jobs {state.ToString().ToLowerInvariant()}.", await db.Jobs.IgnoreQueryFilters().CountAsync(j => j.State == state, cancel));
        return text.ToString();
    }
}
