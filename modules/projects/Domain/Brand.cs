using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Projects.Domain;

/// <summary>
/// What a community is known for (一村一品、一社一品): a name, a line, a story, and the projects that make it.
/// </summary>
internal sealed class Brand : IScoped, IVersioned
{
    public long Id { get; init; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public required string Name { get; set; }
    public string Slogan { get; set; } = "";
    public string Story { get; set; } = "";

    /// <summary>The public sees it.</summary>
    public bool Shown { get; set; }
    public DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public int Version { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Brand>(e =>
        {
            e.Property(b => b.Id).ValueGeneratedNever();
            e.Property(b => b.UnitPath).HasMaxLength(200);
            e.Property(b => b.Name).HasMaxLength(40);
            e.Property(b => b.Slogan).HasMaxLength(80);
            e.Property(b => b.By).HasMaxLength(100);
            e.HasIndex(b => b.UnitPath);
        });
}

/// <summary>A project under a brand; the key allows one brand for each.</summary>
internal sealed class BrandProject
{
    public long ProjectId { get; init; }
    public long BrandId { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<BrandProject>(e =>
        {
            e.HasKey(x => x.ProjectId);
            e.Property(x => x.ProjectId).ValueGeneratedNever();
            e.HasIndex(x => x.BrandId);
        });
}

internal sealed class BrandHonour
{
    public long Id { get; init; }
    public long BrandId { get; init; }
    public required string Name { get; set; }
    public required string From { get; set; }
    public DateOnly On { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<BrandHonour>(e =>
        {
            e.Property(h => h.Id).ValueGeneratedNever();
            e.Property(h => h.Name).HasMaxLength(80);
            e.Property(h => h.From).HasMaxLength(80);
            e.HasIndex(h => h.BrandId);
        });
}
