using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Modular.Kernel.Data;
using Modular.Kernel.Notices;
using Modular.Kernel.Store;
using Modular.TestKit;
using static Modular.Kernel.Tests.NoticeSteps;

namespace Modular.Kernel.Tests;

[Collection("alone"), Trait("rule", "K16")]
public sealed class TelemetryTests
{
    private static readonly string[] Promised =
    [
        "http_server_request_duration_seconds_count",
        "http_server_active_requests",
        "process_resident_memory_bytes",
        "dotnet_gc_heap_bytes",
        "process_cpu_seconds",
        "modular_facts_waiting",
        "modular_facts_parked",
        "modular_facts_oldest_seconds",
        "modular_jobs_waiting",
        "modular_jobs_running",
        "modular_jobs_parked",
        "modular_jobs_failed",
        "modular_queues_readable",
    ];

    private const string Token = "scrape-me-42";

    private static async Task<string> Scrape(RunningHost host, string? token = Token)
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return await client.GetStringAsync("/metrics");
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Figures_keep_their_names_count_by_route_and_say_what_waits(string database)
    {
        await using var host = await RunningHost.Start(database, $"--Metrics:Token={Token}");
        var worker = await host.As("worker-a1");
        await worker.Open("/needs");
        await worker.Open("/needs/XQ-2026-999999", HttpStatusCode.NotFound);
        string text = await Scrape(host);
        foreach (string name in Promised)
            Assert.Matches($@"(?m)^{name}(\{{[^}}]*\}})? [0-9]", text);
        Assert.Equal(["http_request_method", "http_response_status_code", "http_route"], Labels(text, "needs", "200"));
        Assert.Contains("http_response_status_code=\"404\"", text, StringComparison.Ordinal);
        Assert.Contains("le=\"0.005\"", text, StringComparison.Ordinal);
        foreach (string personal in new[] { "XQ-2026", "worker-a1", "127.0.0.1" })
            Assert.DoesNotContain(personal, Samples(text, "http_server_request_duration"), StringComparison.Ordinal);
    }

    private static string Readable(string value) => $@"(?m)^modular_queues_readable(\{{\}})? {value}$";

    /// <summary>Names of the labels of that route's and status' count.</summary>
    private static string[] Labels(string text, string route, string status)
    {
        string found = Samples(text, "http_server_request_duration_seconds_count")
            .Split('\n')
            .Single(line =>
                line.Contains($"http_route=\"{route}\"", StringComparison.Ordinal)
                && line.Contains($"code=\"{status}\"", StringComparison.Ordinal)
            );
        string labels = found.Split('{', '}')[1];
        return [.. labels.Split(',').Select(l => l.Split('=')[0]).Order(StringComparer.Ordinal)];
    }

    private static string Samples(string text, string name) =>
        string.Join('\n', text.Split('\n').Where(l => l.StartsWith(name, StringComparison.Ordinal)));

    [Fact]
    public async Task With_a_token_only_its_holder_is_answered()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Metrics:Token=blue-lamp-42");
        Assert.Equal(HttpStatusCode.NotFound, await host.Visitor().StatusOf("/metrics"));
        await Assert.ThrowsAsync<HttpRequestException>(() => Scrape(host, "blue-lamp-4"));
        Assert.Contains("modular_facts_waiting", await Scrape(host, "blue-lamp-42"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_nobody_is_answered()
    {
        // A proxy on this machine makes everybody look local.
        await using var host = await RunningHost.Start(Databases.Sqlite);
        Assert.Equal(HttpStatusCode.NotFound, await host.Visitor().StatusOf("/metrics"));
        await Assert.ThrowsAsync<HttpRequestException>(() => Scrape(host, ""));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_database_that_fails_takes_its_own_figures_out_and_no_others(string database)
    {
        await using var host = await RunningHost.Start(database, $"--Metrics:Token={Token}");
        Assert.Matches(Readable("1"), await Scrape(host));
        string table = await host.Ask(s =>
            Task.FromResult(
                s.GetRequiredService<KernelDb>()
                    .Model.FindEntityType(typeof(OutboxFact))!
                    .GetSchemaQualifiedTableName()!
            )
        );
        string sql = $"ALTER TABLE {table} RENAME TO gone";
        await host.Do(s => s.GetRequiredService<KernelDb>().Database.ExecuteSqlRawAsync(sql));
        string text = "";
        await Until(async () =>
        {
            text = await Scrape(host);
            return System.Text.RegularExpressions.Regex.IsMatch(text, Readable("0"));
        });
        Assert.Empty(Samples(text, "modular_facts"));
        Assert.Empty(Samples(text, "modular_jobs"));
        Assert.NotEmpty(Samples(text, "process_resident_memory_bytes"));
        Assert.NotEmpty(Samples(text, "http_server_request_duration_seconds_count"));
    }

    [Fact]
    public async Task Traces_go_to_the_collector_that_was_named_and_tell_of_no_person()
    {
        var got = new ConcurrentQueue<(string Path, string Text)>();
        await using var collector = await Collector(got);
        await using var receiver = await Collector(new());
        string[] settings = [$"--Telemetry:Otlp={collector.Urls.First()}", "--Notices:AllowPrivate=true"];
        await using (var host = await RunningHost.Start(Databases.Sqlite, settings))
        {
            using var client = new HttpClient { BaseAddress = host.Address };
            client.DefaultRequestHeaders.UserAgent.ParseAdd("odd-browser/7");
            client.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            client.DefaultRequestHeaders.Add("tracestate", "theirs=odd-state");
            await client.GetAsync("/answers/XQ-2026-000123?q=odd-question");
            await client.GetAsync("/odd-address/13812345678");
            var tree = await host.Ask(s => s.GetRequiredService<Units.UnitDirectory>().Tree(default).AsTask());
            string hook = receiver.Urls.First() + "/odd-hook";
            await host.Do(s =>
                s.GetRequiredService<KeepWebhooks>()
                    .Add(tree.Find("Q")!.Id, "h", hook, HookFormat.Json, null, null, default)
            );
            await Tell(host, "needs.dispatched", "XQ-2026-000123", "odd-title");
            await Until(host, db => db.Deliveries.AnyAsync(d => d.State == DeliveryState.Sent));
        }

        // What ends sends what it still holds.
        string traces = string.Join('\n', got.Where(g => g.Path == "/v1/traces").Select(g => g.Text));
        foreach (string expected in new[] { "http.route", "hook", "needs.dispatched" })
            Assert.Contains(expected, traces, StringComparison.Ordinal);
        foreach (string personal in new[] { "odd-", "XQ-2026", "13812345678", "worker-a1" })
            Assert.DoesNotContain(personal, traces, StringComparison.Ordinal);
        string figures = string.Join('\n', got.Where(g => g.Path == "/v1/metrics").Select(g => g.Text));
        Assert.Contains("modular.facts.waiting", figures, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_that_is_no_address_is_refused_at_start()
    {
        var start = () => RunningHost.Start(Databases.Sqlite, "--Telemetry:Otlp=collector:4318");
        var refused = await Assert.ThrowsAsync<StartRefused>(start);
        Assert.Equal("start.telemetry", refused.Key);
    }

    /// <summary>A web server on loopback that takes everything.</summary>
    private static async Task<WebApplication> Collector(ConcurrentQueue<(string Path, string Text)> got)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            got.Enqueue((http.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
        });
        await app.StartAsync();
        return app;
    }
}

/// <summary>
/// What is measured of a whole process: instruments are known to it by name and its memory is everybody's, so nothing
/// else may run beside these.
/// </summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;
