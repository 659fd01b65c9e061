using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Data;
using Modular.Kernel.Audit;
using Modular.Kernel.Rules;
using Modular.TestKit;
using static Modular.Appraisal.Tests.BallotSteps;

namespace Modular.Appraisal.Tests;

/// <summary>
/// Anonymous ballots where many vote and close at once: each person counts once, and each answer is true.
/// </summary>
[Trait("rule", "A5")]
public sealed class BallotRaceTests
{
    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("case", "B6"),
        Trait("fault", "9"),
        Trait("fault", "2")
    ]
    public async Task Fifty_submits_at_once_are_one_ballot_and_of_fifty_closes_one_counts(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await Draft(host, 1);
        var codes = await Opened(host, id, 6);
        await Task.WhenAll(
            Enumerable.Range(0, 50).Select(i => Task.Run(() => Cast(host, codes["person 1"], [1 + i % 5])))
        );
        foreach (var code in codes.Values)
            await Cast(host, code, [5]);
        Assert.Equal(
            (6, 6),
            await host.Ask(async s =>
                (
                    await s.GetRequiredService<AppraisalDb>().SealedBallots.CountAsync(),
                    await s.GetRequiredService<AppraisalDb>().Roll.CountAsync(r => r.MarkedOn != null)
                )
            )
        );
        int version = await host.Ask(s => Version(s, id)),
            won = 0;
        await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(_ =>
                    Task.Run(() =>
                        host.Do(async s =>
                        {
                            try
                            {
                                await s.GetRequiredService<RunBallot>().Close(id, version, Passphrase, default);
                                Interlocked.Increment(ref won);
                            }
                            catch (RuleBroken)
                            {
                                // Another was first.
                            }
                        })
                    )
                )
        );
        Assert.Equal(1, won);
        Assert.Equal(
            (6, 6),
            await host.Ask(async s =>
                (
                    await s.GetRequiredService<AppraisalDb>().Ballots.CountAsync(),
                    await s.GetRequiredService<AppraisalDb>().Receipts.CountAsync()
                )
            )
        );
        Assert.Null((await host.Ask(s => s.GetRequiredService<VerifyAudit>().Run(null, default))).BrokenAt);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("fault", "10")]
    public async Task What_is_accepted_before_the_close_is_counted_and_nothing_else(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await Draft(host, 1);
        // In a hall: codes on paper, nobody signed up.
        var codes = await Kit.Hall(host, id, 1500, Passphrase);
        int accepted = 0,
            refused = 0;
        var voting = Parallel.ForEachAsync(
            codes,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (code, _) =>
            {
                try
                {
                    await host.Ask(async s =>
                    {
                        var cast = s.GetRequiredService<CastBallot>();
                        if (await cast.Find(code, default) is not { } view)
                            throw new RuleBroken("ballots.closed");
                        return await cast.Cast(view, [3], [null], default);
                    });
                    Interlocked.Increment(ref accepted);
                }
                catch (RuleBroken broken) when (broken.Key == "ballots.closed")
                {
                    Interlocked.Increment(ref refused);
                }
            }
        );
        while (Volatile.Read(ref accepted) < 30)
            await Task.Delay(2);
        await Close(host, id);
        await voting;
        Assert.True(refused > 0);
        Assert.Equal(accepted, await host.Ask(s => s.GetRequiredService<AppraisalDb>().Ballots.CountAsync()));
        Assert.Equal(
            accepted,
            await host.Ask(s => s.GetRequiredService<AppraisalDb>().Roll.CountAsync(r => r.MarkedOn != null))
        );
    }

    /// <summary>With MODULAR_BALLOTS=10000 the figures of docs/measurements.md.</summary>
    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("fault", "10"),
        Trait("rule", "A11")
    ]
    public async Task People_on_their_phones_vote_while_the_round_is_closed_and_each_answer_is_true(string database)
    {
        int people = int.TryParse(Environment.GetEnvironmentVariable("MODULAR_BALLOTS"), out int given) ? given : 150;
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await Draft(host, 1);
        var codes = await Kit.Hall(host, id, people, Passphrase);
        var answers = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        var times = new System.Collections.Concurrent.ConcurrentBag<double>();
        long began = System.Diagnostics.Stopwatch.GetTimestamp();
        int accepted = 0;
        var voting = Parallel.ForEachAsync(
            codes,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Min(200, people / 4) },
            async (code, _) =>
            {
                using var phone = host.Visitor();
                await phone.Open("/vote");
                await phone.Send("form.form", ("code", code));
                string answer = "closed before the paper";
                if (phone.Page.QuerySelector("form[action='/vote/cast']") is not null)
                {
                    long sent = System.Diagnostics.Stopwatch.GetTimestamp();
                    await phone.Send("form[action='/vote/cast']", ("a0", "4"));
                    times.Add(System.Diagnostics.Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                    answer = phone.Page.QuerySelector(".receipt .code") is not null
                        ? "accepted"
                        : $"{(int)phone.Status}";
                }

                answers.AddOrUpdate(answer, 1, (_, n) => n + 1);
                if (answer == "accepted")
                    Interlocked.Increment(ref accepted);
            }
        );
        while (Volatile.Read(ref accepted) < people / 2)
            await Task.Delay(5);
        await Close(host, id);
        await voting;
        int stored = await host.Ask(s => s.GetRequiredService<AppraisalDb>().Ballots.CountAsync());
        Assert.Equal(answers.GetValueOrDefault("accepted"), stored);
        Assert.Empty(answers.Keys.Except(["accepted", "closed before the paper", "409", "422", "429", "503"]));
        if (given > 0)
            TestContext.Current.TestOutputHelper!.WriteLine(
                $"{database}: {people} people in "
                    + $"{System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s, stored {stored}, "
                    + $"{string.Join(", ", answers.Select(a => $"{a.Key} {a.Value}"))}, cast p50 "
                    + $"{times.Order().ElementAt(times.Count / 2):0} ms, p99 "
                    + $"{times.Order().ElementAt(times.Count * 99 / 100):0} ms"
            );
    }
}
