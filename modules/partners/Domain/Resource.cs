using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Partners.Domain;

/// <summary>Something a partner unit offers: what, to whom it is of use, when, and how often a month.</summary>
internal sealed class Resource : IScoped, IVersioned
{
    public long Id { get; init; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public ResourceKind Kind { get; set; }
    public required string Title { get; set; }
    public string? Description { get; set; }

    /// <summary>Names of the categories of needs it serves, separated by spaces or commas.</summary>
    public string? Categories { get; set; }

    /// <summary>When, in words: Saturdays, evenings, by arrangement.</summary>
    public string? When { get; set; }
    public DateOnly? FromDay { get; set; }
    public DateOnly? UntilDay { get; set; }

    /// <summary>Claims a month.</summary>
    public int Capacity { get; set; } = 1;

    /// <summary>Claims held in the month <see cref="HeldMonth"/> (yyyymm).</summary>
    public int Held { get; set; }
    public int HeldMonth { get; set; }
    public bool Retired { get; set; }
    public int Version { get; set; }

    public int Left(DateOnly today) => Math.Max(0, Capacity - (HeldMonth == Month(today) ? Held : 0));

    public bool IsOn(DateOnly today) =>
        !Retired && (FromDay is null || FromDay <= today) && (UntilDay is null || UntilDay >= today);

    public static int Month(DateOnly day) => day.Year * 100 + day.Month;

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Resource>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.Property(r => r.UnitPath).HasMaxLength(200);
            e.Property(r => r.Title).HasMaxLength(60);
            e.Property(r => r.Description).HasMaxLength(600);
            e.Property(r => r.Categories).HasMaxLength(200);
            e.Property(r => r.When).HasMaxLength(100);
            e.HasIndex(r => r.UnitPath);
        });
}

internal enum ResourceKind
{
    Talent,
    Venue,
    Publicity,
    Education,
    Health,
    Funds,
    Equipment,
}
