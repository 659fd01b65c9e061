using System.Globalization;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Projects.Domain;

namespace Modular.Projects.Catalogue;

/// <summary>What an entry is written down as.</summary>
internal sealed record EntryText(
    long TypeId,
    string Title,
    string Aims,
    string Beneficiaries,
    string Plan,
    string Tasks,
    string Notes
)
{
    public IReadOnlyList<TargetText> Targets { get; init; } = [];
    public IReadOnlyList<BudgetText> Funds { get; init; } = [];

    public void Check()
    {
        if (string.IsNullOrWhiteSpace(Title) || Title.Length > 80)
            throw new RuleBroken("projects.title-needed") { Field = "Title" };
        if (Aims.Trim().Length == 0)
            throw new RuleBroken("catalogue.aims-needed") { Field = "Aims" };
        if (
            Aims.Length > 4000
            || Plan.Length > 8000
            || Beneficiaries.Length > 1000
            || Notes.Length > 4000
            || Tasks.Length > 4000
        )
            throw new RuleBroken("catalogue.too-long") { Field = "Aims" };
        if (Targets.Any(t => string.IsNullOrWhiteSpace(t.Name) || t.Name.Length > 60))
            throw new RuleBroken("projects.target-name") { Field = "Targets" };
        if (Targets.Any(t => t.Kind == TargetKind.Share && (t.Goal is < 0 or > 100 || t.Start is < 0 or > 100)))
            throw new RuleBroken("projects.target-share") { Field = "Targets" };
        if (Targets.Any(t => t.Unit.Length > 10 || t.Source.Length > 200 || Math.Abs(t.Goal) > 1_000_000_000m))
            throw new RuleBroken("projects.target-figure") { Field = "Targets" };
        if (Funds.Any(f => f.Cents <= 0 || f.Purpose.Length > 60))
            throw new RuleBroken("projects.budget-wrong") { Field = "Lines" };
        _ = EntryLines.Tasks(Tasks);
    }
}

/// <param name="After">Name of an earlier step, or empty.</param>
internal sealed record TaskLine(string Name, int Days, string After);

/// <summary>
/// The lists of an entry as lines of text, for sheets and for steps typed by hand. Either language's words are
/// understood.
/// </summary>
internal static class EntryLines
{
    /// <exception cref="RuleBroken">
    /// A line has no name, no number of days, or follows a step that does not stand above it.
    /// </exception>
    public static IReadOnlyList<TaskLine> Tasks(string text)
    {
        var tasks = new List<TaskLine>();
        foreach (string[] parts in Lines(text))
        {
            if (parts[0].Length is 0 or > 60 || parts.Length > 3)
                throw new RuleBroken("catalogue.task-line", string.Join(" | ", parts));
            if (
                parts.Length < 2
                || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int days)
                || days is < 1 or > 1000
            )
                throw new RuleBroken("catalogue.task-days", parts[0]);
            string after = parts.Length > 2 ? parts[2] : "";
            if (after.Length > 0 && !tasks.Exists(t => t.Name == after))
                throw new RuleBroken("catalogue.task-after", parts[0], after);
            tasks.Add(new(parts[0], days, after));
        }

        return tasks;
    }

    /// <summary>Lines of name | kind | unit | usual figure before | usual goal | source.</summary>
    public static IReadOnlyList<TargetText> Targets(string text, Words words)
    {
        var targets = new List<TargetText>();
        foreach (string[] given in Lines(text))
        {
            string[] parts = [.. given, .. Enumerable.Repeat("", Math.Max(0, 6 - given.Length))];
            if (!decimal.TryParse(parts[4], NumberStyles.Number, CultureInfo.InvariantCulture, out decimal goal))
                throw new RuleBroken("catalogue.target-line", parts[0]);
            decimal? start = decimal.TryParse(
                parts[3],
                NumberStyles.Number,
                CultureInfo.InvariantCulture,
                out decimal s
            )
                ? s
                : null;
            targets.Add(new(parts[0], parts[2], Named(words, parts[1], TargetKind.Count), start, goal, parts[5]));
        }

        return targets;
    }

    /// <summary>Lines of source | purpose | yuan.</summary>
    public static IReadOnlyList<BudgetText> Funds(string text, Words words)
    {
        var funds = new List<BudgetText>();
        foreach (string[] parts in Lines(text))
        {
            if (
                !decimal.TryParse(parts[^1], NumberStyles.Number, CultureInfo.InvariantCulture, out decimal yuan)
                || yuan is <= 0 or > 100_000_000
                || parts.Length < 2
            )
                throw new RuleBroken("catalogue.fund-line", string.Join(" | ", parts));
            funds.Add(
                new(
                    Named(words, parts[0], FundSource.Other),
                    parts.Length > 2 ? parts[1] : "",
                    (long)Math.Round(yuan * 100, MidpointRounding.AwayFromZero)
                )
            );
        }

        return funds;
    }

    public static string Text(IReadOnlyList<TargetText> targets, Words words) =>
        string.Join(
            '\n',
            targets.Select(t =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{t.Name} | {words.Of(t.Kind)} | {t.Unit} | {t.Start} | {t.Goal} | {t.Source}"
                )
            )
        );

    public static string Text(IReadOnlyList<BudgetText> funds, Words words) =>
        string.Join(
            '\n',
            funds.Select(f =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{words.Of(f.Source)} | {f.Purpose} | {f.Cents / 100m:0.##}"
                )
            )
        );

    private static T Named<T>(Words words, string name, T other)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (
                string.Equals(value.ToString(), name, StringComparison.OrdinalIgnoreCase)
                || words.Both($"enum.{typeof(T).Name}.{value}").Contains(name, StringComparer.OrdinalIgnoreCase)
            )
                return value;
        return other;
    }

    private static IEnumerable<string[]> Lines(string text) =>
        text.Split('\n')
            .Select(l => l.Replace('\uff5c', '|').Split('|', StringSplitOptions.TrimEntries))
            .Where(p => p.Any(x => x.Length > 0));
}
