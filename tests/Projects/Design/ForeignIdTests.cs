using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Rota;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>An address that names one's own thing and the part of another's.</summary>
[Trait("rule", "S1")]
public sealed class ForeignIdTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_town_throws_nobody_out_of_the_districts_selection(string database)
    {
        await using var host = await RunningHost.Start(database);
        var (id, numbers) = await Selections.Ranked(host, "A1", "B1");
        long own = await Selections.SetUp(host, "A", name: "The town's own");
        var town = await host.As("town-a");
        await town.Open("/projects");
        foreach (long selection in new[] { id, own, 77 })
            Assert.Equal(
                HttpStatusCode.NotFound,
                await town.Raw(
                    $"/selections/{selection}?handler=Return&project={numbers[0]}",
                    ("Input.Reasons", "we do not like it")
                )
            );
        Assert.Equal(0, await Out(host));

        // Who decides the selection may, and only through its own page.
        var district = await host.As("district");
        await district.Open("/projects");
        Task<HttpStatusCode> Return(long selection) =>
            district.Raw(
                $"/selections/{selection}?handler=Return&project={numbers[0]}",
                ("Input.Reasons", "the report was copied")
            );
        Assert.Equal(HttpStatusCode.NotFound, await Return(own));
        Assert.Equal(HttpStatusCode.OK, await Return(id));
        Assert.Equal(1, await Out(host));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_photo_of_another_units_centre_is_not_served_with_ones_own_project(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Library.Shared(host, "A1", "Lunch for the old");
        long photo = await host.Ask(s => Photo(s, number));
        string path = $"/projects/{number}?handler=File&id={photo}";
        Assert.Equal(HttpStatusCode.NotFound, await (await host.As("worker-a1")).StatusOf(path));
        Assert.Equal(HttpStatusCode.OK, await (await host.As("district")).StatusOf(path));
    }

    private static Task<int> Out(RunningHost host) =>
        host.Ask(s => s.GetRequiredService<ProjectsDb>().Entries.CountAsync(e => e.Out));

    /// <summary>Of the centre of B1, in a month that shows the project.</summary>
    private static async Task<long> Photo(IServiceProvider services, string number)
    {
        var db = services.GetRequiredService<ProjectsDb>();
        var unit = (await services.GetRequiredService<UnitDirectory>().Tree(default)).Find("B1")!;
        var centre = new CentreEvent
        {
            Id = 9,
            TurnId = 9,
            UnitId = unit.Id,
            UnitPath = unit.Path,
            By = "worker-b1",
        };
        db.CentreEvents.Add(centre);
        long project = (await db.Projects.SingleAsync(p => p.Number == number)).Id;
        using var picture = new MemoryStream(Demo.DemoPicture.Png(4, 3, 1));
        var file = new FormFile(picture, 0, picture.Length, "Files", "centre.png")
        {
            Headers = new HeaderDictionary(),
            ContentType = "image/png",
        };
        var rows = await services
            .GetRequiredService<ProjectFiles>()
            .Add(project, FileOf.Centre, centre.Id, [file], shown: false, default);
        await db.SaveChangesAsync();
        return rows[0].Id;
    }
}
