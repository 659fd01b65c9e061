using System.Net;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Needs.Tests;

/// <summary>What everybody may see, and what leaves the system as a document.</summary>
public sealed class PublicTests
{
    private static async Task<string> Asked(RunningHost host, string text, bool open)
    {
        var resident = host.Visitor();
        await resident.Open("/ask");
        int unit = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("A1")!.Id;
        await resident.Send(
            "form.form",
            ("Text", text),
            ("UnitId", $"{unit}"),
            ("Phone", "13900000001"),
            ("Public", open ? "true" : "false"),
            ("Name", "王小明")
        );
        return resident.Page.QuerySelector(".receipt .num")!.TextContent;
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "N15")]
    public async Task Who_has_the_same_concern_supports_it_and_follows_by_a_code_of_their_own(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Asked(host, "南门的路灯坏了三盏,晚上很黑。我是王小明。", true),
            hidden = await Asked(host, "我家的事不要公开,路灯坏了。", false);
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
        string number = await Asked(host, "The lamp is out.", false);
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

    [Fact, Trait("rule", "N12"), Trait("rule", "K14")]
    public async Task The_report_comes_as_page_sheet_and_official_document_with_the_same_figures()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await Asked(host, "The lamp is out.", false);
        await Asked(host, "The lift is stuck.", false);
        var worker = await host.As("worker-a1");
        await worker.Open($"/needs/{number}");
        await worker.Press("Answer", ("Input.Outcome", "It was replaced today."));
        await worker.Open("/needs/report");
        Assert.Contains("收到诉求 2 件，已答复 1 件，首次答复按时率 100.0%", worker.Text, StringComparison.Ordinal);
        using var document = WordprocessingDocument.Open(
            new MemoryStream(await worker.Bytes("/needs/report?handler=document")),
            false
        );
        string text = document.MainDocumentPart!.Document.Body!.InnerText;
        Assert.Contains("收到诉求 2 件，已答复 1 件", text, StringComparison.Ordinal);
        Assert.Contains("一、分单位", text, StringComparison.Ordinal);
        using var sheet = Kernel.Tables.Sheet.Open(
            new MemoryStream(await worker.Bytes("/needs/report?handler=export"))
        );
        Assert.Equal("2", sheet.Rows().First().Cells[1]);
        // A neighbour's unit is not there.
        int b1 = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("B1")!.Id;
        await worker.Open($"/needs/report?unit={b1}", HttpStatusCode.NotFound);
        await worker.Open("/needs/log");
        Assert.Contains(number, worker.Text, StringComparison.Ordinal);
        await worker.Send("form.form", ("Input.Text", "巡查了三栋楼"));
        Assert.Contains("巡查了三栋楼", worker.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "N12")]
    public async Task Last_months_report_goes_up_once_and_keeps_its_figures(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        string number = await Asked(host, "The lamp is out.", false);
        host.Clock.Move(TimeSpan.FromDays(25));
        var job = new Kernel.Jobs.JobRun(
            new()
            {
                Kind = "k",
                Title = "t",
                Arguments = "{}",
                UnitPath = "/",
                By = "test",
            },
            (_, _) => Task.CompletedTask
        );
        for (int i = 0; i < 2; i++)
            await host.Do(s => s.GetRequiredService<Reports.SendReports>().Run(job, default));
        var worker = await host.As("worker-a1");
        await worker.Open($"/needs/{number}");
        await worker.Press("Answer", ("Input.Outcome", "It was replaced today."));
        var town = await host.As("town-a");
        await town.Open("/needs/report");
        // Towns and communities of the scope, one line each; answered after it was sent.
        var rows = town.Page.QuerySelectorAll("table").Last().QuerySelectorAll("tbody tr");
        Assert.Equal(["Town A", "Community A1", "Community A2"], rows.Select(r => r.QuerySelector("a")!.TextContent));
        Assert.Equal(["1", "0"], rows[1].QuerySelectorAll("td.num").Skip(1).Take(2).Select(c => c.TextContent));
    }

    [Fact, Trait("rule", "N4a")]
    public async Task Before_a_limit_changes_the_past_year_says_what_it_would_have_meant()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await Asked(host, "The lamp is out.", false);
        host.Clock.Move(TimeSpan.FromDays(6));
        var worker = await host.As("worker-a1");
        await worker.Open($"/needs/{number}");
        await worker.Press("Answer", ("Input.Outcome", "It was replaced today."));
        await Asked(host, "The lift is stuck.", false);
        var district = await host.As("district");
        await district.Open("/needs/rules?days=2");
        // Answered on the fourth working day: in time at seven, late at two; the open one would move.
        Assert.Contains(
            "1 件中，现行规则下逾期 0 件，改后为 1 件；在办的有 1 件",
            district.Text,
            StringComparison.Ordinal
        );
    }
}
