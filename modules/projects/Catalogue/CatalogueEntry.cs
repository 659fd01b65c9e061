using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Units;

namespace Modular.Projects.Catalogue;

/// <summary>A project others may be designed from: its text, usual figures, and the steps it usually takes.</summary>
internal sealed class CatalogueEntry : IVersioned
{
    public long Id { get; init; }
    public int DistrictId { get; init; }
    public long TypeId { get; set; }
    public required string Title { get; set; }
    public string Aims { get; set; } = "";
    public string Beneficiaries { get; set; } = "";
    public string Plan { get; set; } = "";

    /// <summary>Lines of <c>name | days | after</c>.</summary>
    public string Tasks { get; set; } = "";

    /// <summary>JSON of <see cref="Domain.TargetText"/>s with usual figures.</summary>
    public string Targets { get; set; } = "[]";

    /// <summary>JSON of <see cref="Domain.BudgetText"/>s: the usual budget by source.</summary>
    public string Funds { get; set; } = "[]";
    public string Notes { get; set; } = "";

    /// <summary>The good project it was made from.</summary>
    public long? FromProjectId { get; init; }
    public string? FromNumber { get; init; }
    public bool Closed { get; set; }
    public DateTimeOffset At { get; set; }
    public required string By { get; set; }
    public int Version { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<CatalogueEntry>(e =>
        {
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.Title).HasMaxLength(80);
            e.Property(x => x.By).HasMaxLength(100);
            e.Property(x => x.FromNumber).HasMaxLength(24);
            e.HasIndex(x => new
                {
                    x.DistrictId,
                    x.TypeId,
                    x.Title,
                })
                .IsUnique();
        });
}

/// <summary>
/// A type of the district's reference catalogue (参考目录库). Types and entries belong to the district as a whole and are
/// read by every unit of it, so they are kept by district and not under the scope filter, which looks downward only.
/// </summary>
internal sealed class CatalogueType : IVersioned
{
    public long Id { get; init; }
    public int DistrictId { get; init; }
    public required string Name { get; set; }
    public int Place { get; set; }
    public bool Closed { get; set; }
    public int Version { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<CatalogueType>(e =>
        {
            e.Property(t => t.Id).ValueGeneratedNever();
            e.Property(t => t.Name).HasMaxLength(30);
            e.HasIndex(t => new { t.DistrictId, t.Name }).IsUnique();
        });
}

internal static class Districts
{
    /// <summary>The district a path lies in; for the system, which acts for all, the first there is.</summary>
    public static Unit? Of(UnitTree tree, string? path) =>
        path?.Split('/', StringSplitOptions.RemoveEmptyEntries) is [var root, ..]
        && int.TryParse(root, System.Globalization.CultureInfo.InvariantCulture, out int id)
            ? tree.Find(id)
            : tree.All.FirstOrDefault(u => u.ParentId is null);

    /// <summary>Ids of a path, from the district down: the unit itself and all above it.</summary>
    public static IReadOnlyList<int> Chain(string? path) =>
        [
            .. (path ?? "")
                .Split('/', StringSplitOptions.RemoveEmptyEntries)
                .Select(p => int.TryParse(p, System.Globalization.CultureInfo.InvariantCulture, out int id) ? id : 0),
        ];
}
