using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Projects.Publicity;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>How a project is made known: its channels and its poster.</summary>
[Trait("rule", "P16")]
public sealed class PublicityTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "P18")]
    public async Task Publicity_is_logged_by_channel_a_wrong_entry_counts_no_more_and_the_poster_leads_on(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        string number = await Library.Shared(host, "A1", "Lunch for the old");
        using var worker = await host.As("worker-a1");
        await worker.Open($"/projects/{number}/publicity");
        await worker.Send(
            "form.form",
            ("Input.Channel", "Board"),
            ("Input.On", "2026-03-09"),
            ("Input.Where", "board at the gate"),
            ("Input.Reach", "400")
        );
        await worker.Send(
            "form.form",
            ("Input.Channel", "Board"),
            ("Input.On", "2026-03-10"),
            ("Input.Where", "the same board again"),
            ("Input.Reach", "300")
        );
        await worker.Send("form[action*='handler=Strike']", ("reasons", "entered twice"));
        await host.Do(async s =>
            Assert.Equal(
                [(Channel.Board, 1, 400L)],
                (await s.GetRequiredService<KeepChannels>().Of(number, default)).Sums.Select(x =>
                    (x.Channel, x.Times, x.Reach)
                )
            )
        );
        await worker.Send(
            "form.form",
            ("Input.Channel", "Card"),
            ("Input.On", "2026-03-11"),
            ("Input.Where", "cards of tomorrow")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        await worker.Open($"/projects/{number}/poster?size=A3");
        Assert.NotNull(worker.Page.QuerySelector(".sheet-a3 .qr svg"));
        Assert.EndsWith(
            $"/library/{number}",
            worker.Page.QuerySelector(".sheet-address")!.TextContent,
            StringComparison.Ordinal
        );
        using var town = await host.As("town-b");
        foreach (string page in new[] { "publicity", "library", "poster" })
            Assert.Equal((page, HttpStatusCode.NotFound), (page, await town.StatusOf($"/projects/{number}/{page}")));
        string draft = await Library.Draft(host, "A1", "Not public");
        Assert.Equal(HttpStatusCode.NotFound, await worker.StatusOf($"/projects/{draft}/poster"));
    }
}
