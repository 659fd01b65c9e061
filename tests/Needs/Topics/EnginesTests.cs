using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Store;
using Modular.Needs.Domain;
using Modular.Needs.Topics;
using Modular.TestKit;

namespace Modular.Needs.Tests;

/// <summary>
/// The administrator chooses the district's plugins for topics and categories; an officer is offered names.
/// </summary>
public sealed class EnginesTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_the_administrator_chooses_is_used_and_what_forgets_decisions_is_refused(string database)
    {
        await using var host = await RunningHost.Start(database);
        Assert.Equal(("topics", "category-linear"), await Engines(host));
        var admin = await host.As("admin");
        await admin.Open("/needs/categories");
        await admin.Send(
            "form[action*='handler=Engines']",
            ("Chosen.Topics", "topics-mlnet"),
            ("Chosen.Categories", "category-mlnet")
        );
        Assert.Equal(("topics-mlnet", "category-mlnet"), await Engines(host));
        Assert.Equal(
            1,
            await host.Ask(s =>
                s.GetRequiredService<KernelDb>().AuditEntries.CountAsync(a => a.Action == "needs.engines-chosen")
            )
        );
        await Assert.ThrowsAsync<Kernel.Rules.RuleBroken>(() =>
            host.Do(s => s.GetRequiredService<Engines>().Choose("spherical-kmeans", "category-mlnet", default))
        );
        await Assert.ThrowsAsync<Kernel.Rules.RuleBroken>(() =>
            host.Do(s => s.GetRequiredService<Engines>().Choose("topics", "nothing-of-the-kind", default))
        );
        // Chosen once and gone since: the usual one does the work.
        await host.Do(s =>
            s.GetRequiredService<KernelDb>()
                .Settings.Where(x => x.Key == "needs.engine.topics")
                .ExecuteUpdateAsync(set => set.SetProperty(x => x.Value, "gone"))
        );
        Assert.Equal(("topics", "category-mlnet"), await Engines(host));
        Assert.Equal(HttpStatusCode.Forbidden, await (await host.As("worker-a1")).StatusOf("/needs/categories"));
    }

    private static Task<(string, string)> Engines(RunningHost host) =>
        host.Ask(async s =>
            (
                await s.GetRequiredService<Engines>().Topics(default),
                await s.GetRequiredService<Engines>().Categories(default)
            )
        );

    [Fact]
    public void Three_names_are_offered_without_the_place_and_without_the_one_it_has()
    {
        var topic = new Topic
        {
            UnitPath = "/",
            Name = "车位、消防通道",
            KeyWords = "车位 消防通道 停车费",
            Clusterer = "",
        };
        Need Told(string title, string? place) =>
            new()
            {
                Number = "",
                Title = title,
                Text = "",
                UnitPath = "/",
                FirstReceiver = "",
                Place = place,
            };
        var offered = TopicNames.Choose(topic, "停车管理", [Told("锦棠花园车位不够", "锦棠花园")]);
        Assert.Equal(["停车管理：车位", "车位不够", "停车管理"], offered);
        Assert.Equal(
            ["供水"],
            TopicNames.Choose(
                new()
                {
                    UnitPath = "/",
                    Name = "-",
                    KeyWords = "",
                    Clusterer = "",
                },
                "供水",
                []
            )
        );
        Assert.Empty(
            TopicNames.Choose(
                new()
                {
                    UnitPath = "/",
                    Name = "-",
                    KeyWords = "",
                    Clusterer = "",
                },
                null,
                []
            )
        );
    }
}
