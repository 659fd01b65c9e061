using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Audit;
using Modular.Projects.Data;
using Modular.TestKit;

namespace Modular.Projects.Tests;

/// <summary>What must hold in the tables after a year, asked in plain SQL.</summary>
internal static class YearInvariants
{
    /// <summary>Nothing here goes through the product's own queries or calendar.</summary>
    public static Task Verify(RunningHost host, string database) =>
        host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            bool sqlite = db.IsSqlite;
            string T(string name) => sqlite ? $"projects_{name}" : $"projects.{name}";
            string Day(string column) =>
                sqlite
                    ? $"date({column} / 1000000, 'unixepoch', '+8 hours')"
                    : $"to_char({column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD')";
            string Date(string column) => sqlite ? column : $"to_char({column}, 'YYYY-MM-DD')";
            Task<long> Count(string sql) =>
                db.Database.SqlQueryRaw<long>($"SELECT count(*) AS \"Value\" FROM ({sql}) x").SingleAsync();
            Task<List<string>> Texts(string sql) => db.Database.SqlQueryRaw<string>(sql).ToListAsync();
            const string Held =
                "state NOT IN ('Draft', 'Rejected', 'Stopped') AND tier <> 'Micro' AND campaign_id IS NOT NULL";

            // Quotas: nobody over two, and of 27 communities and three towns one whose only project was rejected is
            // without.
            Assert.Equal(
                0,
                await Count(
                    $"SELECT unit_id FROM {T("project")} WHERE {Held} GROUP BY unit_id, unit_path HAVING count(*) > 2"
                )
            );
            Assert.Equal(29, await Count($"SELECT DISTINCT unit_id FROM {T("project")} WHERE {Held}"));
            // Numbers without gaps.
            Assert.Equal(0, await Count($"SELECT 1 FROM {T("project")} GROUP BY number HAVING count(*) > 1"));
            Assert.Equal(
                [$"XM-2026-{await db.Projects.CountAsync():000000}"],
                await Texts($"SELECT max(number) AS \"Value\" FROM {T("project")}")
            );
            // Every approval after a notice of five full working days, counted by hand from the table of the calendar.
            var odd = (
                await Texts(
                    sqlite
                        ? "SELECT date || ' ' || kind AS \"Value\" FROM kernel_calendar_day"
                        : "SELECT to_char(date, 'YYYY-MM-DD') || ' ' || kind AS \"Value\" FROM kernel.calendar_day"
                )
            )
                .Select(l => l.Split(' '))
                .ToDictionary(p => DateOnly.Parse(p[0], System.Globalization.CultureInfo.InvariantCulture), p => p[1]);
            int Full(DateOnly opened, DateOnly approved)
            {
                int days = 0;
                for (var day = opened.AddDays(1); day < approved; day = day.AddDays(1))
                    if (
                        odd.TryGetValue(day, out string? kind)
                            ? kind == "MakeUp"
                            : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
                    )
                        days++;
                return days;
            }

            var spans = (
                await Texts(
                    $"SELECT {Date("n.opened_on")} || ' ' || {Day("p.approved_at")} AS \"Value\" FROM "
                        + $"{T("project")} p JOIN {T("public_notice")} n ON n.project_id = p.id AND n.replaced_by IS "
                        + "NULL AND n.outcome = 'approved' WHERE p.approved_at IS NOT NULL"
                )
            ).ConvertAll(l => l.Split(' '));
            Assert.True(spans.Count >= 30, $"{spans.Count}");
            Assert.All(
                spans,
                p =>
                    Assert.Equal(
                        5,
                        Full(
                            DateOnly.Parse(p[0], System.Globalization.CultureInfo.InvariantCulture),
                            DateOnly.Parse(p[1], System.Globalization.CultureInfo.InvariantCulture)
                        )
                    )
            );
            Assert.Equal(spans.Count, await Count($"SELECT id FROM {T("project")} WHERE approved_at IS NOT NULL"));
            // Money: the sums stand in the lines, and no line holds more than its budget.
            Assert.Equal(
                0,
                await Count(
                    $"SELECT l.id FROM {T("budget_line")} l LEFT JOIN {T("spending")} s ON s.line_id = l.id "
                        + "AND s.struck_at IS NULL GROUP BY l.id, l.spent, l.cents HAVING coalesce(sum(s.cents), 0) "
                        + "<> l.spent OR l.spent > l.cents"
                )
            );
            // Nobody applied without four activities held before.
            Assert.Equal(
                0,
                await Count(
                    $"SELECT p.id FROM {T("project")} p WHERE p.applied_on IS NOT NULL AND (SELECT count(*) "
                        + $"FROM {T("activity")} a WHERE a.project_id = p.id AND a.state = 'Held' AND "
                        + $"{Day("a.starts_at")} < {Date("p.applied_on")}) < 4"
                )
            );
            // What was held carries out the plan, and nothing is late of a task whose every lunch was held.
            Assert.Equal(
                0,
                await Count(
                    $"SELECT a.id FROM {T("activity")} a LEFT JOIN {T("plan_task")} t ON t.id = a.task_id AND "
                        + "t.project_id = a.project_id WHERE a.state = 'Held' AND t.id IS NULL"
                )
            );
            // The three adopted projects brought the plan of the one they were made from.
            Assert.Equal(spans.Count + 3, await Count($"SELECT DISTINCT project_id FROM {T("plan_task")}"));
            // Every objection was decided with a reason before the approval; the one upheld led to a second notice that
            // ran its own days.
            Assert.Equal(
                0,
                await Count(
                    $"SELECT o.id FROM {T("objection")} o JOIN {T("public_notice")} n ON n.id = o.notice_id "
                        + $"JOIN {T("project")} p ON p.id = n.project_id WHERE o.state = 'Open' OR o.decision IS NULL "
                        + "OR o.decided_at > p.approved_at"
                )
            );
            Assert.Equal(
                ["1 7"],
                await Texts(
                    "SELECT CAST(sum(CASE WHEN state = 'Upheld' THEN 1 ELSE 0 END) AS "
                        + $"{(sqlite ? "TEXT" : "varchar")}) || ' ' || count(*) AS \"Value\" FROM {T("objection")}"
                )
            );
            Assert.Equal(
                1,
                await Count($"SELECT project_id FROM {T("public_notice")} GROUP BY project_id HAVING count(*) = 2")
            );
            // Guidance ended with the project that was completed.
            Assert.Equal(
                0,
                await Count($"SELECT id FROM {T("mentoring")} WHERE open_project_id IS NOT NULL OR ended_at IS NULL")
            );
            Assert.Equal(1, await Count($"SELECT id FROM {T("mentoring")}"));
            // Awards: as many as there are; who stands in the library was awarded first.
            Assert.Equal(
                ["first 1", "second 2", "third 3"],
                await Texts(
                    $"SELECT award || ' ' || count(*) AS \"Value\" FROM {T("selection_entry")} WHERE award IS "
                        + "NOT NULL GROUP BY award ORDER BY award"
                )
            );
            Assert.Equal(
                0,
                await Count(
                    $"SELECT p.id FROM {T("project")} p WHERE p.state = 'InLibrary' AND (SELECT count(*) FROM "
                        + $"{T("project_event")} e WHERE e.project_id = p.id AND e.what IN ('approved', 'started', "
                        + "'completed', 'applied', 'evaluated', 'awarded', 'shared')) <> 7"
                )
            );
            Assert.Equal(
                3,
                await Count($"SELECT id FROM {T("project")} WHERE origin = 'Adopted' AND parent_id IS NOT NULL")
            );
            // The rota: every month once, eight turns for each of the three towns, none twice in a row.
            Assert.Equal(
                ["8", "8", "8"],
                await Texts(
                    $"SELECT CAST(count(*) AS {(sqlite ? "TEXT" : "varchar")}) AS \"Value\" FROM "
                        + $"{T("rota_turn")} GROUP BY town_id"
                )
            );
            var months = await Texts(
                $"SELECT {Date("month")} || ' ' || town_id AS \"Value\" FROM {T("rota_turn")} ORDER BY month"
            );
            Assert.Equal(24, months.Select(m => m.Split(' ')[0]).Distinct().Count());
            Assert.DoesNotContain(
                months.Zip(months.Skip(1)),
                pair => pair.First.Split(' ')[1] == pair.Second.Split(' ')[1]
            );
            // What was done is in the chain, unbroken. The clock leapt over the five minutes after which an end is
            // noted.
            await s.GetRequiredService<VerifyAudit>().KeepCheckpoint(default);
            Assert.Null((await s.GetRequiredService<VerifyAudit>().Run(null, default)).BrokenAt);
        });
}
