using System.Net;
using System.Text.RegularExpressions;
using Modular.TestKit;

namespace Modular.Journeys.Tests;

/// <summary>The whole main job over HTTP, as the people who do it, on both databases.</summary>
public sealed class MainJobTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    [Trait("rule", "N1"), Trait("rule", "N15"), Trait("rule", "P7"), Trait("rule", "A8")]
    public async Task Requests_become_a_topic_a_project_a_result_a_notice_a_library_card_and_news_for_the_resident(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        var resident = host.Visitor();
        var (number, code) = await Ask(
            resident,
            "There is no place to park in the court, cars block the fire lane every evening"
        );
        for (int i = 0; i < 5; i++)
        {
            await Ask(resident, $"Parking is impossible in court {i}, cars stand on the fire lane and on the pavement");
            await Ask(resident, $"The heating in house {i} is cold, only fourteen degrees in the rooms at night");
        }

        // The community worker accepts and answers.
        var worker = await host.As("worker-a1");
        await worker.Open("/needs?state=Registered");
        Assert.Equal(11, worker.Page.QuerySelectorAll("table.list tbody tr").Length);
        await worker.Open($"/needs/{number}");
        await worker.Press("Accept");
        await worker.Press("Answer", ("Input.Outcome", "We are drawing up a plan for the court."));
        Assert.Contains("We are drawing up a plan", worker.Text, StringComparison.Ordinal);

        // Topics by the clusterer, as a job; the largest is confirmed and becomes a project.
        await worker.Open("/needs/topics");
        await worker.Press("Form", ("Input.Topics", "2"));
        await worker.WaitForJob();
        await worker.Open("/needs/topics");
        var topics = worker
            .Page.QuerySelectorAll("table.list tbody td.main a")
            .Select(a => a.GetAttribute("href")!)
            .ToList();
        Assert.Equal(2, topics.Count);
        await worker.Open(topics[0]);
        Assert.Contains(number, worker.Text, StringComparison.Ordinal);
        await worker.Press("Confirm");
        string topic = Regex.Match(topics[0], @"\d+$").Value;
        await worker.Open($"/projects/new?topic={topic}");
        await worker.Send(
            "form.form",
            ("Input.Title", "Parking in the courts"),
            ("Input.Aims", "Forty places and a free fire lane"),
            ("Input.Beneficiaries", "All who live there"),
            ("Input.Plan", "Ask everybody, draw the places, mark them"),
            ("Input.Leader", "L"),
            ("Input.Responsible", "R"),
            ("Input.Team", "T"),
            ("Input.Budget", "12000"),
            ("Input.Mechanism", "asked every quarter"),
            ("Input.Targets[0].Name", "satisfied"),
            ("Input.Targets[0].Goal", "80"),
            ("Input.StartsOn", "2026-04-01"),
            ("Input.EndsOn", "2026-09-01")
        );
        string project = worker.At.Split('/')[^1];
        Assert.Matches(@"XM-2026-\d{6}", project);
        await worker.Press("Submit");
        await host.Settle();

        // The town sets up a round with a chosen method; the panel scores; nobody sees the scores before closing.
        var town = await host.As("town-a");
        await town.Open("/rounds/new");
        await town.Send(
            "form.form",
            ("Input.Title", "First review"),
            ("Input.Pass", "30"),
            ("Input.Method", "trimmed-mean"),
            ("m.trimmed-mean.trim", "1"),
            ("Input.Criteria", "Need|0-50\nPlan|0-50")
        );
        Assert.True(town.Status == HttpStatusCode.OK, town.Text);
        string round = Regex.Match(town.At, @"\d+$").Value;
        await town.Press("Open");
        await host.Settle();
        foreach (var (judge, score) in new[] { ("judge1", "40"), ("judge2", "45"), ("judge3", "10") })
        {
            var evaluator = await host.As(judge);
            await evaluator.Open($"/scoring/{round}");
            foreach (
                string name in evaluator
                    .Page.QuerySelectorAll(".score-row input")
                    .Select(i => i.GetAttribute("name")!)
                    .ToList()
            )
                Assert.Equal(
                    HttpStatusCode.OK,
                    await evaluator.Raw($"/scoring/{round}?handler=save", ("field", name), ("value", score))
                );
            await evaluator.Open($"/scoring/{round}");
            await evaluator.Press("HandIn");
            Assert.Equal("/scoring", evaluator.At);
            Assert.Equal(HttpStatusCode.Forbidden, await evaluator.StatusOf($"/rounds/{round}"));
        }

        await town.Open($"/rounds/{round}");
        await town.Press("Close");
        await town.Press("Compute");
        await town.WaitForJob();
        await town.Open($"/rounds/{round}");
        Assert.Contains("80", town.Page.QuerySelector("table.list tbody tr")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("judge3(20)", town.Text.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        await town.Press("Recompute");
        Assert.NotNull(town.Page.QuerySelector(".said"));
        // Who had it computed does not publish it; the district does.
        await town.Open($"/rounds/{round}");
        Assert.Null(town.Page.QuerySelector("form[action*='handler=Publish'] button"));
        var district = await host.As("district");
        await district.Open($"/rounds/{round}");
        await district.Press("Publish");
        await host.Settle();

        // Public notice: the gate holds until five full working days have passed and the objection is decided.
        await town.Open($"/projects/{project}");
        await town.Press("Notice");
        await resident.Open("/notices");
        await resident.Open(resident.Page.QuerySelector("ul.cards a")!.GetAttribute("href")!);
        await resident.Send("form.form", ("Form.Text", "Forty places are too few"));
        await town.Open($"/projects/{project}");
        await town.Press("Approve");
        Assert.NotNull(town.Page.QuerySelector(".error-summary"));
        // Published on Tuesday the 10th; the fifth full working day is Tuesday the 17th.
        host.Clock.Move(TimeSpan.FromDays(7));
        town = await host.As("town-a");
        await town.Open($"/projects/{project}");
        await town.Press("Approve");
        Assert.NotNull(town.Page.QuerySelector(".error-summary"));
        await town.Open($"/projects/{project}");
        await town.PressButton(
            "form[action*='handler=Objection'] button[value=false]",
            ("Input.Reasons", "A second stage follows")
        );
        host.Clock.Move(TimeSpan.FromDays(1));
        town = await host.As("town-a");
        await town.Open($"/projects/{project}");
        await town.Press("Approve");
        Assert.Null(town.Page.QuerySelector(".error-summary"));
        await host.Settle();

        // The library shows it, and the resident sees what became of the request.
        await resident.Open("/library");
        Assert.Contains("Parking in the courts", resident.Text, StringComparison.Ordinal);
        await resident.Open("/track");
        await resident.Send("form.form", ("Number", number), ("Code", code));
        Assert.Contains("We are drawing up a plan", resident.Text, StringComparison.Ordinal);
        Assert.NotNull(resident.Page.QuerySelector($"a[href='/library/{project}']"));
    }

    internal static async Task<(string Number, string Code)> Ask(
        Visitor resident,
        string text,
        string community = "Community A1"
    )
    {
        await resident.Open("/ask");
        string unit = resident
            .Page.QuerySelectorAll("select[name=UnitId] option")
            .First(o => o.TextContent.Contains(community, StringComparison.Ordinal))
            .GetAttribute("value")!;
        await resident.Send("form.form", ("Text", text), ("UnitId", unit));
        Assert.True(
            resident.At.StartsWith("/ask/receipt", StringComparison.Ordinal),
            resident.At + " " + resident.Text
        );
        return (
            resident.Page.QuerySelector(".receipt .num")!.TextContent,
            resident.Page.QuerySelector(".receipt .code")!.TextContent
        );
    }
}
