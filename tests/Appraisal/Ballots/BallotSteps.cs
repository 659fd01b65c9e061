using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Data;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

/// <summary>What tests of anonymous ballots do again and again: draft one, open it, cast and close.</summary>
internal static class BallotSteps
{
    public const string Passphrase = "four words on paper";

    public static async Task<int> Version(IServiceProvider s, long id) =>
        await s.GetRequiredService<AppraisalDb>().Rounds.Where(r => r.Id == id).Select(r => r.Version).SingleAsync();

    public static Task<long> Draft(RunningHost host, int subjects, int minimum = 5, int seats = 0) =>
        host.Ask(async s =>
            await s.GetRequiredService<DraftBallot>()
                .Draft(
                    (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("Q")!.Id,
                    new(
                        "Quarterly ballot",
                        "quarterly-rating",
                        $"{{\"minimum\":{minimum}}}",
                        [new("Satisfaction", null, 1, 5)],
                        [.. Enumerable.Range(1, subjects).Select(i => $"Service {i}")],
                        "Everybody who used it.",
                        seats,
                        minimum,
                        null
                    ),
                    default
                )
        );

    /// <returns>The code of each person, by name.</returns>
    public static async Task<Dictionary<string, string>> Opened(RunningHost host, long id, int people)
    {
        await host.Do(async s => await s.GetRequiredService<Recruit>().Call(id, await Version(s, id), default));
        var codes = await Kit.SignedUp(host, id, people);
        await host.Do(async s => await s.GetRequiredService<Recruit>().Freeze(id, await Version(s, id), default));
        await host.Do(async s =>
            await s.GetRequiredService<RunBallot>().Open(id, await Version(s, id), Passphrase, Passphrase, 0, default)
        );
        return codes;
    }

    public static Task<string> Cast(
        RunningHost host,
        string code,
        IReadOnlyList<int?> answers,
        string? comment = null
    ) =>
        host.Ask(async s =>
        {
            var cast = s.GetRequiredService<CastBallot>();
            var view = (await cast.Find(code, default))!;
            return await cast.Cast(
                view,
                answers,
                [comment, .. Enumerable.Repeat((string?)null, view.Subjects.Count - 1)],
                default
            );
        });

    public static Task Close(RunningHost host, long id, string passphrase = Passphrase) =>
        host.Do(async s =>
            await s.GetRequiredService<RunBallot>().Close(id, await Version(s, id), passphrase, default)
        );
}
