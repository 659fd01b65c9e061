using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Partners.Data;
using Modular.TestKit;

namespace Modular.Partners.Tests;

/// <summary>What a partner unit puts on its list.</summary>
[Trait("rule", "U3")]
public sealed class ResourceTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task It_does_not_end_before_it_begins_and_may_be_for_one_day(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        await Offering.Partners(host);
        var liaison = await host.As("liaison-P1");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Enter(liaison, "2026-03-10", "2026-03-09"));
        Assert.Equal(0, await host.Ask(s => s.GetRequiredService<PartnersDb>().Resources.CountAsync()));
        Assert.Equal(HttpStatusCode.OK, await Enter(liaison, "2026-03-10", "2026-03-10"));
        Assert.Equal(1, await host.Ask(s => s.GetRequiredService<PartnersDb>().Resources.CountAsync()));
    }

    private static async Task<HttpStatusCode> Enter(Visitor liaison, string from, string until)
    {
        await liaison.Open("/partners/resource");
        await liaison.Send(
            "form.form",
            ("Input.Title", "供暖维修师傅"),
            ("Input.Description", "上门检查暖气不热"),
            ("Input.Capacity", "1"),
            ("Input.FromDay", from),
            ("Input.UntilDay", until)
        );
        return liaison.Status;
    }
}
