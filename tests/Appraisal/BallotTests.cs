using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Data;
using Modular.Appraisal.Rounds;
using Modular.Kernel.Access;
using Modular.Kernel.Audit;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

/// <summary>
/// Rounds by anonymous ballot, as people do them and as somebody with the whole database would like to read them.
/// </summary>
[Trait("rule", "A5")]
public sealed class BallotTests
{
    private const string Passphrase = "four words on paper";

    private static async Task<int> Version(IServiceProvider s, long id) =>
        await s.GetRequiredService<AppraisalDb>().Rounds.Where(r => r.Id == id).Select(r => r.Version).SingleAsync();

    private static Task<long> Draft(RunningHost host, int subjects, int minimum = 5, int seats = 0) =>
        host.Ask(async s =>
            await s.GetRequiredService<DraftBallot>()
                .Run(
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
    private static async Task<Dictionary<string, string>> Opened(RunningHost host, long id, int people)
    {
        await host.Do(async s => await s.GetRequiredService<Recruit>().Call(id, await Version(s, id), default));
        var codes = await Kit.SignedUp(host, id, people);
        await host.Do(async s => await s.GetRequiredService<Recruit>().Freeze(id, await Version(s, id), default));
        await host.Do(async s =>
            await s.GetRequiredService<RunBallot>().Open(id, await Version(s, id), Passphrase, Passphrase, 0, default)
        );
        return codes;
    }

    private static Task<string> Cast(
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

    private static Task Close(RunningHost host, long id, string passphrase = Passphrase) =>
        host.Do(async s =>
            await s.GetRequiredService<RunBallot>().Close(id, await Version(s, id), passphrase, default)
        );

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
        await using var db = host.Services.GetRequiredService<Kernel.Data.IDbContextFactoryOf<AppraisalDb>>().Create();
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
        await using var db = host.Services.GetRequiredService<Kernel.Data.IDbContextFactoryOf<AppraisalDb>>().Create();
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
                        $"SELECT count(*)::int AS \"Value\" FROM pg_ls_waldir() w WHERE position(decode('{hex}', 'hex') IN pg_read_binary_file('pg_wal/' || w.name)) > 0"
                    )
                    .ToListAsync()
            )[0];
            found += (
                await db
                    .Database.SqlQueryRaw<int>(
                        $"SELECT count(*)::int AS \"Value\" FROM pg_class c WHERE c.relkind IN ('r', 't') AND pg_relation_size(c.oid) > 0 AND pg_relation_filepath(c.oid) LIKE 'base/%' AND position(decode('{hex}', 'hex') IN pg_read_binary_file(pg_relation_filepath(c.oid))) > 0"
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
                $"{database}: {people} people in {System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s, stored {stored}, {string.Join(", ", answers.Select(a => $"{a.Key} {a.Value}"))}, cast p50 {times.Order().ElementAt(times.Count / 2):0} ms, p99 {times.Order().ElementAt(times.Count * 99 / 100):0} ms"
            );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("case", "B7")]
    public async Task Nobody_makes_a_ballot_something_else_and_no_closed_one_opens_again(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await Draft(host, 1);
        var codes = await Opened(host, id, 6);
        await Cast(host, codes["person 0"], [3]);
        string table = database == Databases.Sqlite ? "appraisal_round" : "appraisal.round";
        var refused = await Assert.ThrowsAnyAsync<Exception>(() =>
            host.Do(s =>
                s.GetRequiredService<AppraisalDb>().Database.ExecuteSqlRawAsync($"UPDATE {table} SET kind = 'Panel'")
            )
        );
        Assert.Contains("does not change", refused.Message, StringComparison.Ordinal);
        Assert.Equal(
            "rounds.move-not-allowed",
            (
                await Assert.ThrowsAsync<RuleBroken>(() =>
                    host.Do(async s => await s.GetRequiredService<RunRound>().Close(id, await Version(s, id), default))
                )
            ).Key
        );
        Assert.Equal(
            "ballots.passphrase-wrong",
            (await Assert.ThrowsAsync<RuleBroken>(() => Close(host, id, "another passphrase"))).Key
        );
        await Close(host, id);
        Assert.Equal(
            "rounds.move-not-allowed",
            (
                await Assert.ThrowsAsync<RuleBroken>(() =>
                    host.Do(async s => await s.GetRequiredService<RunRound>().Reopen(id, await Version(s, id), default))
                )
            ).Key
        );
        Assert.Null(await host.Ask(s => s.GetRequiredService<CastBallot>().Find(codes["person 1"], default)));
    }

    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("case", "B8"),
        Trait("rule", "A4")
    ]
    public async Task From_sign_up_to_the_published_result_by_two_people_with_nothing_shown_below_the_least_number(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        await host.Do(async s =>
            await s.GetRequiredService<ManageAccounts>()
                .Open(
                    "district-2",
                    "Second officer",
                    RunningHost.Password,
                    [(Role.DistrictOfficer, (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("Q")!.Id)],
                    false,
                    default
                )
        );
        var district = await host.As("district");
        await district.Open("/ballots/new");
        await district.Send(
            "form.form",
            ("Input.Title", "Q4 ratings"),
            ("Input.Subjects", "Canteen\nLift\nLibrary"),
            ("Input.Criteria", "Satisfaction|1-5"),
            ("Input.Rules", "Everybody who lives here."),
            ("Input.Seats", "8"),
            ("Input.Minimum", "5")
        );
        string page = district.At;
        long id = long.Parse(page.Split('/')[^1]);
        await district.Press(
            "Call",
            ("Input.Source", "Lottery number of the day"),
            ("Input.DrawOn", "2026-03-20"),
            ("Input.Digits", "7")
        );
        string unit = $"{await host.Ask(async s => (await Kit.Unit(s, "A1")).Id)}";
        var codes = new List<string>();
        for (int i = 0; i < 12; i++)
        {
            var resident = host.Visitor();
            await resident.Open($"/vote/{id}");
            await resident.Send(
                "form.form",
                ("Name", $"Resident {i}"),
                ("Phone", $"139{i:00000000}"),
                ("Unit", unit),
                ("Agreed", "true")
            );
            codes.Add(resident.Page.QuerySelector(".receipt .code")!.TextContent);
            if (i == 0)
            {
                await resident.Open($"/vote/{id}");
                await resident.Send(
                    "form.form",
                    ("Name", "Again"),
                    ("Phone", "13900000000"),
                    ("Unit", unit),
                    ("Agreed", "true")
                );
                Assert.Equal(HttpStatusCode.UnprocessableEntity, resident.Status);
            }
        }

        var worker = await host.As("worker-a1");
        await worker.Open("/sign-ups");
        for (int i = 0; i < 100 && worker.Page.QuerySelector("form[action*='handler=Vouch']") is not null; i++)
            await worker.Press("Vouch");
        await district.Open(page);
        await district.Press("Freeze");
        host.Clock.Jump(TimeSpan.FromDays(10));
        // Nobody stays signed in for ten days.
        district = await host.As("district");
        await district.Open(page);
        await district.Press("Draw", ("Input.Key", "short"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, district.Status);
        await district.Press("Draw", ("Input.Key", "3 8 1 1 9 2 4"));
        await district.Press("Open", ("Input.Passphrase", Passphrase), ("Input.Again", Passphrase));
        var receipts = new List<string>();
        int drawn = 0;
        foreach (string code in codes)
        {
            var voter = host.Visitor();
            await voter.Open("/vote");
            await voter.Send("form.form", ("code", code));
            if (voter.Page.QuerySelector("form[action='/vote/cast']") is null)
            {
                Assert.Equal(HttpStatusCode.UnprocessableEntity, voter.Status);
                continue;
            }

            // All rate the canteen, four the lift: one too few. The library is loved by all alike.
            int at = drawn++;
            await voter.Send(
                "form[action='/vote/cast']",
                [
                    ("a0", $"{1 + at % 5}"),
                    .. at < 4 ? new[] { ("a1", "2") } : [],
                    ("a2", "5"),
                    ("c0", at == 0 ? "a lone remark" : ""),
                ]
            );
            receipts.Add(voter.Page.QuerySelector(".receipt .code")!.TextContent);
        }

        Assert.Equal(8, drawn);
        await district.Open(page);
        await district.Press("Close", ("Input.Passphrase", Passphrase));
        await district.Press("Compute");
        await district.WaitForJob();
        await district.Open(page);
        await district.Press("Publish");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, district.Status);
        var second = await host.As("district-2");
        var anybody = host.Visitor();
        await anybody.Open($"/vote/{id}");
        Assert.Null(anybody.Page.QuerySelector("table.list"));
        await second.Open(page);
        await second.Press("Publish");
        await second.Press("Recompute");
        Assert.NotNull(second.Page.QuerySelector(".said"));
        await anybody.Open($"/vote/{id}");
        var rows = anybody
            .Page.QuerySelectorAll("table.list tbody tr")
            .ToDictionary(
                r => r.QuerySelector("strong")!.TextContent,
                r => r.QuerySelectorAll("td.num").Last().TextContent
            );
        Assert.NotEqual("–", rows["Canteen"]);
        // Too few, and all alike: no figure, also not in the file or in what is stored.
        Assert.Equal(("–", "–"), (rows["Lift"], rows["Library"]));
        Assert.DoesNotContain("a lone remark", anybody.Text, StringComparison.Ordinal);
        var stored = await host.Ask(s => s.GetRequiredService<AppraisalDb>().Results.Select(r => r.Body).SingleAsync());
        Assert.DoesNotContain("b000001", stored, StringComparison.Ordinal);
        using var file = Kernel.Tables.Sheet.Open(
            new MemoryStream(await second.Bytes($"/ballots/{id}?handler=export&format=xlsx"))
        );
        var exported = file.Rows().ToDictionary(r => r.Cells[0], r => string.Concat(r.Cells.Skip(1)));
        Assert.NotEqual("", exported["Canteen"]);
        Assert.Equal(("", ""), (exported["Lift"], exported["Library"]));
        // A receipt proves that it was counted, an invented one nothing.
        await anybody.Open("/vote");
        await anybody.Send("form[action='/vote/receipt']", ("receipt", receipts[3]));
        Assert.NotNull(anybody.Page.QuerySelector(".said"));
        await anybody.Open("/vote");
        await anybody.Send("form[action='/vote/receipt']", ("receipt", "abcdefghjkmnpqrstuvwxyz234"));
        Assert.Null(anybody.Page.QuerySelector(".said"));
    }

    [Fact]
    public void The_roots_of_the_audit_tree_are_those_of_RFC_6962()
    {
        byte[][] leaves =
        [
            .. new[]
            {
                "",
                "00",
                "10",
                "2021",
                "3031",
                "40414243",
                "5051525354555657",
                "606162636465666768696a6b6c6d6e6f",
            }.Select(Convert.FromHexString),
        ];
        foreach (
            var (n, start) in new[]
            {
                (1, "6e340b9c"),
                (2, "fac54203"),
                (4, "d37ee418"),
                (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
            }
        )
            Assert.StartsWith(
                start,
                Convert.ToHexStringLower(Kernel.Statistics.AuditTree.Root(leaves[..n])),
                StringComparison.Ordinal
            );
    }
}
