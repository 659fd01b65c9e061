using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Store;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.TestKit;

namespace Modular.Needs.Tests;

/// <summary>Following by mail, and what a worker's own page of waiting things shows.</summary>
public sealed class FollowTests
{
    private const string Mail = "resident@example.org";

    /// <summary>
    /// A mail server is named, so that following is offered; what is to be sent is read where it waits.
    /// </summary>
    private static Task<RunningHost> Start(string database) =>
        RunningHost.Start(database, "--Mail:Host=127.0.0.1", "--Mail:Port=9");

    private static async Task<(string Number, string Code)> Asked(RunningHost host, string text, bool open = false)
    {
        var resident = host.Visitor();
        await resident.Open("/ask");
        int unit = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("A1")!.Id;
        await resident.Send("form.form", ("Text", text), ("UnitId", $"{unit}"), ("Public", open ? "true" : "false"));
        return (
            resident.Page.QuerySelector(".receipt .num")!.TextContent,
            resident.Page.QuerySelector(".receipt .code")!.TextContent
        );
    }

    private static Task<List<NoticeWish>> Letters(RunningHost host, string kind) =>
        host.Ask(s =>
            s.GetRequiredService<KernelDb>()
                .Set<NoticeWish>()
                .AsNoTracking()
                .Where(w => w.Kind == kind)
                .OrderBy(w => w.Id)
                .ToListAsync()
        );

    private static async Task<Visitor> Follow(RunningHost host, (string Number, string Code) need)
    {
        var resident = host.Visitor();
        await resident.Open("/track");
        await resident.Send("form.form", ("Number", need.Number), ("Code", need.Code));
        await resident.Send("form[action='/track/follow']", ("Email", Mail));
        return resident;
    }

    private static async Task Confirm(RunningHost host, Visitor resident)
    {
        string code = JsonSerializer.Deserialize<string[]>((await Letters(host, "needs.follow-code"))[^1].Arguments)![
            0
        ];
        await resident.Send("form.form", ("code", $"{code[..3]} {code[3..]}"));
        Assert.NotNull(resident.Page.QuerySelector(".said"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "N15")]
    public async Task Who_confirms_the_code_is_written_to_through_merge_and_answer_until_they_end_it(string database)
    {
        await using var host = await Start(database);
        var need = await Asked(host, "The lamp at the gate is out.");
        var other = await Asked(host, "No light at the gate at night.");
        var resident = await Follow(host, need);
        await resident.Send("form.form", ("code", "000000x"));
        var worker = await host.As("worker-a1");
        // Not confirmed yet: nobody is written to.
        await worker.Open($"/needs/{need.Number}");
        await worker.Press("Merge", ("Input.Into", other.Number));
        Assert.Empty(await Letters(host, "needs.followed"));
        await Confirm(host, resident);
        await worker.Open($"/needs/{other.Number}");
        await worker.Press("Answer", ("Input.Outcome", "The lamp was replaced."));
        var letter = Assert.Single(await Letters(host, "needs.followed"));
        // The number the resident knows; no word of the answer, and the address is not readable.
        Assert.Equal([need.Number], JsonSerializer.Deserialize<string[]>(letter.Arguments)!);
        Assert.DoesNotContain(
            "@",
            await host.Ask(s => s.GetRequiredService<NeedsDb>().Followers.Select(f => f.Address).SingleAsync()),
            StringComparison.Ordinal
        );
        await resident.Open(letter.Href);
        await resident.Send("form.form");
        Assert.Equal(0, await host.Ask(s => s.GetRequiredService<NeedsDb>().Followers.CountAsync()));
        var stranger = host.Visitor();
        await stranger.Open("/track");
        Assert.Equal(
            HttpStatusCode.NotFound,
            await stranger.Raw("/track/follow", ("Number", need.Number), ("Code", "guess"), ("Email", Mail))
        );
    }

    [Fact, Trait("rule", "N15")]
    public async Task A_code_is_good_for_five_tries_and_half_an_hour_and_an_address_for_five_codes_a_day()
    {
        await using var host = await Start(Databases.Sqlite);
        var need = await Asked(host, "The lamp at the gate is out.");
        var resident = await Follow(host, need);
        string right =
                JsonSerializer.Deserialize<string[]>((await Letters(host, "needs.follow-code"))[^1].Arguments)![0],
            wrong = right == "123456" ? "654321" : "123456";
        for (int i = 0; i < 5; i++)
            await resident.Send("form.form", ("code", wrong));
        await resident.Send("form.form", ("code", right));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, resident.Status);
        resident = await Follow(host, need);
        host.Clock.Move(TimeSpan.FromMinutes(31));
        right = JsonSerializer.Deserialize<string[]>((await Letters(host, "needs.follow-code"))[^1].Arguments)![0];
        await resident.Send("form.form", ("code", right));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, resident.Status);
        for (int i = 0; i < 3; i++)
            await Follow(host, need);
        resident = await Follow(host, need);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, resident.Status);
        // The day after, what was never confirmed is forgotten and one may ask again.
        host.Clock.Move(TimeSpan.FromHours(25));
        await Follow(host, need);
        Assert.Equal(1, await host.Ask(s => s.GetRequiredService<NeedsDb>().Followers.CountAsync()));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "N15")]
    public async Task What_is_answered_in_public_at_a_place_is_told_to_those_who_follow_the_place(string database)
    {
        await using var host = await Start(database);
        var tree = await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask());
        foreach (string place in new[] { "A", "B" })
        {
            var reader = host.Visitor();
            await reader.Open("/follow");
            await reader.Send("form.form", ("UnitId", $"{tree.Find(place)!.Id}"), ("Email", $"{place}@example.org"));
            await Confirm(host, reader);
        }

        var need = await Asked(host, "The lamp at the gate is out.", open: true);
        var worker = await host.As("worker-a1");
        await worker.Open($"/needs/{need.Number}");
        await worker.Press("Answer", ("Input.Outcome", "The lamp was replaced."));
        await worker.Press(
            "Publish",
            ("Input.PublicTitle", "Lamp at the gate"),
            ("Input.PublicAnswer", "It was replaced.")
        );
        Assert.Contains(
            "Lamp at the gate",
            Assert.Single(await Letters(host, "needs.published")).Arguments,
            StringComparison.Ordinal
        );
        // Mending a word does not write again.
        await worker.Press(
            "Publish",
            ("Input.PublicTitle", "Lamp at the gate"),
            ("Input.PublicAnswer", "It was replaced yesterday.")
        );
        Assert.Single(await Letters(host, "needs.published"));
    }

    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("rule", "K20"),
        Trait("rule", "N8")
    ]
    public async Task A_need_given_to_a_person_stands_on_that_persons_page_with_its_date(string database)
    {
        await using var host = await RunningHost.Start(database);
        var need = await Asked(host, "The lamp at the gate is out.");
        var worker = await host.As("worker-a1");
        await worker.Open($"/needs/{need.Number}");
        var choice = worker.Page.QuerySelectorAll("#Input_PersonId option").Last();
        await worker.Press("Dispatch", ("Input.PersonId", choice.GetAttribute("value")!), ("Input.HandlerUnitId", ""));
        var row = await host.Ask(s => s.GetRequiredService<NeedsDb>().Needs.SingleAsync());
        Assert.NotNull(row.HandlerAccountId);
        Assert.Equal(row.UnitId, row.HandlerUnitId);
        var person = await host.As(
            await host.Ask(s =>
                s.GetRequiredService<KernelDb>()
                    .Accounts.Where(a => a.Id == row.HandlerAccountId)
                    .Select(a => a.UserName!)
                    .SingleAsync()
            )
        );
        await person.Open("/desk");
        Assert.Contains(need.Number, person.Text, StringComparison.Ordinal);
        Assert.Contains(Kernel.Texts.Words.ShortDate(row.DueOn!.Value), person.Text, StringComparison.Ordinal);
        var neighbour = await host.As("worker-b1");
        await neighbour.Open("/desk");
        Assert.DoesNotContain(need.Number, neighbour.Text, StringComparison.Ordinal);
    }

    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("rule", "N4"),
        Trait("fault", "3")
    ]
    public async Task A_clock_twenty_minutes_ahead_escalates_nothing_early_and_none_twice(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        await Asked(host, "The lamp at the gate is out.");
        var due = (
            await host.Ask(s => s.GetRequiredService<NeedsDb>().Needs.Select(n => n.DueOn).SingleAsync())
        )!.Value;
        // It is 23:45 on the last day and this host believes 00:05.
        host.Clock.Move(Kernel.Calendar.LocalTime.StartOfDay(due.AddDays(1)).AddMinutes(5) - host.Clock.GetUtcNow());
        Task<Handling.SweepOutcome> Sweep() => host.Ask(s => s.GetRequiredService<Handling.SweepClocks>().Run(default));
        Assert.Equal(0, (await Sweep()).Escalated);
        host.Clock.Move(TimeSpan.FromMinutes(30));
        Assert.Equal(1, (await Task.WhenAll(Sweep(), Sweep())).Sum(o => o.Escalated));
        Assert.Equal(0, (await Sweep()).Escalated);
    }

    [Fact, Trait("rule", "N4"), Trait("fault", "3")]
    public async Task A_host_whose_clock_differs_from_the_databases_leaves_the_sweep_to_others()
    {
        await using var host = await RunningHost.Start(
            Databases.Postgres,
            "--Jobs:Enabled=false",
            "--Clock:CompareWithDatabase=true"
        );
        // The test's clock stands months away from the server's.
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            host.Do(s => s.GetRequiredService<Handling.SweepClocks>().Run(null!, default))
        );
        Assert.Contains("clock differs", refused.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "N7")]
    public async Task Two_matters_that_belong_together_are_linked_and_parted_again(string database)
    {
        await using var host = await RunningHost.Start(database);
        var (one, two) = (
            await Asked(host, "Water comes through the roof."),
            await Asked(host, "The lift stands still since the rain.")
        );
        var worker = await host.As("worker-a1");
        await worker.Open($"/needs/{one.Number}");
        await worker.Press("Link", ("Input.Other", one.Number));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        await worker.Press("Link", ("Input.Other", two.Number));
        await worker.Open($"/needs/{two.Number}");
        Assert.NotNull(worker.Page.QuerySelector($"dl.facts a[href='/needs/{one.Number}']"));
        await worker.Press("Unlink");
        Assert.Null(worker.Page.QuerySelector($"dl.facts a[href='/needs/{one.Number}']"));
        var stranger = await host.As("worker-b1");
        await stranger.Open("/needs/new");
        Assert.Equal(
            HttpStatusCode.NotFound,
            await stranger.Raw($"/needs/{one.Number}?handler=Link", ("Input.Other", two.Number))
        );
    }
}
