using System.ComponentModel.DataAnnotations;
using Modular.Projects.Domain;

namespace Modular.Projects.Pages.Projects;

internal sealed class ProjectForm
{
    /// <summary>Empty rows a form without script offers.</summary>
    public const int Spare = 2;

    [Required, StringLength(80)]
    public string Title { get; set; } = "";
    public int UnitId { get; set; }
    public ProjectTier Tier { get; set; } = ProjectTier.General;

    [StringLength(4000)]
    public string? Aims { get; set; }
    public List<TargetForm> Targets { get; set; } = [];

    [StringLength(1000)]
    public string? Beneficiaries { get; set; }

    [StringLength(8000)]
    public string? Plan { get; set; }

    [Range(
        typeof(decimal),
        "0",
        "100000000",
        ParseLimitsInInvariantCulture = true,
        ConvertValueInInvariantCulture = true,
        ErrorMessage = "projects.budget-wrong"
    )]
    public decimal? Budget { get; set; }
    public List<FundForm> Lines { get; set; } = [];

    [StringLength(40)]
    public string? Leader { get; set; }

    [StringLength(40)]
    public string? Responsible { get; set; }

    [StringLength(1000)]
    public string? Team { get; set; }

    [StringLength(1000)]
    public string? Mechanism { get; set; }
    public DateOnly? StartsOn { get; set; }
    public DateOnly? EndsOn { get; set; }

    [StringLength(80)]
    public string? ServiceName { get; set; }
    public ServiceDecision? ServiceDecision { get; set; }

    [StringLength(1000)]
    public string? ServiceReason { get; set; }
    public long? TopicId { get; set; }
    public long? EntryId { get; set; }
    public long? CampaignId { get; set; }

    [StringLength(200)]
    public string? Reasons { get; set; }
    public int Version { get; set; }

    /// <summary>Number of the version of the text that was changed from.</summary>
    public int Seen { get; set; }

    /// <summary>A parent is named by an adoption alone, never by a form.</summary>
    public DraftFrom From => new(TopicId, EntryId, null, CampaignId);

    /// <summary>Rows without a name or an amount are rows nobody filled in.</summary>
    public ProjectText Text() =>
        new(
            Title,
            Tier,
            Aims ?? "",
            Beneficiaries ?? "",
            Plan ?? "",
            Cents(Budget),
            Leader ?? "",
            Responsible ?? "",
            Team ?? "",
            StartsOn,
            EndsOn
        )
        {
            Mechanism = Mechanism ?? "",
            Targets =
            [
                .. Targets
                    .Where(t => !string.IsNullOrWhiteSpace(t.Name) || t.Goal is not null)
                    .Select(t => new TargetText(
                        t.Name ?? "",
                        t.Unit ?? "",
                        t.Kind,
                        t.Start,
                        t.Goal ?? throw new Kernel.Rules.RuleBroken("projects.target-goal") { Field = "Targets" },
                        t.Source ?? "",
                        t.Kind == TargetKind.Share ? t.Asked : null
                    )),
            ],
            Lines =
            [
                .. Lines
                    .Where(l => l.Yuan is not null and not 0 || !string.IsNullOrWhiteSpace(l.Purpose))
                    .Select(l =>
                        l.Yuan is > 0
                            ? new BudgetText(l.Source, l.Purpose ?? "", Cents(l.Yuan))
                            : throw new Kernel.Rules.RuleBroken("projects.fund-amount", l.Purpose ?? "")
                            {
                                Field = "Lines",
                            }
                    ),
            ],
            ServiceName = ServiceDecision is null ? null : ServiceName,
            ServiceDecision = ServiceDecision,
            ServiceReason = ServiceDecision is null ? null : ServiceReason,
        };

    public static ProjectForm Of(ProjectText t, Project? p = null) =>
        new()
        {
            Title = t.Title,
            UnitId = p?.UnitId ?? 0,
            Tier = t.Tier,
            Aims = t.Aims,
            Targets =
            [
                .. t.Targets.Select(x => new TargetForm
                {
                    Name = x.Name,
                    Kind = x.Kind,
                    Start = x.Start,
                    Goal = x.Goal,
                    Unit = x.Unit,
                    Source = x.Source,
                    Asked = x.Asked,
                }),
            ],
            Beneficiaries = t.Beneficiaries,
            Plan = t.Plan,
            Budget = t.Budget == 0 ? null : t.Budget / 100m,
            Lines =
            [
                .. t.Lines.Select(x => new FundForm
                {
                    Source = x.Source,
                    Purpose = x.Purpose,
                    Yuan = x.Cents / 100m,
                }),
            ],
            Leader = t.Leader,
            Responsible = t.Responsible,
            Team = t.Team,
            Mechanism = t.Mechanism,
            StartsOn = t.StartsOn,
            EndsOn = t.EndsOn,
            ServiceName = t.ServiceName,
            ServiceDecision = t.ServiceDecision,
            ServiceReason = t.ServiceReason,
            TopicId = p?.TopicId,
            CampaignId = p?.CampaignId,
            Version = p?.Version ?? 0,
        };

    /// <exception cref="Kernel.Rules.RuleBroken">
    /// Less than a cent: nothing is rounded behind anybody's back.
    /// </exception>
    private static long Cents(decimal? yuan) =>
        (yuan ?? 0) * 100 is var cents && cents == decimal.Truncate(cents)
            ? (long)cents
            : throw new Kernel.Rules.RuleBroken("projects.money-cents", yuan ?? 0) { Field = "Budget" };
}

internal sealed class TargetForm
{
    [StringLength(60)]
    public string? Name { get; set; }
    public TargetKind Kind { get; set; }
    public decimal? Start { get; set; }
    public decimal? Goal { get; set; }

    /// <summary>Of how many people asked the share before is known.</summary>
    public int? Asked { get; set; }

    [StringLength(10)]
    public string? Unit { get; set; }

    [StringLength(200)]
    public string? Source { get; set; }
}

internal sealed class FundForm
{
    public FundSource Source { get; set; }

    [StringLength(60)]
    public string? Purpose { get; set; }

    [Range(
        typeof(decimal),
        "0",
        "100000000",
        ParseLimitsInInvariantCulture = true,
        ConvertValueInInvariantCulture = true,
        ErrorMessage = "projects.budget-wrong"
    )]
    public decimal? Yuan { get; set; }
}
