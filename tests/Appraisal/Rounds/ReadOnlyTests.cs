using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Data;
using Modular.Appraisal.Survey;
using Modular.Kernel.Store;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

/// <summary>Who only reads changes nothing in appraisal, whatever form they send.</summary>
[Trait("rule", "K3")]
public sealed class ReadOnlyTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_auditor_reads_the_record_and_files_no_appeal_while_a_town_does(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await Published(host);
        var auditor = await host.As("auditor");
        await auditor.Open("/record");
        Assert.Contains("Community A1", auditor.Text, StringComparison.Ordinal);
        Assert.Null(auditor.Page.QuerySelector("form[action*='handler=Appeal']"));
        long subject = await host.Ask(s =>
            s.GetRequiredService<AppraisalDb>()
                .Subjects.Where(x => x.RoundId == id)
                .Select(x => x.SubjectId)
                .FirstAsync()
        );
        await auditor.Raw($"/record?round={id}&subject={subject}&handler=Appeal", ("Input.Text", "Not fair"));
        Assert.Equal(0, await host.Ask(s => s.GetRequiredService<AppraisalDb>().Appeals.CountAsync()));
        var town = await host.As("town-a");
        await town.Open("/record");
        await town.Press("Appeal", ("Input.Text", "Not fair"));
        Assert.Equal(1, await host.Ask(s => s.GetRequiredService<AppraisalDb>().Appeals.CountAsync()));
    }

    [Fact]
    public async Task No_handler_of_any_appraisal_page_lets_an_auditor_write()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite, "--Jobs:Enabled=false");
        long round = await Published(host);
        long ballot = await host.Ask(async s =>
            await s.GetRequiredService<DraftBallot>()
                .Draft(
                    (await Kit.Unit(s, "Q")).Id,
                    new("Hall", "weighted-mean", "{}", [new("Grade", null, 1, 5)], ["One"], "All here.", 0, 5, null),
                    default
                )
        );
        long survey = await host.Ask(async s =>
            await s.GetRequiredService<DraftSurvey>()
                .Draft(
                    (await Kit.Unit(s, "Q")).Id,
                    new(
                        "Survey",
                        "",
                        SurveyDoor.Code,
                        5,
                        [new(QuestionKind.Scale, "How?", [], 1, 5, true, null, null)],
                        ["Canteen"],
                        [],
                        null,
                        null
                    ),
                    default
                )
        );
        var auditor = await host.As("auditor");
        await auditor.Open("/record");
        Task<int> Entries() => host.Ask(s => s.GetRequiredService<KernelDb>().AuditEntries.CountAsync());
        int before = await Entries();
        var handlers = typeof(AppraisalModule)
            .Assembly.GetTypes()
            .Where(t => typeof(Microsoft.AspNetCore.Mvc.RazorPages.PageModel).IsAssignableFrom(t) && !t.IsAbstract)
            .SelectMany(t =>
                t.GetMethods()
                    .Where(m => m.Name.StartsWith("OnPost", StringComparison.Ordinal))
                    .Select(m => m.Name["OnPost".Length..])
            )
            .Distinct()
            .ToList();
        Assert.True(handlers.Count > 30);
        foreach (
            string page in new[]
            {
                $"/rounds/{round}",
                $"/ballots/{ballot}",
                $"/ballots/{ballot}/people",
                $"/ballots/{ballot}/key",
                $"/surveys/{survey}",
                $"/surveys/{survey}/paper",
                $"/two-way/{round}",
                $"/points/{round}",
                $"/composites/{round}",
                "/record",
                "/sign-ups",
                "/appeals/1",
                $"/scoring/{round}",
                $"/mutual/{round}",
                "/rounds/new",
                "/ballots/new",
                "/surveys/new",
                "/two-way/new",
                "/points/new",
            }
        )
        foreach (string handler in handlers)
            await auditor.Raw(
                $"{page}?handler={handler}&round={round}&subject=1",
                ("Version", "0"),
                ("Input.Version", "0"),
                ("Input.Reason", "because"),
                ("Reason", "because"),
                ("Input.Text", "because"),
                ("Input.Hall", "9"),
                ("Input.Passphrase", Kit.Passphrase),
                ("Input.Again", Kit.Passphrase),
                ("codes", "3"),
                ("Input.List", "13900000001")
            );
        Assert.Equal(before, await Entries());
    }

    /// <summary>A panel round about community A1, with its result out.</summary>
    private static async Task<long> Published(RunningHost host)
    {
        await Kit.More(host);
        int unit = await host.Ask(async s => (await Kit.Unit(s, "A1")).Id);
        long id = await Kit.Panel(host, [], plan => plan with { Units = [unit] });
        await Kit.Score(host, id, (_, _) => 80);
        await Kit.Compute(host, id);
        await Kit.Publish(host, id, "good");
        return id;
    }
}
