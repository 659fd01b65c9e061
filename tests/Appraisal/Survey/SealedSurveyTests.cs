using System.Net;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Data;
using Modular.Appraisal.Results;
using Modular.Appraisal.Survey;
using Modular.Kernel.Store;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

/// <summary>
/// Questionnaires by code as somebody with one copy of the database and its log would like to read them; by link, what
/// is counted of addresses.
/// </summary>
[Trait("rule", "A5"), Trait("rule", "A7")]
public sealed class SealedSurveyTests
{
    private const int People = 24;

    private static Task<long> Open(RunningHost host, SurveyDoor door) =>
        host.Ask(async s =>
        {
            long id = await s.GetRequiredService<DraftSurvey>()
                .Draft(
                    (await Kit.Unit(s, "Q")).Id,
                    new(
                        "Survey",
                        "",
                        door,
                        5,
                        [
                            new(QuestionKind.Text, "What?", [], 0, 0, true, null, null),
                            new(QuestionKind.Scale, "How?", [], 1, 5, false, null, null),
                        ],
                        ["Canteen"],
                        [],
                        null,
                        null
                    ),
                    default
                );
            await s.GetRequiredService<Rounds.RunRound>().Open(id, await Kit.Version(s, id), default);
            return id;
        });

    private static Task Answer(RunningHost host, string code, string word) =>
        host.Do(async s =>
        {
            var view = (await s.GetRequiredService<AnswerSurvey>().ByCode(code, default))!;
            await s.GetRequiredService<AnswerSurvey>()
                .Save(
                    view,
                    view.Subjects[0].SubjectId,
                    AnswerSurvey.NewKey(),
                    n => n == "q0" ? [word] : ["4"],
                    false,
                    default
                );
        });

    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("case", "B1"),
        Trait("case", "B2")
    ]
    public async Task A_copy_of_the_database_and_its_log_does_not_match_a_reply_with_its_code_and_the_naive_way_does(
        string database
    )
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        bool sqlite = database == Databases.Sqlite;
        string at = sqlite ? "appraisal_" : "appraisal.";
        long id = await Open(host, SurveyDoor.Code);
        var codes = await host.Ask(s => s.GetRequiredService<RunSurvey>().Codes(id, People + 6, default));
        await using var db = host.Services.GetRequiredService<IDbContextFactoryOf<AppraisalDb>>().Create();
        await db.Database.ExecuteSqlRawAsync($"CREATE TABLE {at}naive_ticket (hash TEXT PRIMARY KEY, used_on TEXT)");
        await db.Database.ExecuteSqlRawAsync($"CREATE TABLE {at}naive_reply (key TEXT PRIMARY KEY, body TEXT)");
        if (sqlite)
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        // A reader that stays keeps the log whole: the database would begin it again after a thousand pages.
        await using var stays = sqlite
            ? new SqliteConnection($"Data Source={Path.Combine(host.Folder, "modular.db")};Pooling=False")
            : null;
        if (stays is not null)
        {
            await stays.OpenAsync();
            await using var begin = stays.CreateCommand();
            begin.CommandText = "BEGIN; SELECT count(*) FROM appraisal_naive_ticket";
            await begin.ExecuteScalarAsync();
        }

        var truth = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] order = [.. codes.Take(People)];
        RandomNumberGenerator.Shuffle<string>(order);
        foreach (string code in order)
        {
            string hash = AnswerSurvey.Hash(code),
                word = $"word{RandomNumberGenerator.GetHexString(6)}";
            truth[hash] = $"{{\"0\":\"{word}\",\"1\":4}}";
            await Answer(host, code, word);
            // Beside it what everybody would do first: the mark and the reply in one transaction, random keys, no
            // times.
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlRawAsync($"INSERT INTO {at}naive_ticket VALUES ({{0}}, '2026-03-10')", hash);
            await db.Database.ExecuteSqlRawAsync(
                $"INSERT INTO {at}naive_reply VALUES ({{0}}, {{1}})",
                RandomNumberGenerator.GetHexString(32),
                truth[hash]
            );
            await transaction.CommitAsync();
        }

        async Task<int> Hits(string tickets, params string[] replies)
        {
            var persons = (await Attacker.Read(db, at + tickets)).ConvertAll(r =>
                r with
                {
                    Columns = r.Columns.Append(new("voter", r.Columns["hash"])).ToDictionary(StringComparer.Ordinal),
                }
            );
            int best = 0;
            foreach (string table in replies)
                if (await Attacker.Read(db, at + table) is { Count: > 0 } rows)
                    best = Math.Max(
                        best,
                        Attacker.Hits(persons, rows, truth, rows[0].Columns.ContainsKey("body") ? "body" : "content")
                    );
            return best;
        }

        Assert.Equal(People, await Hits("naive_ticket", "naive_reply"));
        Assert.Equal(0, await Hits("ticket", "reply", "sealed_reply"));
        Assert.Single(
            (await Attacker.Read(db, $"{at}sealed_reply")).Select(r => r.Columns["content"].Length).Distinct()
        );
        if (sqlite)
            Assert.Equal((People, 0), Replayed(host.Folder, truth));
        if (stays is not null)
            await stays.CloseAsync();
        await host.Do(async s => await s.GetRequiredService<RunSurvey>().Close(id, await Kit.Version(s, id), default));
        // After the close the replies lie open, and nothing leads from one to its code.
        Assert.Empty(await Attacker.Read(db, $"{at}sealed_reply"));
        Assert.Equal(
            truth.Values.Order(StringComparer.Ordinal),
            (await Attacker.Read(db, $"{at}reply")).Select(r => r.Columns["body"]).Order(StringComparer.Ordinal)
        );
        int hits = await Hits("ticket", "reply");
        Assert.True(hits <= 7, $"{hits} of {People} codes matched; by chance about one is.");
        Assert.Null(
            await host.Ask(s => s.GetRequiredService<AppraisalDb>().Surveys.Select(x => x.PrivateKey).SingleAsync())
        );
        var result = await host.Ask(s => s.GetRequiredService<ShowSurvey>().Show(id, null, default));
        Assert.Equal((People, People, People), (result.Replies, result.Used, result.Figures[0].Texts.Count));
    }

    /// <summary>
    /// The write-ahead log cut after each of its commits gives the database as it stood then; what is new in both
    /// tables of one commit belongs together.
    /// </summary>
    /// <returns>How many replies were matched with their codes, on the naive tables and on ours.</returns>
    private static (int Naive, int Ours) Replayed(string folder, Dictionary<string, string> truth)
    {
        string file = Path.Combine(folder, "modular.db"),
            copy = Directory.CreateTempSubdirectory("modular-replay-").FullName,
            target = Path.Combine(copy, "copy.db");
        byte[] main = Bytes(file),
            log = Bytes(file + "-wal");
        int page = (log[8] << 24) | (log[9] << 16) | (log[10] << 8) | log[11];
        var (naive, ours) = (
            new Matcher("naive_ticket", ["naive_reply"]),
            new Matcher("ticket", ["reply", "sealed_reply"])
        );
        for (int end = 32 + 24 + page; end <= log.Length; end += 24 + page)
        {
            int frame = end - 24 - page;
            // Frames of an earlier round of the log carry another salt.
            if (!log.AsSpan(frame + 8, 8).SequenceEqual(log.AsSpan(16, 8)))
                break;
            if (log.AsSpan(frame + 4, 4).IndexOfAnyExcept((byte)0) < 0)
                continue;
            foreach (string old in Directory.EnumerateFiles(copy))
                File.Delete(old);
            File.WriteAllBytes(target, main);
            File.WriteAllBytes(target + "-wal", log[..end]);
            using var connection = new SqliteConnection($"Data Source={target};Pooling=False");
            connection.Open();
            try
            {
                naive.Look(connection, truth);
                ours.Look(connection, truth);
            }
            catch (SqliteException)
            {
                // Before the commit that made the tables.
            }
        }

        Directory.Delete(copy, recursive: true);
        return (naive.Hits, ours.Hits);
    }

    private static byte[] Bytes(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private sealed class Matcher(string tickets, string[] replies)
    {
        private readonly HashSet<string> _tickets = [],
            _replies = [];

        public int Hits { get; private set; }

        public void Look(SqliteConnection connection, Dictionary<string, string> truth)
        {
            var used = New(connection, $"SELECT hash FROM appraisal_{tickets} WHERE used_on IS NOT NULL", _tickets);
            var came = replies
                .SelectMany(r =>
                    New(
                        connection,
                        $"SELECT {(r == "sealed_reply" ? "hex(content)" : "body")} FROM appraisal_{r}",
                        _replies
                    )
                )
                .ToList();
            if (used.Count == 1 && came.Count == 1 && truth.GetValueOrDefault(used[0]) == came[0])
                Hits++;
        }

        private static List<string> New(SqliteConnection connection, string sql, HashSet<string> known)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            var found = new List<string>();
            while (reader.Read())
                if (known.Add(reader.GetString(0)))
                    found.Add(reader.GetString(0));
            return found;
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_same_form_by_code_sent_twice_is_one_reply_and_paper_is_told_apart_after_the_close(
        string database
    )
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await Open(host, SurveyDoor.Code);
        var codes = await host.Ask(s => s.GetRequiredService<RunSurvey>().Codes(id, 6, default));
        var visitor = host.Visitor();
        await visitor.Open("/vote");
        await visitor.Send("form[action='/vote']", ("code", codes[0]));
        string key = visitor.Page.QuerySelector("input[name=key]")!.GetAttribute("value")!,
            subject = visitor.Page.QuerySelector("input[name=subject]")!.GetAttribute("value")!;
        for (int twice = 0; twice < 2; twice++)
            Assert.Equal(
                HttpStatusCode.OK,
                await visitor.Raw(
                    $"/survey/{id}",
                    ("code", codes[0]),
                    ("key", key),
                    ("subject", subject),
                    ("q0", "more \U0001F35C \"soup\"")
                )
            );
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await visitor.Raw(
                $"/survey/{id}",
                ("code", codes[0]),
                ("key", Convert.ToHexString(AnswerSurvey.NewKey())),
                ("subject", subject),
                ("q0", "again")
            )
        );
        string longest = string.Concat(Enumerable.Repeat("\U0001F35C", 500));
        await Answer(host, codes[1], longest);
        var district = await host.As("district");
        for (int i = 2; i < 6; i++)
        {
            await district.Open($"/surveys/{id}/paper");
            await district.Send("form.form", ("code", codes[i]), ("q0", $"paper {i}"));
            Assert.NotNull(district.Page.QuerySelector(".said"));
        }

        Assert.Equal(
            (0, 6),
            await host.Ask(async s =>
                (
                    await s.GetRequiredService<AppraisalDb>().Replies.CountAsync(),
                    await s.GetRequiredService<AppraisalDb>().SealedReplies.CountAsync()
                )
            )
        );
        await district.Open($"/surveys/{id}");
        await district.Press("Close");
        var result = await host.Ask(s => s.GetRequiredService<ShowSurvey>().Show(id, null, default));
        Assert.Equal((6, 4, 6), (result.Replies, result.Paper, result.Used));
        Assert.Contains("more \U0001F35C \"soup\"", result.Figures[0].Texts);
        Assert.Contains(longest, result.Figures[0].Texts);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_questionnaire_opened_before_replies_were_sealed_ends_as_it_began(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await Open(host, SurveyDoor.Code);
        await host.Do(s =>
            s.GetRequiredService<AppraisalDb>()
                .Surveys.ExecuteUpdateAsync(set =>
                    set.SetProperty(x => x.PublicKey, (byte[]?)null).SetProperty(x => x.PrivateKey, (string?)null)
                )
        );
        foreach (string code in await host.Ask(s => s.GetRequiredService<RunSurvey>().Codes(id, 5, default)))
            await Answer(host, code, "a word");
        Assert.Equal(5, await host.Ask(s => s.GetRequiredService<AppraisalDb>().Replies.CountAsync()));
        await host.Do(async s => await s.GetRequiredService<RunSurvey>().Close(id, await Kit.Version(s, id), default));
        Assert.Equal(5, (await host.Ask(s => s.GetRequiredService<ShowSurvey>().Show(id, null, default))).Replies);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Replies_by_link_tell_from_how_many_addresses_they_came_and_no_address_is_kept(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await Open(host, SurveyDoor.Link);
        string[] from =
        [
            "10.1.2.3",
            "10.1.2.3",
            "::ffff:10.1.2.3",
            "2001:db8:0:1::1",
            "2001:db8:0:1:ffff::9",
            "2001:db8:0:2::1",
        ];
        foreach (string address in from)
            await host.Do(async s =>
            {
                var view = (await s.GetRequiredService<AnswerSurvey>().Find(id, default))!;
                await s.GetRequiredService<AnswerSurvey>()
                    .Save(
                        view,
                        view.Subjects[0].SubjectId,
                        AnswerSurvey.NewKey(),
                        n => n == "q0" ? ["a word"] : ["4"],
                        false,
                        default,
                        IPAddress.Parse(address)
                    );
            });
        var browser = host.Visitor();
        await browser.Open($"/survey/{id}");
        await browser.Send($"form[action='/survey/{id}']", ("q0", "from a page"));
        Assert.NotNull(browser.Page.QuerySelector(".receipt"));
        await host.Do(async s => await s.GetRequiredService<RunSurvey>().Close(id, await Kit.Version(s, id), default));
        var sheet = await host.Ask(s => s.GetRequiredService<AppraisalDb>().Surveys.AsNoTracking().SingleAsync());
        Assert.Equal((4, 3), (sheet.Addresses, sheet.MostOfOne));
        Assert.Null(sheet.AddressSalt);
        Assert.Equal(0, await host.Ask(s => s.GetRequiredService<AppraisalDb>().SurveyAddresses.CountAsync()));
        string told = await host.Ask(s =>
            Task.FromResult(s.GetRequiredService<Kernel.Texts.Words>().Zh("survey.addresses", "7", "4", "3"))
        );
        var district = await host.As("district");
        await district.Open($"/surveys/{id}");
        Assert.Contains(told, district.Text, StringComparison.Ordinal);
        await host.Do(s => s.GetRequiredService<ComputeRound>().Run(id, default));
        await Kit.Publish(host, id, "noted");
        var anybody = host.Visitor();
        await anybody.Open($"/results/{id}");
        Assert.Contains(told, anybody.Text, StringComparison.Ordinal);
    }
}
