using System.Net;
using DocumentFormat.OpenXml.Packaging;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Needs.Tests;

/// <summary>What the office tells those above of its needs.</summary>
public sealed class ReportTests
{
    [Fact, Trait("rule", "N12"), Trait("rule", "K14")]
    public async Task The_report_comes_as_page_sheet_and_official_document_with_the_same_figures()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await Asking.ByForm(host, "The lamp is out.", false);
        await Asking.ByForm(host, "The lift is stuck.", false);
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
        string number = await Asking.ByForm(host, "The lamp is out.", false);
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
        string number = await Asking.ByForm(host, "The lamp is out.", false);
        host.Clock.Move(TimeSpan.FromDays(6));
        var worker = await host.As("worker-a1");
        await worker.Open($"/needs/{number}");
        await worker.Press("Answer", ("Input.Outcome", "It was replaced today."));
        await Asking.ByForm(host, "The lift is stuck.", false);
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
