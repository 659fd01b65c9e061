using System.Globalization;
using Modular.Kernel.Calendar;
using Modular.Kernel.Texts;

namespace Modular.Needs.Topics;

/// <summary>Topics in figures and drawings.</summary>
internal static class TopicDisplay
{
    /// <summary>A row of a table of bars, a hundred wide.</summary>
    public static int Width(int count, int most) => 100 * count / Math.Max(1, most);

    /// <summary>Month by month, the last one being that of today.</summary>
    public static IEnumerable<TopicMonth> Months(TopicFigure figure, DateOnly today)
    {
        int most = figure.Months.Max();
        var last = new DateOnly(today.Year, today.Month, 1);
        return figure.Months.Select(
            (count, i) => new TopicMonth(last.AddMonths(i - figure.Months.Count + 1), count, Width(count, most))
        );
    }

    /// <summary>The months as a line, 72 wide and 20 high.</summary>
    public static string Spark(TopicFigure figure)
    {
        int most = Math.Max(1, figure.Months.Max());
        return string.Join(' ', figure.Months.Select((m, i) => $"{Short(1 + i * 6.3)},{Short(19 - 17.0 * m / most)}"));
    }

    /// <summary>Topics that have a place on the map; the small ones come last and lie on top.</summary>
    public static IReadOnlyList<TopicDot> Dots(IReadOnlyList<Topic> topics)
    {
        var placed = topics.Where(t => t.MapX is not null && t.MapY is not null).ToList();
        int largest = Math.Max(1, placed.Count == 0 ? 1 : placed.Max(t => t.Size));
        return
        [
            .. placed
                .OrderByDescending(t => t.Size)
                .Select(t => new TopicDot(
                    t,
                    t.MapX!.Value * 0.52,
                    t.MapY!.Value * 0.36,
                    8 + 34 * Math.Sqrt((double)t.Size / largest)
                )),
        ];
    }

    public static string Short(double x) => x.ToString("0.#", CultureInfo.InvariantCulture);

    public static string Change(int now, int before) =>
        (now - before).ToString("+0;\u22120;0", CultureInfo.InvariantCulture);

    /// <summary>What was done to the topic, with all names in it.</summary>
    public static string Did(Words words, TopicChangeLine line)
    {
        string Name(string text) => words["needs.topics.did.name", text];
        var change = line.Change;
        string key = $"needs.topics.did.{change.Act}";
        return change.Act == TopicAct.Renamed
            ? words[key, Name(line.Before), Name(change.Name)]
            : words[key, Name(change.Name), line.Need ?? string.Concat(line.Others.Select(Name))];
    }
}

/// <param name="Width">Of a hundred, against the fullest month.</param>
internal sealed record TopicMonth(DateOnly First, int Count, int Width)
{
    public string Name => First.Iso()[..7];

    /// <summary>The month as a filter of the list of needs.</summary>
    public string Query => $"from={First.Iso()}&to={First.AddMonths(1).AddDays(-1).Iso()}";
}

internal sealed record TopicDot(Topic Topic, double Across, double Down, double Wide)
{
    public string X => TopicDisplay.Short(Across);
    public string Y => TopicDisplay.Short(Down);
    public string Radius => TopicDisplay.Short(Wide);

    /// <summary>The name stands below.</summary>
    public string NameY => TopicDisplay.Short(Down + Wide + 6);
    public string Name => Topic.Name.Split('\u3001')[0];
}
