using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Api;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Needs.Handling;
using Modular.TestKit;

namespace Modular.Needs.Tests;

/// <summary>Nobody speaks for another, judges their own case, or keeps a clock from running.</summary>
public sealed class FairnessTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "N9")]
    public async Task Who_was_joined_to_another_need_follows_it_but_neither_rates_nor_reads_the_others_words(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        var first = await Asking.Ask(host, "The lamp at the gate is out.", open: false);
        var second = await Asking.Ask(host, "The same lamp, by another person.", open: false);
        var worker = await host.As("worker-a1");
        await worker.Open($"/needs/{second.Number}");
        await worker.Press("Merge", ("Input.Into", first.Number));
        await worker.Open($"/needs/{first.Number}");
        await worker.Press("Ask", ("Input.Question", "which lamp exactly"));
        var other = host.Visitor();
        await other.Open("/track");
        await other.Send("form.form", ("Number", second.Number), ("Code", second.Code));
        Assert.DoesNotContain("which lamp exactly", other.Text, StringComparison.Ordinal);
        Assert.Null(other.Page.QuerySelector("form[action='/track/reply']"));
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await other.Raw("/track/reply", ("Number", second.Number), ("Code", second.Code), ("Comment", "mine"))
        );
        await worker.Open($"/needs/{first.Number}");
        await worker.Press("Answer", ("Input.Outcome", "It was replaced today."));
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await other.Raw(
                "/track/rate",
                ("Number", second.Number),
                ("Code", second.Code),
                ("Score", "1"),
                ("Comment", "bad")
            )
        );
        Assert.Equal(NeedState.Answered, (await Asking.Row(host, first.Number)).State);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K19")]
    public async Task A_complaint_about_the_community_goes_to_the_unit_above_and_the_community_does_not_answer_it(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        var need = await Asking.Ask(host, "The community office was closed at ten.", open: false);
        var (a1, town) = (await Asking.Unit(host, "A1"), await Asking.Unit(host, "A"));
        var worker = await host.As("worker-a1");
        await worker.Open($"/needs/{need.Number}");
        await worker.Press("Accept", ("Input.Kind", "Immediate"), ("Input.AboutUnitId", $"{a1.Id}"));
        Assert.Equal(town.Id, (await Asking.Row(host, need.Number)).HandlerUnitId);
        await worker.Open($"/needs/{need.Number}");
        await worker.Press("Answer", ("Input.Outcome", "There is nothing to complain about."));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        // Nor does it take its name off the complaint.
        await worker.Open($"/needs/{need.Number}");
        await worker.Press("Accept", ("Input.Kind", "Immediate"), ("Input.AboutUnitId", ""));
        Assert.Equal(a1.Id, (await Asking.Row(host, need.Number)).AboutUnitId);
        var officer = await host.As("town-a");
        await officer.Open($"/needs/{need.Number}");
        await officer.Press("Answer", ("Input.Outcome", "The hours hang at the door again; we are sorry."));
        Assert.Equal(NeedState.Answered, (await Asking.Row(host, need.Number)).State);
    }

    [Fact, Trait("rule", "N4")]
    public async Task An_instructed_need_and_a_late_rework_still_escalate_and_a_reopened_one_is_rated_anew()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Jobs:Enabled=false");
        var need = await Asking.Ask(host, "The lamp at the gate is out.", open: false);
        var town = await host.As("town-a");
        await town.Open($"/needs/{need.Number}");
        await town.Press("Instruct", ("Input.Reason", "please hurry"));
        host.Clock.Move(TimeSpan.FromDays(10));
        Task<SweepOutcome> Sweep() => host.Ask(s => s.GetRequiredService<SweepClocks>().Run(default));
        Assert.Equal(1, (await Sweep()).Escalated);
        host.Clock.Move(TimeSpan.FromDays(6));
        Assert.Equal(1, (await Sweep()).Further);
        async Task Track(string score)
        {
            var resident = host.Visitor();
            await resident.Open("/track");
            await resident.Send("form.form", ("Number", need.Number), ("Code", need.Code));
            await resident.Send("form[action='/track/rate']", ("Score", score), ("Comment", "words"));
            Assert.NotNull(resident.Page.QuerySelector(".said"));
        }

        async Task Answer()
        {
            // Days have passed: the session of then has ended.
            town = await host.As("town-a");
            await town.Open($"/needs/{need.Number}");
            await town.Press("Answer", ("Input.Outcome", "It was replaced today, for good."));
        }

        await Answer();
        await Track("1");
        host.Clock.Move(TimeSpan.FromDays(12));
        Assert.Equal(1, (await Sweep()).Escalated);
        await Answer();
        await Track("5");
        town = await host.As("town-a");
        await town.Open($"/needs/{need.Number}");
        await town.Press("Reopen", ("Input.Reason", "it is out again"));
        var row = await Asking.Row(host, need.Number);
        Assert.True(row.DueOn > Kernel.Calendar.LocalTime.Today(host.Clock));
        Assert.Null(row.SatisfiedAt);
        await Answer();
        await Track("4");
        // What once was escalated stays in the figures, however often it was worked on again.
        var today = Kernel.Calendar.LocalTime.Today(host.Clock);
        Assert.Equal(
            1,
            (
                await host.Ask(s =>
                    s.GetRequiredService<Reports.ServiceReport>().Write(row.UnitId, today.AddDays(-60), today, default)
                )
            )
                .All
                .Escalated
        );
        Assert.Equal(
            [1, 5, 4],
            await host.Ask(s =>
                s.GetRequiredService<NeedsDb>().Ratings.OrderBy(r => r.Round).Select(r => r.Score).ToListAsync()
            )
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("fault", "16")]
    public async Task Odd_characters_other_zones_and_impossible_times_are_kept_clean_or_refused_and_never_an_error_page(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        string emoji = string.Concat(Enumerable.Repeat("😀", 60));
        await Asking.Ask(host, emoji, open: false);
        await Asking.Ask(host, "a bell \u0007 rings", open: false);
        var resident = host.Visitor();
        await resident.Open("/ask");
        string ticket = resident.Page.QuerySelector("#Ticket")!.GetAttribute("value")!;
        Assert.Equal(
            HttpStatusCode.BadRequest,
            await resident.Raw(
                "/ask",
                ("Text", "NUL \0 inside"),
                ("UnitId", $"{(await Asking.Unit(host, "A1")).Id}"),
                ("Ticket", ticket)
            )
        );
        Assert.Equal(HttpStatusCode.BadRequest, await resident.StatusOf("/answers?unit=%00"));
        int unit = (await Asking.Unit(host, "A")).Id;
        string key = await host.Ask(s =>
            s.GetRequiredService<KeepApiClients>().Add("other", unit, ["needs:write"], default)
        );
        using var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        async Task<HttpStatusCode> Post(string id, object body)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/needs")
            {
                Content = JsonContent.Create(body),
            };
            request.Headers.Add("Idempotency-Key", id);
            return (await client.SendAsync(request)).StatusCode;
        }

        Assert.Equal(
            HttpStatusCode.Created,
            await Post(
                "1",
                new
                {
                    text = "half \\ud83d and more",
                    unit = "A1",
                    receivedAt = "2026-03-05T09:00:00+08:00",
                }
            )
        );
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await Post(
                "2",
                new
                {
                    text = "x",
                    unit = "A1",
                    receivedAt = "9999-12-31T23:59:59+08:00",
                }
            )
        );
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await Post(
                "3",
                new
                {
                    text = "x",
                    unit = "A1",
                    receivedAt = "2027-01-01T00:00:00Z",
                }
            )
        );
        Assert.Equal(3, await host.Ask(s => s.GetRequiredService<NeedsDb>().Needs.CountAsync()));
    }
}
