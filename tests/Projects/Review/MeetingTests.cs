using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Rules;
using Modular.Projects.Domain;
using Modular.Projects.Review;
using Modular.TestKit;

namespace Modular.Projects.Tests;

[Trait("rule", "P6")]
public sealed class MeetingTests
{
    private static readonly Present[] People =
    [
        new("Lin", "somewhere", null),
        new("Wu", "Community A1", null),
        new("worker-a1", "elsewhere", null),
        new("Qian", "School", "my sister works there"),
        new("Sun", "School", null),
        new("Zhou", "Bank", null),
        new("Zheng", "Court", null),
    ];

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_stands_near_has_no_vote_and_an_outcome_against_the_majority_needs_its_reason(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Drafted.Project(host, "A1", null);
        await Drafted.Submit(host, number);
        await host.Do(async s =>
        {
            var found = await s.GetRequiredService<HoldMeeting>().Find(number, People, default);
            Assert.Equal(
                ["conflict.answers", "conflict.own-unit", "conflict.own-unit", null, null, null, null],
                found.Select(f => f.Found)
            );
            Assert.Equal([true, true, true, true, false, false, false], found.Select(f => f.StandsBack));
        });
        Assert.Equal("meeting.votes-many", await Refused(host, number, "approve", 4, 0, 0, null));
        Assert.Equal("meeting.why-though", await Refused(host, number, "approve", 1, 1, 1, null));
        Assert.Equal("meeting.why-not", await Refused(host, number, "reject", 2, 1, 0, null));
        Assert.Equal("meeting.votes-needed", await Refused(host, number, "approve", 0, 0, 0, null));
        await Decide(host, number, "return", 1, 1, 1, null);
        await host.Do(async s =>
        {
            Assert.Equal(ProjectState.Returned, (await Drafted.One(s, number)).State);
            // Those who wrote it read the advice, not the minutes.
            Assert.Equal("say what it costs", (await Drafted.One(s, number)).Advice);
            Assert.True((await s.GetRequiredService<HoldMeeting>().Minutes(number, default)).Bytes().Length > 1000);
        });
    }

    [Fact]
    public async Task The_meeting_is_entered_on_its_page_and_its_minutes_come_as_a_document()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await Drafted.Project(host, "A1", null);
        await Drafted.Submit(host, number);
        var town = await (await host.As("town-a")).Open($"/projects/{number}/meeting?culture=en");
        await town.PressButton(
            "button[formaction*='handler=Find']",
            ("Input.Present[0].Name", "Lin"),
            ("Input.Present[0].Unit", "Town A")
        );
        Assert.Contains("Stands back Answers for it (Lin)", town.Text, StringComparison.Ordinal);
        await town.Press(
            "Decide",
            ("Input.Chair", "Zhao"),
            ("Input.On", "2026-03-09"),
            ("Input.Present[0].Name", "Sun"),
            ("Input.Present[0].Unit", "School"),
            ("Input.For", "1"),
            ("Input.Minutes", "met on Monday, all for it")
        );
        Assert.Equal(
            (HttpStatusCode.OK, true),
            (town.Status, town.Text.Contains("1 for, 0 against, 0 abstained", StringComparison.Ordinal))
        );
        await host.Do(async s => Assert.Equal(ProjectState.Reviewed, (await Drafted.One(s, number)).State));
        Assert.True((await town.Bytes($"/projects/{number}/meeting?handler=minutes")).Length > 1000);
        Assert.Equal(HttpStatusCode.NotFound, await (await host.As("town-b")).StatusOf($"/projects/{number}/meeting"));
    }

    private static async Task<string> Refused(
        RunningHost host,
        string number,
        string outcome,
        int yes,
        int no,
        int abstain,
        string? why
    ) => (await Assert.ThrowsAsync<RuleBroken>(() => Decide(host, number, outcome, yes, no, abstain, why))).Key;

    private static Task Decide(
        RunningHost host,
        string number,
        string outcome,
        int yes,
        int no,
        int abstain,
        string? why
    ) =>
        host.Do(async s =>
            await s.GetRequiredService<HoldMeeting>()
                .Decide(
                    number,
                    (await Drafted.One(s, number)).Version,
                    outcome,
                    "met on Monday",
                    new(new(2026, 3, 9), "hall", "Zhao", "", People, yes, no, abstain, why, "say what it costs"),
                    null,
                    default
                )
        );
}
