using System.Globalization;
using System.Text;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;

namespace Modular.Projects.Plan;

/// <summary>Draws a plan as SVG: one renderer for the page, the download and the print.</summary>
internal sealed class GanttChart(
    PlanView plan,
    IReadOnlyList<TaskView> rows,
    GanttSpan span,
    GanttLook look,
    Words words
)
{
    public const int Head = 44;
    private readonly StringBuilder _svg = new(rows.Count * 500 + 4000);

    public static double Scale(GanttZoom zoom) =>
        zoom switch
        {
            GanttZoom.Day => 26,
            GanttZoom.Week => 10,
            _ => 3.5,
        };

    public int Width => look.Names + (int)Math.Ceiling(span.Days * look.Scale) + (look.Plain ? 70 : 90);
    public int Height => rows.Count * look.Row;

    /// <summary>One digit for each day shown: whether it is a working day.</summary>
    public string Working =>
        string.Concat(
            Enumerable
                .Range(0, span.Days)
                .Select(i => plan.Calendar.Classify(span.From.AddDays(i)).IsWorking ? '1' : '0')
        );

    /// <summary>The strip of months and days.</summary>
    public string Heading()
    {
        _svg.Clear();
        Open(Head, words["plan.chart.days"]);
        Days(Head);
        return _svg.Append("</svg>").ToString();
    }

    public string Body()
    {
        _svg.Clear();
        Open(Height, words["plan.chart"]);
        Content(0);
        return _svg.Append("</svg>").ToString();
    }

    /// <summary>Heading and rows in one picture that stands alone.</summary>
    public string Whole(string title)
    {
        _svg.Clear();
        Open(Head + Height, title);
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"<rect width=\"{Width}\" height=\"{Head + Height}\"{P("g-paper")}/>"
        );
        Days(Head);
        Content(Head);
        return _svg.Append("</svg>").ToString();
    }

    private void Open(int height, string label)
    {
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"gantt\" viewBox=\"0 0 {Width} {height}\" "
                + $"width=\"{Width}\" height=\"{height}\" role=\"{(look.Plain ? "img" : "group")}\" "
                + $"aria-label=\"{E(label)}\""
        );
        _svg.Append(
            look.Plain
                ? " font-family=\"PingFang SC,Noto Sans CJK SC,Microsoft YaHei,sans-serif\" font-size=\"12\">"
                : ">"
        );
    }

    private void Days(int height)
    {
        string? month = null;
        for (int i = 0; i < span.Days; i++)
        {
            var day = span.From.AddDays(i);
            if (i > 0 && day.Day != 1)
                continue;
            double x = X(day);
            // A month of which a few days show has no room for its year, or for its name at all.
            double room =
                (Math.Min(day.AddMonths(1).AddDays(-day.Day).DayNumber, span.To.DayNumber) - day.DayNumber + 1)
                * look.Scale;
            month =
                room < 36 ? null
                : room < 84 ? words["plan.month.short", day.Month.ToString(CultureInfo.InvariantCulture)]
                : words[
                    "plan.month",
                    day.Year.ToString(CultureInfo.InvariantCulture),
                    day.Month.ToString(CultureInfo.InvariantCulture)
                ];
            _svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{N(x)} 0V{height}\"{P("g-month")}/>");
            if (month is not null)
                _svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<text x=\"{N(x + 4)}\" y=\"16\"{P("g-head")}>{E(month)}</text>"
                );
        }

        if (look.Scale >= 3)
            for (int i = 0; i < span.Days; i++)
                Tick(span.From.AddDays(i));
        if (plan.Today >= span.From && plan.Today <= span.To)
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"<text x=\"{N(X(plan.Today) + look.Scale / 2)}\" y=\"{height - 3}\" "
                    + $"text-anchor=\"middle\"{P("g-now")}>{E(words["plan.today"])}</text>"
            );
    }

    private void Tick(DateOnly day)
    {
        bool daily = look.Scale >= 18;
        if (
            !daily && day.DayOfWeek != DayOfWeek.Monday
            || day == plan.Today && daily
            || look.Scale < 5 && (day.DayNumber - span.From.DayNumber) % 14 != 0
        )
            return;
        double x = X(day);
        string anchor = daily ? " text-anchor=\"middle\"" : "",
            said = daily || look.Scale >= 8 ? $"{day.Day}" : $"{day.Month}/{day.Day}";
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{N(daily ? x + look.Scale / 2 : x + 2)}\" y=\"32\"{anchor}{P("g-day")}>{said}</text>"
        );
    }

    private void Content(int top)
    {
        Off(top);
        var lines = new StringBuilder();
        for (int i = 1; i <= rows.Count; i++)
            lines.Append(CultureInfo.InvariantCulture, $"M0 {top + i * look.Row}H{Width}");
        _svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{lines}\"{P("g-row")}/>");
        var at = rows.Select((r, i) => (r.Task.Id, i)).ToDictionary(r => r.Id, r => r.i);
        foreach (var link in plan.Links)
            if (at.TryGetValue(link.FromId, out int from) && at.TryGetValue(link.ToId, out int to))
                Link(link, rows[from], rows[to], top + from * look.Row, top + to * look.Row);
        if (plan.Today >= span.From && plan.Today <= span.To)
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"<path d=\"M{N(X(plan.Today) + look.Scale / 2)} {top}V{top + Height}\"{P("g-today")}/>"
            );
        for (int i = 0; i < rows.Count; i++)
            Row(rows[i], top + i * look.Row);
    }

    /// <summary>Days off in spans; make-up Saturdays are not among them.</summary>
    private void Off(int top)
    {
        int begin = -1;
        for (int i = 0; i <= span.Days; i++)
        {
            bool off = i < span.Days && !plan.Calendar.Classify(span.From.AddDays(i)).IsWorking;
            if (off && begin < 0)
                begin = i;
            if (off || begin < 0)
                continue;
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{N(look.Names + begin * look.Scale)}\" y=\"{top}\" "
                    + $"width=\"{N((i - begin) * look.Scale)}\" height=\"{Height}\"{P("g-off")}/>"
            );
            begin = -1;
        }
    }

    /// <summary>Only where there is room for names at all; beside the table there is none.</summary>
    private void Name(TaskView row, int top)
    {
        string style = P(row.Task.IsGroup ? "g-group-name" : "g-name"),
            name = E(Cut($"{row.No} {row.Task.Name}", look.Names / 13 - 2));
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{(row.Task.GroupId is null ? 6 : 20)}\" y=\"{top + look.Row / 2 + 4}\"{style}>{name}</text>"
        );
    }

    private void Row(TaskView row, int top)
    {
        if (look.Names > 0)
            Name(row, top);
        if (row.Base is { Starts: { } from, Ends: { } to } && !row.Task.IsGroup && from >= span.From && to <= span.To)
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{N(X(from))}\" y=\"{top + look.Row - 7}\" "
                    + $"width=\"{N(Math.Max(X(to) - X(from) + look.Scale, 3))}\" height=\"4\"{P("g-base")}/>"
            );
        if (row is not { Starts: { } starts, Ends: { } ends } || starts > span.To)
            return;
        double x = X(starts),
            width = Math.Max(X(ends < span.To ? ends : span.To) - x + look.Scale, 3);
        int y = top + 7,
            high = look.Row - 17;
        string hot = row.Critical ? " hot" : "",
            late = row.Late > 0 ? " late" : "";
        if (!look.Plain)
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"<g class=\"g-bar{hot}{late}\" data-id=\"{row.Task.Id}\" "
                    + $"data-at=\"{starts.DayNumber - span.From.DayNumber}\" "
                    + $"data-len=\"{ends.DayNumber - starts.DayNumber + 1}\" tabindex=\"-1\" role=\"button\" "
                    + $"aria-label=\"{E(Say(row))}\">"
            );
        if (row.Task.IsGroup)
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"<path d=\"M{N(x)} {y}h{N(width)}v9l-5 -5h-{N(Math.Max(width - 10, 0))}l-5 5z\"{P("g-group")}/>"
            );
        else if (row.IsMilestone)
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"<path d=\"M{N(x + look.Scale / 2)} {y - 2}l9 9l-9 9l-9 "
                    + $"-9z\"{P(row.Critical ? "g-mile-hot" : "g-mile")}/>"
            );
        else
        {
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{N(x)}\" y=\"{y}\" width=\"{N(width)}\" height=\"{high}\" "
                    + $"rx=\"3\"{P(row.Critical ? "g-box-hot" : "g-box")}/>"
            );
            if (row.Done > 0)
                _svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<rect x=\"{N(x)}\" y=\"{y}\" width=\"{N(width * row.Done.Value / 100)}\" "
                        + $"height=\"{high}\" rx=\"3\"{P("g-done")}/>"
                );
        }

        string said = string.Join(
            ' ',
            new[]
            {
                row.Late > 0 ? "\u26A0" + words["plan.late", row.Late] : null,
                row.Critical ? "\u25C6" + words["plan.critical"] : null,
            }.OfType<string>()
        );
        if (said.Length > 0)
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"<text x=\"{N(x + width + (row.IsMilestone ? 14 : 6))}\" "
                    + $"y=\"{y + high - 3}\"{P(row.Late > 0 ? "g-say-late" : "g-say")}>{E(said)}</text>"
            );
        if (!look.Plain)
            _svg.Append("</g>");
    }

    private void Link(TaskLink link, TaskView from, TaskView to, int fromTop, int toTop)
    {
        if (from is not { Starts: { } s1, Ends: { } e1 } || to is not { Starts: { } s2, Ends: { } e2 })
            return;
        bool leaves = link.Kind is LinkKind.FinishStart or LinkKind.FinishFinish,
            enters = link.Kind is LinkKind.FinishStart or LinkKind.StartStart;
        double x1 = leaves ? X(e1) + look.Scale - (from.IsMilestone ? look.Scale / 2 : 0) : X(s1),
            x2 = enters ? X(s2) + (to.IsMilestone ? look.Scale / 2 - 9 : 0) : X(e2) + look.Scale;
        int y1 = fromTop + 7 + (look.Row - 17) / 2,
            y2 = toTop + 7 + (look.Row - 17) / 2,
            turn = enters ? -6 : 6,
            edge = y2 > y1 ? toTop : toTop + look.Row;
        bool hot = from.Critical && to.Critical;
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"<path d=\"M{N(x1)} "
                + $"{y1}h{(leaves ? 5 : -5)}V{edge}H{N(x2 + turn)}V{y2}H{N(x2)}m{(enters ? -5 : 5)} "
                + $"-4l{(enters ? 5 : -5)} 4l{(enters ? -5 : 5)} 4\"{P(hot ? "g-link-hot" : "g-link")}/>"
        );
    }

    private string Say(TaskView row) =>
        string.Join(
            words["list.comma"],
            new[]
            {
                $"{row.No} {row.Task.Name}",
                row.Starts == row.Ends
                    ? Words.ShortDate(row.Starts!.Value)
                    : words["plan.bar.dates", Words.ShortDate(row.Starts!.Value), Words.ShortDate(row.Ends!.Value)],
                row.IsMilestone ? words["plan.milestone"] : words["plan.bar.days", row.Days],
                row.After.Length > 0 ? words["plan.bar.after", row.After] : null,
                row.Critical ? words["plan.critical"] : null,
                row.Late > 0 ? words["plan.late", row.Late] : null,
            }.OfType<string>()
        );

    private double X(DateOnly day) => look.Names + (day.DayNumber - span.From.DayNumber) * look.Scale;

    private string P(string name) => look.Plain ? " " + GanttPaint.Of(name) : $" class=\"{name}\"";

    private static string Cut(string text, int most) => text.Length > most ? text[..(most - 1)] + "\u2026" : text;

    private static string E(string text) => Markup.Encoder.Encode(text);

    private static string N(double figure) => Math.Round(figure, 1).ToString(CultureInfo.InvariantCulture);
}

internal enum GanttZoom
{
    Day,
    Week,
    Month,
}

/// <summary>How a chart is laid out.</summary>
/// <param name="Scale">Pixels of a calendar day.</param>
/// <param name="Names">Width of a column of names inside the picture; none where a table stands beside it.</param>
/// <param name="Plain">A picture that stands alone: colours in itself, no keyboard.</param>
internal sealed record GanttLook(double Scale, int Row = 32, int Names = 0, bool Plain = false);

/// <summary>The days a chart shows.</summary>
internal sealed record GanttSpan(DateOnly From, DateOnly To)
{
    public int Days => To.DayNumber - From.DayNumber + 1;

    public static GanttSpan Of(PlanView plan)
    {
        var dates = plan
            .Tasks.SelectMany(t => new[] { t.Starts, t.Ends, t.Base?.Starts, t.Base?.Ends })
            .OfType<DateOnly>()
            .Append(plan.StartsOn)
            .Where(d => plan.Calendar.Knows(d.Year))
            .ToList();
        // Nothing has a date: there is nothing to draw, and no day can be told from another.
        if (dates.Count == 0)
            return new(plan.StartsOn, plan.StartsOn.AddDays(21));
        DateOnly first = dates.Min(),
            last = dates.Max();
        if (plan.Today > last && plan.Today.DayNumber - last.DayNumber < 60)
            last = plan.Today;
        first = first.AddDays(-((int)first.DayOfWeek + 6) % 7);
        if (!plan.Calendar.Knows(first.Year))
            first = new(first.Year + 1, 1, 1);
        last = last.AddDays(21);
        // Beyond the calendar no day can be told from another.
        int year = first.Year;
        while (plan.Calendar.Knows(year + 1) && year < last.Year)
            year++;
        var end = new DateOnly(year, 12, 31);
        return new(first, last > end ? end : last);
    }
}

/// <summary>What the classes of the style sheet mean, for pictures that leave the house.</summary>
internal static class GanttPaint
{
    private static readonly Dictionary<string, string> All = new(StringComparer.Ordinal)
    {
        ["g-paper"] = "fill=\"#ffffff\"",
        ["g-month"] = "stroke=\"#8d8880\"",
        ["g-head"] = "fill=\"#1d1f23\" font-weight=\"600\"",
        ["g-day"] = "fill=\"#565b63\" font-size=\"10\"",
        ["g-now"] = "fill=\"#a3201d\" font-size=\"11\" font-weight=\"600\"",
        ["g-row"] = "stroke=\"#dedad4\" fill=\"none\"",
        ["g-off"] = "fill=\"#ecebe8\"",
        ["g-today"] = "stroke=\"#a3201d\" stroke-width=\"2\" stroke-dasharray=\"6 3\"",
        ["g-name"] = "fill=\"#1d1f23\"",
        ["g-group-name"] = "fill=\"#1d1f23\" font-weight=\"600\"",
        ["g-base"] = "fill=\"#8d8880\"",
        ["g-group"] = "fill=\"#1d1f23\"",
        ["g-mile"] = "fill=\"#1f5a99\"",
        ["g-mile-hot"] = "fill=\"#1d1f23\" stroke=\"#1d1f23\" stroke-width=\"2\"",
        ["g-box"] = "fill=\"#a9c6e6\" stroke=\"#1f5a99\"",
        ["g-box-hot"] = "fill=\"#e3ecf6\" stroke=\"#1d1f23\" stroke-width=\"3\"",
        ["g-done"] = "fill=\"#1f5a99\"",
        ["g-say"] = "fill=\"#1d1f23\" font-size=\"11\"",
        ["g-say-late"] = "fill=\"#a3201d\" font-size=\"11\" font-weight=\"600\"",
        ["g-link"] = "stroke=\"#565b63\" fill=\"none\"",
        ["g-link-hot"] = "stroke=\"#1d1f23\" fill=\"none\" stroke-width=\"2\"",
    };

    public static string Of(string name) => All[name];
}
