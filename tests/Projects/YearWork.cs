using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Effect;
using Modular.Projects.Library;
using Modular.Projects.Money;
using Modular.Projects.Rota;
using Modular.Projects.Selections;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>The later part of the year of the tests: projects are carried out, chosen, shared and promoted.</summary>
internal static class YearWork
{
    public static async Task CarryOut(RunningHost host, List<string> numbers)
    {
        for (int i = 0; i < numbers.Count; i++)
        {
            string number = numbers[i];
            host.At(2026, 4, 2);
            await host.Do(s =>
                s.GetRequiredService<FundGates>()
                    .Ask(number, new(2026, 3, 25), OpinionWay.Visits, 20 + i, "more tables, please", default)
            );
            var lines = await host.Ask(async s => (await s.GetRequiredService<ShowMoney>().Of(number, default)).Lines);
            foreach (var line in lines)
            {
                await host.Do(s =>
                    s.GetRequiredService<SpendMoney>()
                        .Spend(
                            number,
                            new(
                                line.Id,
                                new(2026, 4, 1),
                                line.Cents / 2,
                                "half of it",
                                "the shop",
                                $"V{number}-{line.Place}"
                            ),
                            null,
                            default
                        )
                );
                Assert.Equal(
                    "projects.money-over",
                    await host.Refused(s =>
                        s.GetRequiredService<SpendMoney>()
                            .Spend(
                                number,
                                new(line.Id, new(2026, 4, 1), line.Cents, "too much", "the shop", $"W{line.Place}"),
                                null,
                                default
                            )
                    )
                );
            }

            await host.Do(s =>
                s.GetRequiredService<Plan.CopyPlan>()
                    .Lines(number, 0, "Find the room | 5 | |\nLunches | 60 | 1 |\nQuestionnaire | 3 | 2 |", default)
            );
            long lunches = await host.Ask(async s =>
            {
                var db = s.GetRequiredService<ProjectsDb>();
                return await db
                    .PlanTasks.Where(t =>
                        t.Name == "Lunches" && db.Projects.Any(p => p.Id == t.ProjectId && p.Number == number)
                    )
                    .Select(t => t.Id)
                    .SingleAsync();
            });
            for (int month = 4; month <= (i % 6 == 5 ? 5 : 8); month++)
            {
                host.At(2026, month, 20 + i % 5, 14);
                await host.Held(number, new(2026, month, 20 + i % 5), 30 + i, lunches);
            }
        }

        host.At(2026, 9, 10);
        foreach (string number in numbers)
            await host.Do(async s =>
            {
                long project = (await Kit.One(s, number)).Id;
                await s.GetRequiredService<MeasureEffect>()
                    .Measure(
                        number,
                        (await s.GetRequiredService<ProjectsDb>().Targets.SingleAsync(t => t.ProjectId == project)).Id,
                        true,
                        60 + numbers.IndexOf(number),
                        100,
                        "questionnaire of September",
                        default
                    );
                await s.GetRequiredService<Report.WriteReport>()
                    .Save(number, 0, "what it was", "how it was done", "what came of it", "what was learnt", default);
                await s.GetRequiredService<DesignProject>()
                    .Complete(number, (await Kit.One(s, number)).Version, "people eat here", default);
            });
    }

    public static async Task<List<string>> Choose(RunningHost host, List<string> numbers)
    {
        long id = await host.Ask(async s =>
            await s.GetRequiredService<RunSelection>()
                .SetUp(
                    (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("Q")!.Id,
                    new(
                        "Good projects of 2026",
                        new(2026, 9, 10),
                        new(2026, 9, 20),
                        [40, 30, 30, 40, 40, 20],
                        "first | 1\nsecond | 2\nthird | 3"
                    ),
                    default
                )
        );
        for (int i = 0; i < numbers.Count; i++)
        {
            string number = numbers[i];
            Task Apply() =>
                host.Do(async s =>
                    await s.GetRequiredService<ApplyProject>()
                        .Apply(number, (await Kit.One(s, number)).Version, id, default)
                );
            if (i % 6 == 5)
                Assert.Equal("selections.gate-open", await host.Refused(_ => Apply()));
            else
                await Apply();
        }

        host.At(2026, 9, 25);
        var view = await host.Ask(s => s.GetRequiredService<ShowSelections>().One(id, default));
        var marks = view.Standing.ToDictionary(
            e => e.Entry.Id,
            e =>
                (IReadOnlyList<decimal?>)
                    [
                        .. Enumerable
                            .Range(0, 9)
                            .Select(k => (decimal?)(50 + (numbers.IndexOf(e.Project.Number) * 7 + k * 3) % 50)),
                    ]
        );
        Task<int> Version(IServiceProvider s) =>
            s.GetRequiredService<ProjectsDb>().Selections.Select(x => x.Version).SingleAsync();
        await host.Do(async s =>
            await s.GetRequiredService<RunSelection>()
                .RankByHand(id, await Version(s), marks, "meeting of 25 September", default)
        );
        // In public over the week of the National Day.
        host.At(2026, 9, 28);
        view = await host.Ask(s => s.GetRequiredService<ShowSelections>().One(id, default));
        string[] prizes = ["first", "second", "second", "third", "third", "third"];
        var given = view
            .Standing.Take(6)
            .Select((e, i) => (e.Entry.Id, Prize: prizes[i]))
            .ToDictionary(x => x.Id, x => x.Prize);
        await host.Do(async s =>
            await s.GetRequiredService<RunSelection>().Publish(id, await Version(s), given, default)
        );
        for (var day = new DateOnly(2026, 9, 29); ; day = day.AddDays(1))
        {
            host.At(2026, day.Month, day.Day);
            try
            {
                await host.Do(async s =>
                    await s.GetRequiredService<RunSelection>().Award(id, await Version(s), default)
                );
                break;
            }
            catch (Kernel.Rules.RuleBroken broken)
            {
                Assert.Equal("selections.notice-too-short", broken.Key);
            }
        }

        return [.. view.Standing.Take(6).Select(e => e.Project.Number)];
    }

    public static async Task Share(RunningHost host, List<string> awarded, List<string> communities)
    {
        byte[] paper = "%PDF-1.4 the plan"u8.ToArray();
        foreach (string number in awarded)
            await host.Do(async s =>
            {
                await s.GetRequiredService<KeepMaterials>()
                    .Add(
                        number,
                        MaterialKind.Plan,
                        "The plan",
                        true,
                        [new FormFile(new MemoryStream(paper), 0, paper.Length, "Files", "plan.pdf")],
                        default
                    );
                await s.GetRequiredService<ShareProject>()
                    .Share(number, (await Kit.One(s, number)).Version, "the community's office", 300, null, default);
            });
        foreach (string unit in communities.Where(u => u[1] == '8'))
            await host.Do(async s =>
            {
                var adopt = s.GetRequiredService<AdoptProject>();
                var asked = await adopt.Ask(
                    awarded[0],
                    (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find(unit)!.Id,
                    "we would like this too",
                    default
                );
                await adopt.Copy(asked.Id, default);
            });
    }

    public static Task Promote(RunningHost host) =>
        host.Do(async s => await s.GetRequiredService<KeepRota>().Save(new(2026, 11, 1), 24, 7, false, default));
}
