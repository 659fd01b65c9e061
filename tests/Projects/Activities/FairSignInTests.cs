using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Rules;
using Modular.Projects.Activities;
using Modular.Projects.Data;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>A code that goes round is worth only so much, and an old person notices nothing of it.</summary>
[Trait("rule", "P9")]
public sealed class FairSignInTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_code_takes_a_generous_multiple_of_the_expected_until_an_officer_raises_it(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Execution.Running(host);
        long id = await Execution.Plan(host, number, new(2026, 3, 20));
        Execution.At(host, 2026, 3, 20, 9);
        var activity = await Execution.Activity(host, id);
        Assert.Equal(120, activity.MaySign);
        await host.Do(s =>
            s.GetRequiredService<ProjectsDb>().Activities.ExecuteUpdateAsync(set => set.SetProperty(a => a.Signed, 115))
        );
        async Task<string> Sign(int i)
        {
            try
            {
                return await host.Ask(s =>
                    s.GetRequiredService<TakeSignIn>()
                        .Sign(activity.Code, null, $"phone {i}", SignInAs.Resident, $"Person {i}", null, true, default)
                )
                    ? "in"
                    : "known";
            }
            catch (RuleBroken broken)
            {
                return broken.Key;
            }
        }

        string[] tried = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => Sign(i))));
        Assert.Equal((5, 7), (tried.Count(t => t == "in"), tried.Count(t => t == "signin.full")));
        Assert.Equal(120, (await Execution.Activity(host, id)).Signed);
        // By hand the staff goes on, and raises the limit where more came.
        using var worker = await host.As("worker-a1");
        await worker.Open($"/projects/{number}/activities/{id}");
        await worker.Press("ByHand", ("Input.As", "Resident"), ("Input.Lines", "Old Wang"));
        Assert.Equal("signin.full", await Sign(50));
        await worker.Press("Widen", ("Input.Most", "20"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        await worker.Press("Widen", ("Input.Most", "200"));
        Assert.Equal("in", await Sign(50));
    }

    [Fact]
    public async Task A_pass_is_worth_nothing_on_another_phone_and_many_at_once_over_one_line_are_marked()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await Execution.Running(host);
        long id = await Execution.Plan(host, number, new(2026, 3, 20), rotating: true);
        Execution.At(host, 2026, 3, 20, 9);
        var activity = await Execution.Activity(host, id);
        var code = host.Services.GetRequiredService<SignInCode>();
        string token = code.Token(activity),
            pass = code.Pass(activity, "mine");
        Task<bool> Sign(string device, string name, string? line, string with) =>
            host.Ask(s =>
                s.GetRequiredService<TakeSignIn>()
                    .Sign(token, with, device, SignInAs.Resident, name, null, true, default, line)
            );
        Assert.Equal(
            "signin.stale",
            (await Assert.ThrowsAsync<RuleBroken>(() => Sign("a friend's", "Friend", null, pass))).Key
        );
        Assert.True(await Sign("mine", "Myself", "10.0.0.1", pass));
        for (int i = 0; i < 5; i++)
            await Sign($"d{i}", $"Invented {i}", "10.9.9.9", code.Pass(activity, $"d{i}"));
        for (int i = 0; i < 5; i++)
        {
            await Sign($"e{i}", $"Honest {i}", "10.7.7.7", code.Pass(activity, $"e{i}"));
            host.Clock.Move(TimeSpan.FromSeconds(20));
        }

        using var worker = await host.As("worker-a1");
        await worker.Open($"/projects/{number}/activities/{id}");
        Assert.Equal(
            5,
            worker
                .Page.QuerySelectorAll("#signed tbody tr")
                .Count(r => r.TextContent.Contains("集中签到", StringComparison.Ordinal))
        );
        Assert.Contains("有 5 人", worker.Page.QuerySelector("#signed .notice")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_list_is_entered_by_hand_for_thirty_days_and_never_after_the_names_are_gone(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Execution.Running(host);
        long id = await Execution.Plan(host, number, new(2026, 3, 20));
        Execution.At(host, 2026, 4, 19, 10);
        Task Enter() =>
            host.Do(s =>
                s.GetRequiredService<TakeSignIn>().ByHand(number, id, SignInAs.Resident, "Zhang San\nZhao Liu", default)
            );
        await Enter();
        Execution.At(host, 2026, 4, 19, 12);
        Assert.Equal("signin.hand-over", (await Assert.ThrowsAsync<RuleBroken>(Enter)).Key);
        Execution.At(host, 2026, 6, 20);
        await host.Do(async s => Assert.Equal(2, await s.GetRequiredService<EraseNames>().Due(default)));
        Assert.Equal("signin.hand-over", (await Assert.ThrowsAsync<RuleBroken>(Enter)).Key);
        Assert.Equal(2, (await Execution.Activity(host, id)).Signed);
        using var worker = await host.As("worker-a1");
        await worker.Open($"/projects/{number}/activities/{id}");
        Assert.Null(worker.Page.QuerySelector("form[action*='handler=ByHand']"));
    }
}
