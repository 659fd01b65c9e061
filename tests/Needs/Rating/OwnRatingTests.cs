using System.Net;
using Modular.TestKit;

namespace Modular.Needs.Tests;

/// <summary>Nobody rates their own answer.</summary>
public sealed class OwnRatingTests
{
    [Fact, Trait("rule", "N9")]
    public async Task A_handler_cannot_take_a_code_and_rate_its_own_answer()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        var need = await Asking.Ask(host, "The lamp at the gate is out.", open: false);
        var worker = await host.As("worker-a1");
        await worker.Open($"/needs/{need.Number}");
        await worker.Press("NewCode");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        var town = await host.As("town-a");
        await town.Open($"/needs/{need.Number}");
        await town.Press("NewCode");
        Assert.NotNull(town.Page.QuerySelector(".notice .code"));
        Assert.Contains("补发了查询码", town.Text, StringComparison.Ordinal);
    }
}
