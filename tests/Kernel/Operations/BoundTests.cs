using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Operations;
using Modular.Kernel.Store;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>Cookies bound to the site, limits that two hosts share, refused keys in the log.</summary>
public sealed class BoundTests
{
    [Fact, Trait("attack", "A30")]
    public async Task Where_the_site_is_https_no_neighbour_can_set_its_cookies()
    {
        await using var host = await RunningHost.Start(
            Databases.Sqlite,
            "--Jobs:Enabled=false",
            "--Site:Address=https://dq.example"
        );
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = host.Address,
        };
        client.DefaultRequestHeaders.Host = "dq.example";
        using var page = await client.GetAsync("/sign-in?culture=en");
        string[] set = [.. page.Headers.GetValues("Set-Cookie")];
        Assert.Contains(set, c => c.StartsWith("__Host-language=", StringComparison.Ordinal));
        string token = new HtmlParser()
            .ParseDocument(await page.Content.ReadAsStringAsync())
            .QuerySelector("input[name=__RequestVerificationToken]")!
            .GetAttribute("value")!;
        using var post = new HttpRequestMessage(HttpMethod.Post, "/sign-in")
        {
            Content = new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["Input.Name"] = "worker-a1",
                    ["Input.Password"] = RunningHost.Password,
                    ["__RequestVerificationToken"] = token,
                }
            ),
        };
        post.Headers.Add("Cookie", set.Select(c => c.Split(';')[0]));
        using var answer = await client.SendAsync(post);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        set = [.. set, .. answer.Headers.GetValues("Set-Cookie")];
        Assert.Contains(set, c => c.StartsWith("__Host-session=", StringComparison.Ordinal));
        Assert.Contains(set, c => c.StartsWith("__Host-form=", StringComparison.Ordinal));
        Assert.All(
            set,
            c =>
            {
                Assert.StartsWith("__Host-", c, StringComparison.Ordinal);
                Assert.Contains("path=/;", c + ";", StringComparison.Ordinal);
                Assert.Contains("secure", c, StringComparison.Ordinal);
                Assert.Contains("httponly", c, StringComparison.Ordinal);
                Assert.DoesNotContain("domain=", c, StringComparison.OrdinalIgnoreCase);
            }
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("attack", "A11")]
    public async Task Two_hosts_let_through_no_more_than_one(string database)
    {
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        string[] args = [.. await Databases.Empty(database, folder), "--Jobs:Enabled=false"];
        await using var one = await RunningHost.Start(args, folder, seed: true, "--Limits:SignInsPerMinute=6");
        await using var two = await RunningHost.Start(args, folder, seed: false, "--Limits:SignInsPerMinute=6");
        Visitor[] visitors = [one.Visitor(), two.Visitor()];
        foreach (var visitor in visitors)
            await visitor.Open("/sign-in");
        var answers = new List<HttpStatusCode>();
        for (int i = 0; i < 8; i++)
            answers.Add(await visitors[i % 2].Raw("/sign-in", ("Input.Name", "nobody"), ("Input.Password", "x")));
        Assert.Equal(
            [
                .. Enumerable.Repeat(HttpStatusCode.UnprocessableEntity, 6),
                HttpStatusCode.TooManyRequests,
                HttpStatusCode.TooManyRequests,
            ],
            answers
        );
        // Another place is not held up, and what is counted is forgotten.
        visitors[1].From = "203.0.113.9";
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await visitors[1].Raw("/sign-in", ("Input.Name", "nobody"), ("Input.Password", "x"))
        );
        one.Clock.Jump(TimeSpan.FromMinutes(12));
        await one.Do(s => s.GetRequiredService<SharedCount>().Clear(default));
        Assert.Equal(0, await one.Ask(s => s.GetRequiredService<KernelDb>().Set<RateWindow>().CountAsync()));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("attack", "A20")]
    public async Task A_key_that_is_refused_stands_in_the_log_once_a_minute(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        using var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "not-a-key");
        for (int i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/needs")).StatusCode);
        var noted = await host.Ask(s =>
            s.GetRequiredService<KernelDb>().AuditEntries.Where(e => e.Action == "api-client.refused").ToListAsync()
        );
        Assert.DoesNotContain("not-a-key", Assert.Single(noted).Data, StringComparison.Ordinal);
    }
}
