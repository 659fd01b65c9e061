using System.Net;
using System.Text;
using Modular.TestKit;

namespace Modular.Needs.Tests;

/// <summary>What everybody may see of a need.</summary>
public sealed class PublicTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "N15")]
    public async Task Who_has_the_same_concern_supports_it_and_follows_by_a_code_of_their_own(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Asking.ByForm(host, "南门的路灯坏了三盏,晚上很黑。我是王小明。", true),
            hidden = await Asking.ByForm(host, "我家的事不要公开,路灯坏了。", false);
        var worker = await host.As("worker-a1");
        await worker.Open($"/needs/{number}");
        await worker.Press("Publish", ("Input.PublicTitle", "王小明反映路灯坏了"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        await worker.Press("Publish", ("Input.PublicTitle", "南门路灯坏了三盏"));
        await worker.Open($"/needs/{hidden}");
        Assert.Null(worker.Page.QuerySelector("form[action*='handler=Publish']"));
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await worker.Raw($"/needs/{hidden}?handler=Publish", ("Input.Version", "0"), ("Input.PublicTitle", "x"))
        );
        var neighbour = host.Visitor();
        string alike = Encoding.UTF8.GetString(
            await neighbour.Bytes("/answers/alike?text=" + Uri.EscapeDataString("南门那边路灯坏了很久"))
        );
        Assert.Contains(number, alike, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden, alike, StringComparison.Ordinal);
        await neighbour.Open("/answers");
        Assert.Contains("南门路灯坏了三盏", neighbour.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("王小明", neighbour.Text, StringComparison.Ordinal);
        await neighbour.Open($"/answers/{hidden}", HttpStatusCode.NotFound);
        await neighbour.Open($"/answers/{number}");
        await neighbour.Send("form.form", ("Phone", "13900000001"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, neighbour.Status);
        await neighbour.Open($"/answers/{number}");
        await neighbour.Send("form.form", ("Phone", "13900000002"));
        Assert.True(neighbour.Page.QuerySelector(".receipt .code") is not null, neighbour.Text);
        string code = neighbour.Page.QuerySelector(".receipt .code")!.TextContent;
        await neighbour.Open($"/answers/{number}");
        await neighbour.Send("form.form", ("Phone", "13900000002"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, neighbour.Status);
        await worker.Open($"/needs/{number}");
        await worker.Press("Answer", ("Input.Outcome", "已联系王小明,三盏路灯都已更换。"));
        // Once it is answered the public reads question and answer, or neither.
        foreach (var (title, answer) in new[] { ("南门路灯坏了三盏", ""), ("", "三盏路灯都已更换。") })
        {
            await worker.Open($"/needs/{number}");
            await worker.Press("Publish", ("Input.PublicTitle", title), ("Input.PublicAnswer", answer));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        }

        await worker.Open($"/needs/{number}");
        await worker.Press(
            "Publish",
            ("Input.PublicTitle", "南门路灯坏了三盏"),
            ("Input.PublicAnswer", "三盏路灯都已更换。")
        );
        await neighbour.Open("/track");
        await neighbour.Send("form.form", ("Number", number), ("Code", code));
        Assert.Contains("三盏路灯都已更换", neighbour.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("王小明", neighbour.Text, StringComparison.Ordinal);
        // Rating is the requester's.
        Assert.Null(neighbour.Page.QuerySelector("form[action='/track/rate']"));
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await neighbour.Raw("/track/rate", ("Number", number), ("Code", code), ("Score", "1"), ("Comment", "x"))
        );
    }

    [Fact, Trait("rule", "N15")]
    public async Task Codes_cannot_be_tried_one_after_another()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Limits:CodesPerMinute=5");
        string number = await Asking.ByForm(host, "The lamp is out.", false);
        var thief = host.Visitor();
        var answers = new List<HttpStatusCode>();
        for (int i = 0; i < 8; i++)
        {
            await thief.Open("/track");
            answers.Add(await thief.Raw("/track", ("Number", number), ("Code", $"guess{i}guessguessguessguess")));
        }

        Assert.Equal(5, answers.Count(a => a == HttpStatusCode.UnprocessableEntity));
        Assert.Equal(3, answers.Count(a => a == HttpStatusCode.TooManyRequests));
    }
}
