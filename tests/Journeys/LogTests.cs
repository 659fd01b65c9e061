using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Ballots;
using Modular.Kernel.Secrets;
using Modular.Kernel.Store;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Journeys.Tests;

/// <summary>What the host as it is shipped, and at its most talkative, writes down while people vote.</summary>
public sealed class LogTests
{
    [Theory, InlineData(null), InlineData("Trace"), Trait("rule", "A5"), Trait("case", "B9")]
    public async Task No_line_of_the_log_and_no_entry_of_the_audit_tells_who_cast_a_ballot(string? level)
    {
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        string[] args = [.. await Databases.Empty(Databases.Sqlite, folder)];
        IReadOnlyList<string> codes = [];
        long signedUp = 0;
        string person = "";
        await using (var host = await RunningHost.Start(args, folder, seed: true))
        {
            host.KeepData = true;
            async Task<long> Draft(IServiceProvider s, string title) =>
                await s.GetRequiredService<DraftBallot>()
                    .Draft(
                        (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("Q")!.Id,
                        new(title, "quarterly-rating", "{}", [new("c", null, 1, 5)], ["one"], "Everybody.", 0, 5, null),
                        default
                    );
            await host.Do(async s =>
            {
                long open = await Draft(s, "Open");
                await s.GetRequiredService<RunBallot>()
                    .Open(open, 0, "four words on paper", "four words on paper", 6, default);
                codes = await s.GetRequiredService<RunBallot>().HandOut(open, 1, 6, "All who came.", default);
            });
            await host.Do(async s =>
            {
                await s.GetRequiredService<Recruit>().Call(signedUp = await Draft(s, "Calling"), 0, default);
                person = await s.GetRequiredService<Recruit>()
                    .SignUp(
                        signedUp,
                        new(
                            "Ms Unmistakable",
                            "13977775555",
                            true,
                            (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("A1")!.Id
                        ),
                        default
                    );
            });
        }

        int before;
        await using (var host = await RunningHost.Start(args, folder, seed: false))
        {
            host.KeepData = true;
            before = await host.Ask(s =>
                s.GetRequiredService<KernelDb>()
                    .Database.SqlQueryRaw<int>("SELECT COUNT(*) AS \"Value\" FROM kernel_audit_entry")
                    .SingleAsync()
            );
        }

        var secrets = new List<string>();
        using (
            var process = new HostProcess(
                level is null
                    ? args
                    :
                    [
                        .. args,
                        "--Logging:LogLevel:Microsoft=Trace",
                        "--Logging:LogLevel:Microsoft.AspNetCore=Trace",
                        "--Logging:LogLevel:Microsoft.EntityFrameworkCore=Trace",
                    ],
                null,
                level
            )
        )
        {
            foreach (string code in codes.Append(person))
            {
                var voter = await process.Visitor();
                await voter.Open("/vote");
                await voter.Send("form[action='/vote']", ("code", code));
                secrets.AddRange([
                    code,
                    SecretCode.Spaced(code),
                    Recruit.Voter(code),
                    Convert.ToHexString(SecretCode.Hash(code)),
                    Convert.ToBase64String(SecretCode.Hash(code)),
                ]);
                if (code == person)
                    continue;
                await voter.Send("form[action='/vote/cast']", ("a0", "4"), ("c0", "an unmistakable remark"));
                string receipt = voter.Page.QuerySelector(".receipt .code")!.TextContent;
                secrets.AddRange([receipt, receipt.Replace(" ", "", StringComparison.Ordinal)]);
            }

            secrets.AddRange(["Ms Unmistakable", "13977775555", "an unmistakable remark"]);
            for (int i = 0; i < 50 && process.Lines.IsEmpty; i++)
                await Task.Delay(100);
            if (level is not null)
                Assert.Contains(process.Lines, l => l.Contains("/vote/cast", StringComparison.Ordinal));
            foreach (string line in process.Lines)
            foreach (string secret in secrets)
                Assert.False(
                    line.Contains(secret, StringComparison.OrdinalIgnoreCase),
                    $"A line of the log holds {secret}: {line[..Math.Min(line.Length, 400)]}"
                );
        }

        await using var after = await RunningHost.Start(args, folder, seed: false);
        Assert.Equal(
            before,
            await after.Ask(s =>
                s.GetRequiredService<KernelDb>()
                    .Database.SqlQueryRaw<int>("SELECT COUNT(*) AS \"Value\" FROM kernel_audit_entry")
                    .SingleAsync()
            )
        );
    }
}
