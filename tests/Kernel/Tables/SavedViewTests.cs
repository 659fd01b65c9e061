using Modular.TestKit;

namespace Modular.Kernel.Tests;

public sealed class SavedViewTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K13")]
    public async Task A_filter_is_kept_under_a_name_by_the_one_who_made_it(string database)
    {
        await using var host = await RunningHost.Start(database);
        var worker = await host.As("worker-a1");
        await worker.Open("/needs?state=open&q=lamp");
        await worker.Send("form[action='/views']", ("name", "open lamps"));
        Assert.Equal("/needs?state=open&q=lamp", worker.At);
        Assert.Equal("/needs?state=open&q=lamp", worker.Page.QuerySelector(".view a")!.GetAttribute("href"));
        var other = await host.As("worker-b1");
        await other.Open("/needs?state=open");
        Assert.Null(other.Page.QuerySelector(".view"));
        string id = worker.Page.QuerySelector(".view input[name=id]")!.GetAttribute("value")!;
        Assert.Equal(
            System.Net.HttpStatusCode.NotFound,
            await other.Raw("/views/drop", ("id", id), ("list", "/needs"))
        );
        Assert.Equal(
            System.Net.HttpStatusCode.NotFound,
            await other.Raw("/views", ("list", "//elsewhere.example"), ("name", "x"), ("query", "a=b"))
        );
        await worker.Send("form[action='/views/drop']");
        Assert.Null(worker.Page.QuerySelector(".view"));
    }
}
