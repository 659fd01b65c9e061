using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Api;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.TestKit;

namespace Modular.Needs.Tests;

[Trait("rule", "K17")]
public sealed class ApiTests
{
    private static async Task<HttpClient> Client(RunningHost host, string unit, params string[] scopes)
    {
        int id = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find(unit)!.Id;
        string key = await host.Ask(s =>
            s.GetRequiredService<KeepApiClients>().Add($"hotline of {unit}", id, scopes, default)
        );
        var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    private static Task<HttpResponseMessage> Post(HttpClient client, string key, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/needs") { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        return client.SendAsync(request);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("fault", "2")]
    public async Task Many_calls_at_once_within_the_limit_are_all_let_through(string database)
    {
        await using var host = await RunningHost.Start(database, "--Limits:ApiPerMinute=60");
        using var client = await Client(host, "A", "needs:write", "needs:read");
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(i => client.GetAsync($"/api/v1/needs/none-{i}"))
        );
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.NotFound, a.StatusCode));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("fault", "9")]
    public async Task Needs_come_in_once_however_often_they_are_sent_and_their_state_is_told(string database)
    {
        await using var host = await RunningHost.Start(database);
        using var client = await Client(host, "A", "needs:write", "needs:read");
        var body = new
        {
            text = "The lamp is out.",
            unit = "A1",
            phone = "13812345678",
        };
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Post(client, "call-1", body)));
        Assert.All(
            answers,
            a => Assert.True(a.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK, a.StatusCode.ToString())
        );
        string[] bodies = await Task.WhenAll(answers.Select(a => a.Content.ReadAsStringAsync()));
        Assert.Single(bodies.Distinct());
        Assert.Equal(1, await host.Ask(s => s.GetRequiredService<NeedsDb>().Needs.CountAsync()));
        var made = JsonDocument.Parse(bodies[0]).RootElement;
        string number = made.GetProperty("number").GetString()!;
        var worker = await host.As("worker-a1");
        await worker.Open($"/needs/{number}");
        await worker.Press("Answer", ("Input.Outcome", "It was replaced."));
        var told = await client.GetFromJsonAsync<JsonElement>($"/api/v1/needs/{number}");
        Assert.Equal(
            ("Answered", "It was replaced."),
            (told.GetProperty("state").GetString(), told.GetProperty("outcome").GetString())
        );
        Assert.DoesNotContain("13812345678", told.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, (await client.GetFromJsonAsync<JsonElement>("/api/v1/needs?state=Answered")).GetArrayLength());
        // The requester can follow with what was given out.
        var resident = host.Visitor();
        await resident.Open("/track");
        await resident.Send("form.form", ("Number", number), ("Code", made.GetProperty("code").GetString()!));
        Assert.Contains("It was replaced.", resident.Text, StringComparison.Ordinal);
        // The same key for something else is refused.
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await Post(client, "call-1", new { text = "Another matter.", unit = "A1" })).StatusCode
        );
    }

    [Fact, Trait("fault", "9")]
    public async Task A_key_is_the_clients_own_and_the_same_words_are_the_same_however_they_were_cleaned()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        // Two systems of the same name may count their calls alike.
        using var one = await Client(host, "A", "needs:write");
        using var other = await Client(host, "A", "needs:write");
        var body = new { text = "\n The lamp\u0007 is out.", unit = "A1" };
        var first = await Post(one, "1", body);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Post(one, "1", body)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await Post(other, "1", body)).StatusCode);
        Assert.All(
            await host.Ask(s => s.GetRequiredService<NeedsDb>().Needs.ToListAsync()),
            n => Assert.Equal("The lamp is out.", n.Title.Trim())
        );
    }

    [Fact]
    public async Task Invented_keys_are_counted_by_where_they_come_from()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Limits:ApiPerMinute=20");
        using var client = await Client(host, "A", "needs:read");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/needs")).StatusCode);
        var answers = new List<HttpStatusCode>();
        for (int i = 0; i < 30; i++)
        {
            using var guesser = new HttpClient { BaseAddress = host.Address };
            guesser.DefaultRequestHeaders.Authorization = new("Bearer", $"guess{i}");
            answers.Add((await guesser.GetAsync("/api/v1/needs")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/needs")).StatusCode);
    }

    [Fact]
    public async Task Keys_scopes_units_and_bad_input_are_refused_with_a_problem_document()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Limits:ApiPerMinute=40");
        using var nobody = new HttpClient { BaseAddress = host.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/v1/needs")).StatusCode);
        using var writer = await Client(host, "A", "needs:write");
        Assert.Equal(HttpStatusCode.Forbidden, (await writer.GetAsync("/api/v1/needs")).StatusCode);
        using var client = await Client(host, "A", "needs:write", "needs:read");
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await Post(client, "k1", new { text = "x", unit = "B1" })).StatusCode
        );
        Assert.Equal(HttpStatusCode.BadRequest, (await Post(client, "k2", new { unit = "A1" })).StatusCode);
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            (await client.PostAsJsonAsync("/api/v1/needs", new { text = "x", unit = "A1" })).StatusCode
        );
        var wrong = await Post(
            client,
            "k3",
            new
            {
                text = "x",
                unit = "A1",
                category = "no such class",
            }
        );
        Assert.Equal("application/problem+json", wrong.Content.Headers.ContentType!.MediaType);
        using var neighbour = await Client(host, "B", "needs:write", "needs:read");
        string number = (
            await (await Post(client, "k4", new { text = "x", unit = "A1" })).Content.ReadFromJsonAsync<JsonElement>()
        )
            .GetProperty("number")
            .GetString()!;
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.GetAsync($"/api/v1/needs/{number}")).StatusCode);
        // A signed-in person's cookie opens nothing here.
        var worker = await host.As("worker-a1");
        Assert.Equal(HttpStatusCode.Unauthorized, await worker.StatusOf($"/api/v1/needs/{number}"));
        var many = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => client.GetAsync($"/api/v1/needs/{number}")));
        Assert.Contains(many, a => a.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.OK, (await neighbour.GetAsync("/api/v1/needs")).StatusCode);
    }

    [Fact]
    public async Task The_description_lists_the_interface_and_nothing_else()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        using var anybody = new HttpClient { BaseAddress = host.Address };
        var document = await anybody.GetFromJsonAsync<JsonElement>("/api/v1.json");
        Assert.Equal(
            ["/api/v1/library", "/api/v1/library/{number}", "/api/v1/needs", "/api/v1/needs/{number}"],
            document.GetProperty("paths").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)
        );
    }
}
