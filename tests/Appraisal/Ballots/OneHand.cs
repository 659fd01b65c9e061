using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Ballots;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

/// <summary>Steps of a ballot and what the audit kept of it, for the tests of who may do what.</summary>
internal static class OneHand
{
    internal static readonly DateOnly DrawDay = new(2026, 3, 20);

    internal static Task<long> Draft(RunningHost host, int seats, int minimum = 5) =>
        host.Ask(async s =>
            await s.GetRequiredService<DraftBallot>()
                .Draft(
                    (await Kit.Unit(s, "Q")).Id,
                    new(
                        "Quarter",
                        "quarterly-rating",
                        "{}",
                        [new("Satisfaction", null, 1, 5)],
                        ["Canteen"],
                        "Everybody who lives here.",
                        seats,
                        minimum,
                        null
                    ),
                    default
                )
        );

    internal static Task Call(RunningHost host, long id) =>
        host.Do(async s =>
            await s.GetRequiredService<Recruit>()
                .Call(id, await Kit.Version(s, id), default, new("3-D lottery", DrawDay, 3))
        );

    internal static async Task<string> Refused(Func<Task> work) => (await Assert.ThrowsAsync<RuleBroken>(work)).Key;

    internal static Task<List<(string Action, string Data)>> Audit(RunningHost host, long id) =>
        host.Ask(async s =>
            (
                await s.GetRequiredService<KernelDb>()
                    .AuditEntries.AsNoTracking()
                    .Where(a => a.Subject == $"round:{id}")
                    .OrderBy(a => a.Seq)
                    .ToListAsync()
            ).ConvertAll(a => (a.Action, a.Data))
        );
}
