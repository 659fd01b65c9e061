using System.Globalization;
using System.Text.RegularExpressions;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Language;

namespace Modular.Projects.Plan;

/// <summary>
/// What a task waits for as people write it: row numbers with kind and lag, such as <c>3; 5+2; 7SS</c>, the kinds in
/// either language.
/// </summary>
internal static partial class LinkTexts
{
    private static readonly (LinkKind Kind, string Mark)[] Marks =
    [
        (LinkKind.FinishStart, "FS"),
        (LinkKind.StartStart, "SS"),
        (LinkKind.FinishFinish, "FF"),
        (LinkKind.StartFinish, "SF"),
    ];

    public static string Write(Words words, IEnumerable<(int No, LinkKind Kind, int Lag)> after) =>
        string.Join(
            "; ",
            after.Select(a =>
                $"{a.No}{(a.Kind == LinkKind.FinishStart ? "" : words[$"plan.mark.{a.Kind}"])}{(a.Lag == 0 ? "" : a.Lag.ToString("+0;-0", CultureInfo.InvariantCulture))}"
            )
        );

    /// <exception cref="RuleBroken">Not understood.</exception>
    public static IReadOnlyList<(int No, LinkKind Kind, int Lag)> Read(Words words, string? text)
    {
        var read = new List<(int, LinkKind, int)>();
        foreach (
            string part in Width
                .Narrow(text ?? "")
                .Split([';', ',', '\u3001'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            var match = Form().Match(part);
            if (!match.Success)
                throw new RuleBroken("plan.after-wrong", part) { Field = "After" };
            string mark = match.Groups[2].Value.Trim();
            var kind =
                mark.Length == 0
                    ? LinkKind.FinishStart
                    : Known(words, mark) ?? throw new RuleBroken("plan.after-wrong", part) { Field = "After" };
            int lag = match.Groups[3].Success
                ? int.Parse(
                    match.Groups[3].Value.Replace(" ", "", StringComparison.Ordinal),
                    CultureInfo.InvariantCulture
                )
                : 0;
            read.Add((int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), kind, lag));
        }

        return [.. read.DistinctBy(r => r.Item1)];
    }

    private static LinkKind? Known(Words words, string mark)
    {
        foreach (var (kind, code) in Marks)
            if (
                mark.Equals(code, StringComparison.OrdinalIgnoreCase)
                || words.Both($"plan.mark.{kind}").Contains(mark, StringComparer.OrdinalIgnoreCase)
                || words.Both($"enum.LinkKind.{kind}").Contains(mark, StringComparer.OrdinalIgnoreCase)
            )
                return kind;
        return null;
    }

    [GeneratedRegex(
        @"^(\d{1,4})\s*([\p{L}-]*?)\s*([+-]\s*\d{1,3})?$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 200
    )]
    private static partial Regex Form();
}
