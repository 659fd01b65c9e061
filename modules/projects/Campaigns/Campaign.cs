using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Projects.Domain;

namespace Modular.Projects.Campaigns;

/// <summary>
/// A campaign (申报批次): who may submit projects when, and how many. The quota of new projects counts key and general
/// ones; micro projects are counted by their own tier only.
/// </summary>
internal sealed class Campaign : IScoped, IVersioned
{
    /// <summary>States in which a project holds no place.</summary>
    public static readonly ProjectState[] Free = [ProjectState.Draft, ProjectState.Rejected, ProjectState.Stopped];

    public long Id { get; init; }
    public required string Name { get; set; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public CampaignState State { get; set; }
    public DateTimeOffset OpensAt { get; set; }

    /// <summary>The first instant that is too late: midnight in Shanghai after the last day.</summary>
    public DateTimeOffset ClosesAt { get; set; }
    public bool Communities { get; set; } = true;
    public bool Towns { get; set; } = true;

    /// <summary>New projects (key and general) of each community.</summary>
    public int CommunityLeast { get; set; } = 1;
    public int? CommunityMost { get; set; } = 2;

    /// <summary>New projects a town submits itself.</summary>
    public int TownLeast { get; set; } = 1;
    public int? TownMost { get; set; }
    public int KeyLeast { get; set; }
    public int? KeyMost { get; set; } = 1;
    public int GeneralLeast { get; set; }
    public int? GeneralMost { get; set; }
    public int MicroLeast { get; set; }
    public int? MicroMost { get; set; }
    public string Notes { get; set; } = "";

    /// <summary>
    /// Working days before the last day on which those short are reminded, separated by commas, such as <c>10,5,1</c>.
    /// </summary>
    public string RemindDays { get; set; } = "10,5,1";

    /// <summary>The last of <see cref="RemindDays"/> that was told; begins again when the window is extended.</summary>
    public int? RemindedStage { get; set; }

    /// <summary>When it was last told by hand.</summary>
    public DateOnly? RemindedOn { get; set; }

    /// <summary>
    /// Raised by every submission, so that those to one campaign go one after another and quotas hold.
    /// </summary>
    public int Turn { get; set; }
    public int Version { get; set; }

    public DateOnly OpensOn => Kernel.Calendar.LocalTime.LocalDate(OpensAt);

    /// <summary>The last day.</summary>
    public DateOnly ClosesOn => Kernel.Calendar.LocalTime.LocalDate(ClosesAt).AddDays(-1);

    public bool Holds(DateTimeOffset now) => State == CampaignState.Open && now >= OpensAt && now < ClosesAt;

    public bool Covers(Unit unit) =>
        unit.State == UnitState.Active
        && (unit.Kind == UnitKind.Community && Communities || unit.Kind == UnitKind.Town && Towns)
        && unit.Path.StartsWith(UnitPath, StringComparison.Ordinal);

    public TierQuota New(UnitKind kind) =>
        kind == UnitKind.Town ? new(TownLeast, TownMost) : new(CommunityLeast, CommunityMost);

    public TierQuota Of(ProjectTier tier) =>
        tier switch
        {
            ProjectTier.Key => new(KeyLeast, KeyMost),
            ProjectTier.General => new(GeneralLeast, GeneralMost),
            _ => new(MicroLeast, MicroMost),
        };

    public IReadOnlyList<int> Stages =>
        [
            .. RemindDays
                .Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(d => int.TryParse(d, System.Globalization.CultureInfo.InvariantCulture, out int n) ? n : 0)
                .Where(n => n > 0)
                .OrderDescending(),
        ];

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Campaign>(e =>
        {
            e.Property(c => c.Id).ValueGeneratedNever();
            e.Property(c => c.Name).HasMaxLength(80);
            e.Property(c => c.UnitPath).HasMaxLength(200);
            e.Property(c => c.RemindDays).HasMaxLength(40);
            e.Property(c => c.Notes).HasMaxLength(2000);
            e.HasIndex(c => new { c.UnitId, c.State });
        });
}

internal enum CampaignState
{
    Draft,
    Open,
    Closed,
    Archived,
}

/// <summary>
/// The state machine of a campaign. Whether a project may be submitted is decided by the window's instants, not by the
/// state alone.
/// </summary>
internal static class CampaignMoves
{
    public static readonly Moves<CampaignState> All = new()
    {
        ["opened"] = ([CampaignState.Draft], CampaignState.Open),
        ["extended"] = ([CampaignState.Open, CampaignState.Closed], CampaignState.Open),
        ["closed"] = ([CampaignState.Open], CampaignState.Closed),
        ["archived"] = ([CampaignState.Closed], CampaignState.Archived),
    };
}

/// <summary>Places of one tier each community is to fill and may fill; null is without limit.</summary>
internal sealed record TierQuota(int Least, int? Most);

/// <summary>What happened to a campaign: opened, extended with reasons, reminded, closed.</summary>
internal sealed class CampaignEvent
{
    public long Id { get; init; }
    public long CampaignId { get; init; }
    public DateTimeOffset At { get; init; }
    public required string What { get; init; }
    public required string By { get; init; }
    public string? Note { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<CampaignEvent>(e =>
        {
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.What).HasMaxLength(40);
            e.Property(x => x.By).HasMaxLength(100);
            e.HasIndex(x => x.CampaignId);
        });
}
