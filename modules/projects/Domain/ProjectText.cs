using System.Globalization;
using System.Text.Json;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;

namespace Modular.Projects.Domain;

/// <summary>What a project is written down as.</summary>
/// <param name="Budget">
/// In cents. With <see cref="Lines"/> their sum, or zero to have it added up; without, one line of it from elsewhere.
/// </param>
internal sealed record ProjectText(
    string Title,
    ProjectTier Tier,
    string Aims,
    string Beneficiaries,
    string Plan,
    long Budget,
    string Leader,
    string Responsible,
    string Team,
    DateOnly? StartsOn,
    DateOnly? EndsOn
)
{
    public string Mechanism { get; init; } = "";
    public IReadOnlyList<TargetText> Targets { get; init; } = [];
    public IReadOnlyList<BudgetText> Lines { get; init; } = [];
    public string? ServiceName { get; init; }
    public ServiceDecision? ServiceDecision { get; init; }
    public string? ServiceReason { get; init; }

    public IReadOnlyList<BudgetText> Funds =>
        Lines.Count > 0 ? Lines
        : Budget > 0 ? [new(FundSource.Other, "", Budget)]
        : [];

    /// <exception cref="RuleBroken">Something in it cannot be; what is merely missing is told by the gate.</exception>
    public void Check()
    {
        if (string.IsNullOrWhiteSpace(Title) || Title.Length > 80)
            throw new RuleBroken("projects.title-needed") { Field = "Title" };
        if (Budget < 0 || Lines.Any(l => l.Cents <= 0))
            throw new RuleBroken("projects.budget-wrong") { Field = "Budget" };
        if (Lines.Count > 0 && Budget > 0 && Lines.Sum(l => l.Cents) != Budget)
            throw new RuleBroken("projects.budget-sum", Money(Lines.Sum(l => l.Cents)), Money(Budget))
            {
                Field = "Budget",
            };
        if (this is { StartsOn: { } from, EndsOn: { } to } && to <= from)
            throw new RuleBroken("projects.dates-wrong") { Field = "EndsOn" };
        if (StartsOn is { Year: < 2000 or > 2100 } || EndsOn is { Year: < 2000 or > 2100 })
            throw new RuleBroken("projects.dates-impossible") { Field = "StartsOn" };
        if (Targets.Any(t => string.IsNullOrWhiteSpace(t.Name) || t.Name.Length > 60))
            throw new RuleBroken("projects.target-name") { Field = "Targets" };
        if (Targets.Any(t => t.Kind == TargetKind.Share && (t.Goal is < 0 or > 100 || t.Start is < 0 or > 100)))
            throw new RuleBroken("projects.target-share") { Field = "Targets" };
        if (Targets.Any(t => Math.Abs(t.Goal) > 1_000_000_000m || t.Start is { } s && Math.Abs(s) > 1_000_000_000m))
            throw new RuleBroken("projects.target-figure") { Field = "Targets" };
        if (Targets.Any(t => t.Asked is < 1 or > 10_000_000))
            throw new RuleBroken("projects.effect-asked") { Field = "Targets" };
        if (ServiceDecision == Domain.ServiceDecision.Drop)
            throw new RuleBroken("projects.service-dropped") { Field = "ServiceDecision" };
        if (ServiceDecision is not null && string.IsNullOrWhiteSpace(ServiceReason))
            throw new RuleBroken("projects.service-reason") { Field = "ServiceReason" };
    }

    /// <summary>
    /// The text field by field, in the order of the form: what versions keep and differences compare. Keys are those of
    /// the labels.
    /// </summary>
    public IReadOnlyList<TextField> Fields(Words words) =>
        [
            new("projects.title", Title.Trim()),
            new("projects.tier", words.Zh($"enum.ProjectTier.{Tier}")),
            new("projects.aims", Aims),
            new("projects.targets", string.Join('\n', Targets.Select(Line))),
            new("projects.beneficiaries", Beneficiaries),
            new("projects.plan", Plan),
            new("projects.leader", Leader),
            new("projects.responsible", Responsible),
            new("projects.team", Team),
            new("projects.mechanism", Mechanism),
            new(
                "projects.budget",
                string.Join(
                    '\n',
                    Funds.Select(l => $"{words.Zh($"enum.FundSource.{l.Source}")} {l.Purpose} {Money(l.Cents)}")
                )
            ),
            new("projects.dates", $"{StartsOn:yyyy-MM-dd} {EndsOn:yyyy-MM-dd}".Trim()),
        ];

    /// <summary>
    /// The same as people read it on a notice: figures with their units, money in yuan, days in words.
    /// </summary>
    public IReadOnlyList<TextField> Shown(Words words) =>
        [
            .. Fields(words)
                .Where(f => f.Key is not "projects.team")
                .Select(f =>
                    f.Key switch
                    {
                        "projects.targets" => f with
                        {
                            Value = string.Join(
                                '\n',
                                Targets.Select(t =>
                                    words.Zh(
                                        "projects.target.line",
                                        t.Name,
                                        t.Start is { } now
                                            ? ProjectDisplay.Figure(now, t)
                                            : words.Zh("projects.not-filled"),
                                        ProjectDisplay.Figure(t.Goal, t)
                                    ) + (t.Source.Length == 0 ? "" : words.Zh("projects.target.line-source", t.Source))
                                )
                            ),
                        },
                        "projects.budget" => f with
                        {
                            Value = string.Join(
                                '\n',
                                Funds.Select(l =>
                                    string.Join(
                                        ' ',
                                        new[]
                                        {
                                            words.Zh($"enum.FundSource.{l.Source}"),
                                            l.Purpose,
                                            words.Zh("projects.yuan", Words.Money(l.Cents)),
                                        }.Where(part => part.Length > 0)
                                    )
                                )
                            ),
                        },
                        "projects.dates" => f with
                        {
                            Value = this is { StartsOn: { } from, EndsOn: { } to }
                                ? words.Zh("projects.dates.span", Words.ZhDate(from), Words.ZhDate(to))
                                : words.Zh("projects.not-filled"),
                        },
                        _ => f,
                    }
                ),
        ];

    /// <summary>
    /// What matters of the text for a public notice, in a form that no rewording of labels changes and in which no two
    /// texts are alike.
    /// </summary>
    public string Matter() =>
        JsonSerializer.Serialize(
            new
            {
                Title = Title.Trim(),
                Tier = $"{Tier}",
                Aims,
                Beneficiaries,
                Plan,
                Leader,
                Responsible,
                Mechanism,
                StartsOn,
                EndsOn,
                Targets = Targets.Select(t => new
                {
                    t.Name,
                    t.Unit,
                    Kind = $"{t.Kind}",
                    Start = t.Start?.ToString("0.###", CultureInfo.InvariantCulture),
                    Goal = t.Goal.ToString("0.###", CultureInfo.InvariantCulture),
                    t.Source,
                }),
                Funds = Funds.Select(f => new
                {
                    Source = $"{f.Source}",
                    f.Purpose,
                    f.Cents,
                }),
            }
        );

    private static string Line(TargetText t) =>
        string.Create(CultureInfo.InvariantCulture, $"{t.Name}: {t.Start} → {t.Goal} {t.Unit} {t.Source}").TrimEnd();

    private static string Money(long cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}

/// <param name="Start">In the target's unit; null while it has not been measured.</param>
/// <param name="Asked">For shares: of how many people asked.</param>
internal sealed record TargetText(
    string Name,
    string Unit,
    TargetKind Kind,
    decimal? Start,
    decimal Goal,
    string Source,
    int? Asked = null
);

/// <param name="Cents">More than nothing.</param>
internal sealed record BudgetText(FundSource Source, string Purpose, long Cents);

internal sealed record TextField(string Key, string Value);
