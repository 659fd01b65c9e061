using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Projects.Domain;

/// <summary>A part of a project's one fund: from one source for one purpose. In cents.</summary>
internal sealed class BudgetLine : IVersioned
{
    public long Id { get; init; }
    public long ProjectId { get; init; }
    public int Place { get; init; }
    public FundSource Source { get; init; }
    public string Purpose { get; init; } = "";
    public long Cents { get; set; }

    /// <summary>
    /// What its valid spending entries come to; moved only with them, so that two entries at the same moment cannot
    /// both fit.
    /// </summary>
    public long Spent { get; set; }
    public int Version { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<BudgetLine>(e =>
        {
            e.Property(l => l.Id).ValueGeneratedNever();
            e.Property(l => l.Purpose).HasMaxLength(60);
            e.HasIndex(l => l.ProjectId);
        });
}

/// <summary>Where money comes from. The special fund (服务群众专项资金) has gates of its own before it may be spent.</summary>
internal enum FundSource
{
    SpecialFund,
    District,
    Town,
    PartyFees,
    PartnerUnit,
    Donation,
    Other,
}
