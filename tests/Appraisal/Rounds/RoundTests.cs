using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Data;
using Modular.Appraisal.Panel;
using Modular.Appraisal.Results;
using Modular.Appraisal.Rounds;
using Modular.Appraisal.Scoring;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

[Trait("rule", "A1")]
public sealed class RoundTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Scores_outside_the_scale_or_after_closing_are_refused_and_fifty_saves_of_one_figure_are_one_row(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        long id = await Round(host);
        var (judge, subject) = await host.Ask(async s =>
            (
                (await s.GetRequiredService<Panels>().Evaluators(default))[0],
                (await s.GetRequiredService<AppraisalDb>().Subjects.FirstAsync()).SubjectId
            )
        );
        async Task Save(string value) =>
            await host.Do(async s =>
            {
                s.GetRequiredService<ActingScope>().Current = Acting.System("test") with { AccountId = judge.Id };
                await s.GetRequiredService<ScoreSheet>().Save(id, $"s{subject}c0", value, default);
            });
        Assert.Equal("rounds.out-of-scale", (await Assert.ThrowsAsync<RuleBroken>(() => Save("101"))).Key);
        Assert.Equal("rounds.out-of-scale", (await Assert.ThrowsAsync<RuleBroken>(() => Save("abc"))).Key);
        await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        try
                        {
                            await Save($"{i}");
                        }
                        catch (DbUpdateException)
                        {
                            // Of two first saves at the same moment the key admits one.
                        }
                    })
                )
        );
        Assert.Equal(1, await host.Ask(s => s.GetRequiredService<AppraisalDb>().Scores.CountAsync()));
        await host.Do(async s =>
            await s.GetRequiredService<RunRound>()
                .Close(id, (await s.GetRequiredService<AppraisalDb>().Rounds.SingleAsync()).Version, default)
        );
        Assert.Equal("rounds.not-open", (await Assert.ThrowsAsync<RuleBroken>(() => Save("50"))).Key);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "A9")]
    public async Task The_stored_result_computes_again_and_a_changed_score_is_noticed(string database)
    {
        await using var host = await RunningHost.Start(database);
        long id = await Round(host);
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<AppraisalDb>();
            var judges = await s.GetRequiredService<Panels>().Evaluators(default);
            var subjects = await db.Subjects.ToListAsync();
            foreach (var (judge, j) in judges.Select((x, i) => (x, i)))
            foreach (var (subject, k) in subjects.Select((x, i) => (x, i)))
                db.Scores.Add(
                    new()
                    {
                        RoundId = id,
                        AccountId = judge.Id,
                        SubjectId = subject.SubjectId,
                        Criterion = 0,
                        ValueMicro = (60 + 5 * j + 10 * k) * 1_000_000L,
                        At = host.Clock.GetUtcNow(),
                    }
                );
            await db.SaveChangesAsync();
            await s.GetRequiredService<RunRound>().Close(id, (await db.Rounds.SingleAsync()).Version, default);
            await s.GetRequiredService<ComputeRound>().Run(id, default);
            // Run again, as after a cut: still one result.
            await s.GetRequiredService<ComputeRound>().Run(id, default);
            Assert.Equal(1, await db.Results.CountAsync());
        });
        await host.Do(async s =>
        {
            var show = s.GetRequiredService<ShowRound>();
            var view = await show.Show(id, default);
            Assert.Equal([75, 65], view.Computation!.Subjects.Select(x => x.Score));
            Assert.Equal([1, 2], view.Computation.Subjects.Select(x => x.Rank));
            Assert.Null(await show.Recompute(id, default));
            await s.GetRequiredService<AppraisalDb>()
                .Scores.Take(1)
                .ExecuteUpdateAsync(set => set.SetProperty(x => x.ValueMicro, 1_000_000L));
            Assert.Equal("rounds.recompute.input-differs", await show.Recompute(id, default));
        });
    }

    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("rule", "A6"),
        Trait("fault", "9")
    ]
    public async Task The_same_first_score_saved_fifty_times_at_once_is_one_score_and_nobody_sees_an_error(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        long id = await Round(host);
        var (judge, subject) = await host.Ask(async s =>
        {
            var db = s.GetRequiredService<AppraisalDb>();
            return (
                (await db.Panel.FirstAsync(p => p.RoundId == id)).AccountId,
                (await db.Subjects.FirstAsync(x => x.RoundId == id)).SubjectId
            );
        });
        await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(i =>
                    Task.Run(() =>
                        host.Do(async s =>
                        {
                            var scope = s.GetRequiredService<Kernel.Data.ActingScope>();
                            scope.Current = scope.Current with { AccountId = judge };
                            await s.GetRequiredService<ScoreSheet>().Save(id, $"s{subject}c0", "70", default);
                        })
                    )
                )
        );
        Assert.Equal(
            70_000_000,
            await host.Ask(async s => (await s.GetRequiredService<AppraisalDb>().Scores.SingleAsync()).ValueMicro)
        );
    }

    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("rule", "A6"),
        Trait("fault", "16")
    ]
    public async Task A_sheet_is_taken_out_filled_in_and_brought_back_whole_or_not_at_all(string database)
    {
        await using var host = await RunningHost.Start(database);
        long id = await Round(host);
        var judge = await host.As("judge1");
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        string path = Path.Combine(folder, "sheet.xlsx");
        await File.WriteAllBytesAsync(path, await judge.Bytes($"/scoring/{id}?handler=offline"));
        List<Kernel.Tables.SheetRow> rows;
        IReadOnlyList<string> headings;
        using (var stream = File.OpenRead(path))
        using (var sheet = Kernel.Tables.Sheet.Open(stream))
            (headings, rows) = ([.. sheet.Headings], [.. sheet.Rows()]);
        Assert.Equal(2, rows.Count);
        string Csv(params string[] values) =>
            string.Join(
                '\n',
                rows.Select((r, i) => $"{r.Cells[0]},{r.Cells[1]},{values[i]}").Prepend(string.Join(',', headings))
            );
        async Task Bring(string content)
        {
            string file = Path.Combine(folder, "back.csv");
            await File.WriteAllTextAsync(file, content);
            await judge.Open($"/scoring/{id}");
            await judge.Send("form[enctype]", ("Input.File", "file:" + file));
        }

        await Bring(Csv("80", "101"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, judge.Status);
        Assert.Contains("101", judge.Text, StringComparison.Ordinal);
        Assert.Equal(0, await host.Ask(s => s.GetRequiredService<AppraisalDb>().Scores.CountAsync()));
        await Bring("nonsense");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, judge.Status);
        await Bring(Csv("80", "90"));
        Assert.NotNull(judge.Page.QuerySelector(".said"));
        Assert.Equal(
            [80_000_000, 90_000_000],
            (
                await host.Ask(s => s.GetRequiredService<AppraisalDb>().Scores.Select(x => x.ValueMicro).ToListAsync())
            ).Order()
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "A6")]
    public async Task Who_has_not_handed_in_is_reminded_once_a_day_by_hand_or_three_days_before_the_end(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await Round(host);
        var district = await host.As("district");
        await district.Open($"/rounds/{id}");
        await district.Press("Remind");
        Assert.NotNull(district.Page.QuerySelector(".said"));
        await district.Press("Remind");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, district.Status);
        Task<int> Told() =>
            host.Ask(s =>
                s.GetRequiredService<Kernel.Store.KernelDb>()
                    .Set<Kernel.Data.NoticeWish>()
                    .CountAsync(w => w.Kind == "rounds.reminder")
            );
        int panel = await host.Ask(s => s.GetRequiredService<AppraisalDb>().Panel.CountAsync(p => p.RoundId == id));
        Assert.Equal(panel, await Told());
        // The end is in two days: tomorrow's run tells them by itself, once.
        await host.Do(s =>
            s.GetRequiredService<AppraisalDb>()
                .Rounds.ExecuteUpdateAsync(set =>
                    set.SetProperty(r => r.ClosesOn, Kernel.Calendar.LocalTime.Today(host.Clock).AddDays(2))
                )
        );
        host.Clock.Move(TimeSpan.FromDays(1));
        for (int i = 0; i < 2; i++)
            await host.Do(s => s.GetRequiredService<RemindPanel>().Run(null!, default));
        Assert.Equal(2 * panel, await Told());
    }

    [Fact, Trait("rule", "A1")]
    public async Task An_earlier_round_is_used_again_with_its_form_method_and_panel()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        long id = await Round(host);
        var district = await host.As("district");
        await district.Open($"/rounds/new?copy={id}");
        Assert.Contains(
            "Worth | 0-100",
            district.Page.QuerySelector("#Input_Criteria")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal(
            "weighted-mean",
            district.Page.QuerySelector("input[name='Input.Method'][checked]")!.GetAttribute("value")
        );
        Assert.Equal(3, district.Page.QuerySelectorAll("input[name='Input.Panel'][checked]").Length);
    }

    private static async Task<long> Round(RunningHost host)
    {
        var worker = await host.As("worker-a1");
        for (int i = 0; i < 2; i++)
        {
            await worker.Open("/projects/new");
            await worker.Send(
                "form.form",
                ("Input.Title", $"Project {i}"),
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
        }

        await host.Settle();
        return await host.Ask(async s =>
        {
            var unit = (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("Q")!;
            var projects = await s.GetRequiredService<Contracts.Projects.IProjectQuestions>()
                .AwaitingReview("/", default);
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
                        [.. projects.Select(p => p.Id)],
                        [.. panel.Select(p => p.Id)]
                    ),
                    default
                );
            await run.Open(id, 0, default);
            return id;
        });
    }
}
