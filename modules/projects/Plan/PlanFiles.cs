using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Tables;
using Modular.Kernel.Texts;

namespace Modular.Projects.Plan;

/// <summary>A plan as files and as sheets of paper.</summary>
internal static class PlanFiles
{
    public static SheetResult Sheet(PlanView plan, Words words, string? format) =>
        new(
            format ?? "xlsx",
            words["plan.file", plan.Project.Title],
            [
                .. "no|name|group|owner|days|starts|ends|after|not-before|fixed-on|float|critical|done|done-on|late|base-starts|base-ends"
                    .Split('|')
                    .Select(k => words[$"plan.col.{k}"]),
            ],
            plan.Tasks.Select(t =>
                    (IReadOnlyList<object?>)
                        [
                            t.No,
                            t.Task.Name,
                            t.Task.GroupId is { } g ? plan.Task(g)?.Task.Name : null,
                            t.Task.Owner,
                            t.Days,
                            t.Starts,
                            t.Ends,
                            t.After,
                            t.Task.NotBefore,
                            t.Task.FixedOn,
                            t.At?.Float,
                            t.Critical ? words["plan.critical"] : null,
                            t.Done,
                            t.DoneOn,
                            t.Late > 0 ? t.Late : null,
                            t.Base?.Starts,
                            t.Base?.Ends,
                        ]
                )
                .ToAsyncEnumerable()
        );

    public static FileContentResult Picture(PlanView plan, GanttZoom zoom, Words words)
    {
        var chart = new GanttChart(
            plan,
            plan.Tasks,
            GanttSpan.Of(plan),
            new(GanttChart.Scale(zoom), Row: 28, Names: 240, Plain: true),
            words
        );
        return new(Encoding.UTF8.GetBytes(chart.Whole(plan.Project.Title)), "image/svg+xml")
        {
            FileDownloadName = words["plan.file", plan.Project.Title] + ".svg",
        };
    }

    /// <summary>
    /// Pictures that each fill a sheet in landscape, with the names beside the bars; the letters are as large on A3 as
    /// on A4.
    /// </summary>
    public static IEnumerable<string> Pages(PlanView plan, bool a3, Words words)
    {
        var span = GanttSpan.Of(plan);
        int width = a3 ? 1560 : 1080,
            rows = a3 ? 34 : 20;
        var look = new GanttLook((width - 240 - 70) / (double)span.Days, Row: 26, Names: 240, Plain: true);
        foreach (var part in plan.Tasks.Chunk(rows))
            yield return new GanttChart(plan, part, span, look, words).Whole(
                string.Create(CultureInfo.InvariantCulture, $"{part[0].No}-{part[^1].No}")
            );
    }

    /// <summary>How a task's start came about, as one sentence.</summary>
    public static string Why(PlanView plan, TaskView row, Words words)
    {
        if (row.Starts is not { } starts || row.At is null)
            return plan.Problem ?? words["plan.why.unknown"];
        if (row.Task.FixedOn is not null)
            return words["plan.why.fixed", starts];
        var held = plan
            .Links.Where(l =>
                l.ToId == row.Task.Id && plan.Task(l.FromId)?.At is { } from && Holds(l, from, row.At.Value)
            )
            .Select(l => plan.Task(l.FromId)!.Task.Name)
            .ToList();
        if (held.Count > 0)
            return words["plan.why.after", string.Join(words["list.comma"], held), starts];
        return row.Task.NotBefore is { } after && after > plan.StartsOn
            ? words["plan.why.not-before", after, starts]
            : words["plan.why.begin", plan.StartsOn, starts];
    }

    private static bool Holds(TaskLink link, Placed from, Placed to) =>
        link.Kind switch
        {
            LinkKind.FinishStart => from.Finish + link.Lag == to.Start,
            LinkKind.StartStart => from.Start + link.Lag == to.Start,
            LinkKind.FinishFinish => from.Finish + link.Lag == to.Finish,
            _ => from.Start + link.Lag == to.Finish,
        };
}
