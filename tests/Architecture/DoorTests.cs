using System.Net;
using Modular.TestKit;

namespace Modular.Architecture.Tests;

/// <summary>Where a unit does not work with a module, no page of another module leads there.</summary>
public sealed class DoorTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K3")]
    public async Task A_page_offers_no_way_into_a_module_that_is_switched_off_here(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        var town = await host.As("town-a");
        await town.Open("/needs/plan");
        Assert.NotNull(town.Page.QuerySelector("main a[href='/partners']"));
        await town.Open("/admin/modules");
        Assert.Equal(HttpStatusCode.OK, await town.Raw("/admin/modules", ("module", "partners"), ("on", "false")));
        await town.Open("/needs/plan");
        Assert.Null(town.Page.QuerySelector("main a[href='/partners']"));
        var other = await host.As("town-b");
        await other.Open("/needs/plan");
        Assert.NotNull(other.Page.QuerySelector("main a[href='/partners']"));
    }
}
