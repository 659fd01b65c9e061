using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Data;
using Modular.TestKit;
using static Modular.Appraisal.Tests.BallotSteps;

namespace Modular.Appraisal.Tests;

/// <summary>Anonymous ballots as somebody with the whole database would like to read them.</summary>
[Trait("rule", "A5")]
public sealed class BallotAnonymityTests
{
    /// <summary>
    /// A different vote for everybody, so that each ballot names its voter to who knows how they voted.
    /// </summary>
    private static int?[] Distinct(int person, int subjects) =>
        [.. Enumerable.Range(0, subjects).Select(i => (int?)(1 + person / (int)Math.Pow(5, i) % 5))];

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("case", "B1")]
    public async Task Two_hundred_votes_cannot_be_told_apart_by_who_reads_the_database_and_the_naive_way_can(
        string database
    )
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await Draft(host, 5);
        var codes = await Opened(host, id, 200);
        var truth = new Dictionary<string, string>(StringComparer.Ordinal);
        int[] order = [.. Enumerable.Range(0, 200)];
        RandomNumberGenerator.Shuffle<int>(order);
        foreach (int person in order)
        {
            var answers = Distinct(person, 5);
            await Cast(host, codes[$"person {person}"], answers);
            truth[Recruit.Voter(codes[$"person {person}"])] = Convert.ToHexString([
                .. answers.Select(a => (byte)a!.Value),
            ]);
        }

        await Close(host, id);
        bool sqlite = database == Databases.Sqlite;
        string at = sqlite ? "appraisal_" : "appraisal.";
        await using var db = host.Services.GetRequiredService<Kernel.Store.IDbContextFactoryOf<AppraisalDb>>().Create();
        var roll = await Attacker.Read(db, $"{at}roll_entry");
        var ballots = await Attacker.Read(db, $"{at}ballot");
        var others = new[] { await Attacker.Read(db, $"{at}sign_up"), await Attacker.Read(db, $"{at}ballot_receipt") };
        Assert.Equal(200, ballots.Count);
        Assert.All(await Attacker.Read(db, $"{at}sealed_ballot"), _ => Assert.Fail("An envelope is left."));
        int hits = others.Append(roll).Max(persons => Attacker.Hits(persons, ballots, truth, "answers"));
        Assert.True(hits <= 10, $"{hits} of 200 voters named; by chance about one is.");

        // The same attacker on the way everybody would do it first: mark and vote in one transaction, random keys, no
        // times.
        await db.Database.ExecuteSqlRawAsync($"CREATE TABLE {at}naive_roll (voter TEXT PRIMARY KEY)");
        await db.Database.ExecuteSqlRawAsync($"CREATE TABLE {at}naive_vote (key TEXT PRIMARY KEY, answers TEXT)");
        foreach (int person in order)
        {
            string voter = Recruit.Voter(codes[$"person {person}"]);
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlRawAsync($"INSERT INTO {at}naive_roll VALUES ({{0}})", voter);
            await db.Database.ExecuteSqlRawAsync(
                $"INSERT INTO {at}naive_vote VALUES ({{0}}, {{1}})",
                RandomNumberGenerator.GetHexString(32),
                truth[voter]
            );
            await transaction.CommitAsync();
        }

        Assert.Equal(
            200,
            Attacker.Hits(
                await Attacker.Read(db, $"{at}naive_roll"),
                await Attacker.Read(db, $"{at}naive_vote"),
                truth,
                "answers"
            )
        );
    }

    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("case", "B2"),
        Trait("case", "B3")
    ]
    public async Task While_the_vote_is_open_no_byte_of_an_answer_lies_anywhere_and_all_envelopes_look_alike(
        string database
    )
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await Draft(host, 3);
        var codes = await Opened(host, id, 6);
        // Another one every time: the server's log is shared by all databases and keeps what earlier runs opened.
        string canary = $"canary {RandomNumberGenerator.GetHexString(12)} \u91d1\u4e1d\u96c0";
        foreach (var (name, code) in codes)
            await Cast(host, code, [4, 4, 4], name == "person 3" ? canary : null);
        var first = await host.Ask(s =>
            s.GetRequiredService<AppraisalDb>()
                .SealedBallots.AsNoTracking()
                .OrderBy(b => b.Voter)
                .Select(b => b.Content)
                .ToListAsync()
        );
        Assert.Single(first.Select(b => b.Length).Distinct());
        Assert.Equal(6, first.Select(Convert.ToHexString).Distinct().Count());
        await Cast(host, codes["person 0"], [4, 4, 4]);
        var again = await host.Ask(s =>
            s.GetRequiredService<AppraisalDb>()
                .SealedBallots.AsNoTracking()
                .OrderBy(b => b.Voter)
                .Select(b => b.Content)
                .ToListAsync()
        );
        Assert.Equal(5, first.Select(Convert.ToHexString).Intersect(again.Select(Convert.ToHexString)).Count());
        Assert.Equal(0, await Found(host, database, canary));
        await Close(host, id);
        // That the search would have found it.
        Assert.True(await Found(host, database, canary) > 0);
        Assert.Equal(0, await host.Ask(s => s.GetRequiredService<AppraisalDb>().SealedBallots.CountAsync()));
        Assert.Null(
            await host.Ask(s => s.GetRequiredService<AppraisalDb>().Boxes.Select(b => b.WrappedKey).SingleAsync())
        );
    }

    /// <summary>In the database's files and its log, in UTF-8, UTF-16 and base64.</summary>
    private static async Task<int> Found(RunningHost host, string database, string text)
    {
        byte[][] forms =
        [
            Encoding.UTF8.GetBytes(text),
            Encoding.Unicode.GetBytes(text),
            Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(text))[..^4]),
        ];
        int found = 0;
        await using var db = host.Services.GetRequiredService<Kernel.Store.IDbContextFactoryOf<AppraisalDb>>().Create();
        foreach (string file in Directory.EnumerateFiles(host.Folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            byte[] bytes = new byte[stream.Length];
            int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            found += forms.Count(f => bytes.AsSpan(0, read).IndexOf(f) >= 0);
        }

        if (database == Databases.Sqlite)
            return found;
        await db.Database.ExecuteSqlRawAsync("CHECKPOINT");
        foreach (byte[] form in forms)
        {
            string hex = Convert.ToHexString(form);
            found += (
                await db
                    .Database.SqlQueryRaw<int>(
                        "SELECT count(*)::int AS \"Value\" FROM pg_ls_waldir() w WHERE "
                            + $"position(decode('{hex}', 'hex') IN pg_read_binary_file('pg_wal/' || w.name)) > 0"
                    )
                    .ToListAsync()
            )[0];
            found += (
                await db
                    .Database.SqlQueryRaw<int>(
                        "SELECT count(*)::int AS \"Value\" FROM pg_class c WHERE c.relkind IN ('r', 't') AND "
                            + "pg_relation_size(c.oid) > 0 AND pg_relation_filepath(c.oid) LIKE 'base/%' AND "
                            + $"position(decode('{hex}', 'hex') IN pg_read_binary_file(pg_relation_filepath(c.oid))) > "
                            + "0"
                    )
                    .ToListAsync()
            )[0];
        }

        return found;
    }

    [Fact, Trait("case", "B5")]
    public void Ballots_receipts_and_comments_hold_no_time_no_person_and_no_number_that_orders_them()
    {
        foreach (var type in new[] { typeof(Ballot), typeof(BallotComment), typeof(BallotReceipt) })
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            Assert.DoesNotContain(
                property.PropertyType,
                new[] { typeof(DateTimeOffset), typeof(DateTime), typeof(DateOnly), typeof(TimeOnly), typeof(Guid) }
            );
            Assert.DoesNotMatch("Account|Voter|Person|Address|Session|By$|Name", property.Name);
            if (property.PropertyType == typeof(long))
                Assert.Equal("RoundId", property.Name);
        }

        foreach (var type in new[] { typeof(RollEntry), typeof(SealedBallot) })
            Assert.DoesNotContain(
                type.GetProperties(),
                p =>
                    p.PropertyType == typeof(DateTimeOffset)
                    || p.PropertyType == typeof(DateTime)
                    || p.PropertyType == typeof(TimeOnly)
            );
    }
}
