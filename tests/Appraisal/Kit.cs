using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Data;
using Modular.Appraisal.Panel;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

/// <summary>What tests of rounds share: people, units, a panel round on named things.</summary>
internal static class Kit
{
    public static async Task<int> Version(IServiceProvider s, long id) =>
        await s.GetRequiredService<AppraisalDb>()
            .Rounds.IgnoreQueryFilters()
            .Where(r => r.Id == id)
            .Select(r => r.Version)
            .SingleAsync();

    public static async Task<Unit> Unit(IServiceProvider s, string code) =>
        (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find(code)!;

    /// <summary>
    /// Two partner units with liaisons, a second community worker, a department with an officer, a second district
    /// officer.
    /// </summary>
    public static Task More(RunningHost host) =>
        host.Do(async s =>
        {
            var (units, accounts) = (s.GetRequiredService<KeepUnits>(), s.GetRequiredService<KeepAccounts>());
            var district = await Unit(s, "Q");
            foreach (string code in new[] { "P1", "P2" })
            {
                var unit = await units.Add(
                    code,
                    $"Partner {code}",
                    UnitKind.PartnerUnit,
                    district.Id,
                    null,
                    null,
                    null,
                    default
                );
                await accounts.Open(
                    $"liaison-{code}",
                    $"liaison-{code}",
                    RunningHost.Password,
                    [(Role.UnitLiaison, unit.Id)],
                    false,
                    default
                );
            }

            var department = await units.Add(
                "D",
                "Department D",
                UnitKind.Department,
                district.Id,
                null,
                null,
                null,
                default
            );
            await accounts.Open(
                "officer-d",
                "officer-d",
                RunningHost.Password,
                [(Role.DistrictOfficer, department.Id)],
                false,
                default
            );
            await accounts.Open(
                "district-2",
                "district-2",
                RunningHost.Password,
                [(Role.DistrictOfficer, district.Id)],
                false,
                default
            );
            await accounts.Open(
                "worker-a2",
                "worker-a2",
                RunningHost.Password,
                [(Role.CommunityWorker, (await Unit(s, "A2")).Id)],
                false,
                default
            );
            s.GetRequiredService<UnitDirectory>().Forget();
        });

    /// <summary>A panel round on things put down by name, open.</summary>
    public static Task<long> Panel(RunningHost host, string[] names, Func<RoundPlan, RoundPlan>? change = null) =>
        host.Ask(async s =>
        {
            var panel = await s.GetRequiredService<Panels>().Evaluators(default);
            var plan = new RoundPlan(
                "Panel",
                "weighted-mean",
                "{}",
                60,
                null,
                null,
                [new("Worth", null, 0, 100)],
                [],
                [.. panel.Select(p => p.Id)]
            )
            {
                Others = names,
            };
            long id = await s.GetRequiredService<DraftRound>()
                .Draft((await Unit(s, "Q")).Id, change?.Invoke(plan) ?? plan, default);
            await s.GetRequiredService<RunRound>().Open(id, await Version(s, id), default);
            return id;
        });

    public const string Passphrase = "four words on paper";

    /// <summary>A draft opened in a hall by one passphrase, with a code for everybody there.</summary>
    public static async Task<IReadOnlyList<string>> Hall(
        RunningHost host,
        long id,
        int people,
        string passphrase = Passphrase
    )
    {
        await host.Do(async s =>
            await s.GetRequiredService<RunBallot>()
                .Open(id, await Version(s, id), passphrase, passphrase, people, default)
        );
        return await host.Ask(async s =>
            await s.GetRequiredService<RunBallot>().HandOut(id, await Version(s, id), people, "All who came.", default)
        );
    }

    /// <summary>People of community A1 sign up, and a list that was brought in confirms them.</summary>
    /// <returns>The code of each person, by name.</returns>
    public static async Task<Dictionary<string, string>> SignedUp(RunningHost host, long id, int people)
    {
        var codes = new Dictionary<string, string>();
        await host.Do(s =>
            s.GetRequiredService<ScreenSignUps>()
                .Import(id, string.Join('\n', Enumerable.Range(0, people).Select(i => $"139{i:00000000}")), default)
        );
        await host.Do(async s =>
        {
            int unit = (await Unit(s, "A1")).Id;
            for (int i = 0; i < people; i++)
                codes[$"person {i}"] = await s.GetRequiredService<Recruit>()
                    .SignUp(id, new($"person {i}", $"139{i:00000000}", true, unit), default);
        });
        return codes;
    }

    /// <summary>Every judge gives every subject a mark.</summary>
    public static Task Score(RunningHost host, long id, Func<string, string, int> mark) =>
        host.Do(async s =>
        {
            var db = s.GetRequiredService<AppraisalDb>();
            foreach (var judge in await db.Panel.Where(p => p.RoundId == id && p.ReplacedById == null).ToListAsync())
            foreach (var subject in await db.Subjects.Where(x => x.RoundId == id).ToListAsync())
                db.Scores.Add(
                    new()
                    {
                        RoundId = id,
                        AccountId = judge.AccountId,
                        SubjectId = subject.SubjectId,
                        Criterion = 0,
                        ValueMicro = mark(judge.Name, subject.Title) * 1_000_000L,
                        At = host.Clock.GetUtcNow(),
                    }
                );
            await db.SaveChangesAsync();
        });

    public static async Task Compute(RunningHost host, long id)
    {
        await host.Do(async s => await s.GetRequiredService<RunRound>().Close(id, await Version(s, id), default));
        await host.Do(s => s.GetRequiredService<ComputeRound>().Run(id, default));
    }

    public static Task Publish(RunningHost host, long id, string outcome, bool? everybody = null) =>
        host.Do(async s =>
            await s.GetRequiredService<RunRound>()
                .Publish(
                    id,
                    await Version(s, id),
                    await s.GetRequiredService<AppraisalDb>()
                        .Subjects.Where(x => x.RoundId == id)
                        .ToDictionaryAsync(x => x.SubjectId, _ => outcome),
                    default,
                    everybody
                )
        );
}
