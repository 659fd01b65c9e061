using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Data;
using Modular.Appraisal.Panel;
using Modular.Appraisal.Rounds;
using Modular.Kernel.Units;
using Modular.TestKit;
using static Modular.Journeys.Tests.Killing;

namespace Modular.Journeys.Tests;

/// <summary>The host, as a real process, dies while a result is computed; started again it ends right.</summary>
public sealed class KilledComputationTests
{
    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("rule", "A9"),
        Trait("fault", "1")
    ]
    public async Task A_computation_killed_before_or_after_saving_gives_one_result(string database)
    {
        foreach (
            string point in new[]
            {
                "appraisal.compute.before-plugin",
                "appraisal.compute.before-save",
                "appraisal.compute.after-save",
            }
        )
        {
            long round = 0;
            var (args, folder) = await Prepare(database, async host => round = await ClosedRound(host));
            using (var first = new HostProcess(args, point))
            {
                var district = await first.As("district");
                await district.Open($"/rounds/{round}");
                await first.DiesOf(() => district.Press("Compute"));
            }

            using (var second = new HostProcess(args, null))
            {
                var district = await second.As("district");
                await Until(async () =>
                    (await district.Open($"/rounds/{round}")).Page.QuerySelector("form[action*='handler=Publish']")
                        is not null
                );
                await district.Press("Recompute");
                Assert.NotNull(district.Page.QuerySelector(".said"));
            }

            await using var after = await RunningHost.Start(args, folder, seed: false);
            Assert.Equal(1, await after.Ask(s => s.GetRequiredService<AppraisalDb>().Results.CountAsync()));
            Assert.Null(
                (await after.Ask(s => s.GetRequiredService<Kernel.Audit.VerifyAudit>().Run(null, default))).BrokenAt
            );
        }
    }

    private static async Task<long> ClosedRound(RunningHost host)
    {
        var worker = await host.As("worker-a1");
        await worker.Open("/projects/new");
        await worker.Send(
            "form.form",
            ("Input.Title", "Project"),
            ("Input.Aims", "aims that can be measured"),
            ("Input.Beneficiaries", "all"),
            ("Input.Plan", "a plan in three steps"),
            ("Input.Leader", "L"),
            ("Input.Responsible", "R"),
            ("Input.Team", "T"),
            ("Input.Budget", "100"),
            ("Input.Mechanism", "asked every quarter"),
            ("Input.Targets[0].Name", "satisfied"),
            ("Input.Targets[0].Goal", "80"),
            ("Input.StartsOn", "2026-04-01"),
            ("Input.EndsOn", "2026-09-01")
        );
        await worker.Press("Submit");
        await host.Settle();
        return await host.Ask(async s =>
        {
            var db = s.GetRequiredService<AppraisalDb>();
            var unit = (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("Q")!;
            var project = (
                await s.GetRequiredService<Contracts.Projects.IProjectQuestions>().AwaitingReview("/", default)
            ).Single();
            var panel = await s.GetRequiredService<Panels>().Evaluators(default);
            var run = s.GetRequiredService<RunRound>();
            long id = await s.GetRequiredService<DraftRound>()
                .Draft(
                    unit.Id,
                    new(
                        "Round",
                        "weighted-mean",
                        "{}",
                        60,
                        null,
                        null,
                        [new("Worth", null, 0, 100)],
                        [project.Id],
                        [.. panel.Select(p => p.Id)]
                    ),
                    default
                );
            await run.Open(id, 0, default);
            foreach (var (judge, i) in panel.Select((p, i) => (p, i)))
                db.Scores.Add(
                    new()
                    {
                        RoundId = id,
                        AccountId = judge.Id,
                        SubjectId = project.Id,
                        Criterion = 0,
                        ValueMicro = (70 + i) * 1_000_000L,
                        At = host.Clock.GetUtcNow(),
                    }
                );
            await db.SaveChangesAsync();
            await run.Close(id, (await db.Rounds.SingleAsync()).Version, default);
            return id;
        });
    }
}
