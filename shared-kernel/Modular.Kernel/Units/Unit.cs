using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Kernel.Units;

/// <summary>One organisation unit of the tree.</summary>
public sealed class Unit : IVersioned
{
    public int Id { get; init; }
    public required string Code { get; set; }

    /// <summary><see cref="UnitCode.Fold"/> of the code; unique.</summary>
    public required string CodeKey { get; set; }
    public required string Name { get; set; }
    public UnitKind Kind { get; set; }
    public int? ParentId { get; set; }

    /// <summary>Materialised ids from the root, with a slash at both ends.</summary>
    public string Path { get; set; } = "";
    public UnitState State { get; set; }

    /// <summary>Where it went, when <see cref="State"/> is merged.</summary>
    public int? MergedIntoId { get; set; }
    public string? ContactName { get; set; }
    public string? ContactPhone { get; set; }
    public string? Address { get; set; }
    public int Version { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Unit>(e =>
        {
            e.Property(u => u.Code).HasMaxLength(32);
            e.Property(u => u.CodeKey).HasMaxLength(64);
            e.Property(u => u.Name).HasMaxLength(80);
            e.Property(u => u.Path).HasMaxLength(200);
            e.Property(u => u.ContactName).HasMaxLength(40);
            e.Property(u => u.ContactPhone).HasMaxLength(32);
            e.Property(u => u.Address).HasMaxLength(120);
            e.HasIndex(u => u.CodeKey).IsUnique();
            e.HasIndex(u => u.ParentId);
        });
}

public enum UnitKind
{
    District,
    Town,
    Community,
    Grid,
    Department,
    Branch,
    PartyGroup,
    PartnerUnit,
}

public enum UnitState
{
    Active,
    Merged,
    Closed,
}

/// <summary>What a unit was and what it became: moves, merges and renames stay answerable.</summary>
public sealed class UnitHistory
{
    public long Id { get; init; }
    public int UnitId { get; init; }
    public DateTimeOffset At { get; init; }
    public required string Change { get; init; }
    public required string Before { get; init; }
    public required string After { get; init; }
    public required string By { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<UnitHistory>(e =>
        {
            e.Property(h => h.Id).ValueGeneratedNever();
            e.Property(h => h.Change).HasMaxLength(24);
            e.Property(h => h.Before).HasMaxLength(200);
            e.Property(h => h.After).HasMaxLength(200);
            e.Property(h => h.By).HasMaxLength(100);
            e.HasIndex(h => h.UnitId);
        });
}
