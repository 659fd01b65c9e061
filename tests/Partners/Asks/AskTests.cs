using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Partners.Data;
using Modular.TestKit;

namespace Modular.Partners.Tests;

/// <summary>What partner units ask of communities.</summary>
public sealed class AskTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "U4")]
    public async Task What_a_unit_asks_is_claimed_by_one_community_done_and_reported(string database)
    {
        await using var host = await RunningHost.Start(database);
        var units = await Offering.Partners(host);
        var liaison = await host.As("liaison-P1");
        await liaison.Open("/partners/asks");
        await liaison.Press(
            "Add",
            ("Input.UnitId", $"{units["P1"].Id}"),
            ("Input.Title", "暑期托管"),
            ("Input.Text", "十名职工子女需要暑期托管。"),
            ("Input.By", "2020-01-01")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, liaison.Status);
        await liaison.Press("Add", ("Input.By", ""));
        var worker = await host.As("worker-a1");
        await worker.Open("/partners/asks");
        Assert.Contains("十名职工子女", worker.Text, StringComparison.Ordinal);
        // A community does not ask, and a unit does not claim.
        Assert.Null(worker.Page.QuerySelector("form[action*='handler=Add']"));
        Assert.Null(liaison.Page.QuerySelector("form[action*='handler=Claim']"));
        long id = await host.Ask(s => s.GetRequiredService<PartnersDb>().Asks.Select(a => a.Id).SingleAsync());
        var communities = new[] { ("worker-a1", "A1"), ("worker-b1", "B1") };
        var visitors = await Task.WhenAll(
            communities.Select(async c =>
            {
                var v = await host.As(c.Item1);
                await v.Open("/partners/asks");
                return v;
            })
        );
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    visitors[i % 2]
                        .Raw(
                            "/partners/asks?handler=Claim",
                            ("Input.Id", $"{id}"),
                            ("Input.ClaimUnitId", $"{units[communities[i % 2].Item2].Id}")
                        )
                )
        );
        Assert.Equal(19, answers.Count(a => a == HttpStatusCode.UnprocessableEntity));
        int winner = Array.FindIndex(
            communities,
            c =>
                units[c.Item2].Id
                == host.Ask(s =>
                    s.GetRequiredService<PartnersDb>().Asks.Select(a => a.ClaimedUnitId).SingleAsync()
                ).Result
        );
        // Only who claimed it reports.
        await visitors[1 - winner].Open("/partners/asks");
        Assert.Equal(
            HttpStatusCode.NotFound,
            await visitors[1 - winner]
                .Raw(
                    "/partners/asks?handler=Report",
                    ("Input.Id", $"{id}"),
                    ("Input.Version", "1"),
                    ("Input.Report", "x")
                )
        );
        await visitors[winner].Open("/partners/asks");
        await visitors[winner].Press("Report", ("Input.Report", "安排在社区服务中心。"));
        await liaison.Open("/partners/asks?state=Done");
        Assert.Contains("安排在社区服务中心", liaison.Text, StringComparison.Ordinal);
        byte[] document = await liaison.Bytes("/partners/asks?handler=export&format=docx");
        using var opened = DocumentFormat.OpenXml.Packaging.WordprocessingDocument.Open(
            new MemoryStream(document),
            false
        );
        Assert.Contains("安排在社区服务中心", opened.MainDocumentPart!.Document!.InnerText, StringComparison.Ordinal);
    }
}
