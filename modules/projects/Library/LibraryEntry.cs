using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Library;

/// <summary>
/// A project on the shelf of quality projects: whom to ask, what it reached in figures, what it was honoured with.
/// Taking it out is a mark, not a state.
/// </summary>
internal sealed class LibraryEntry : IVersioned
{
    public long ProjectId { get; init; }

    /// <summary>An office's name and telephone, given out on purpose.</summary>
    public required string Contact { get; set; }
    public int People { get; set; }
    public string Honours { get; set; } = "";
    public DateTimeOffset SharedAt { get; set; }
    public required string SharedBy { get; set; }

    /// <summary>Why the district put it here without any selection; for staff.</summary>
    public string? Why { get; set; }

    /// <summary>Units that made a draft of it.</summary>
    public int Adopted { get; set; }
    public DateTimeOffset? TakenOutAt { get; set; }
    public string? TakenOutBy { get; set; }
    public string? TakenOutReasons { get; set; }
    public int Version { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<LibraryEntry>(e =>
        {
            e.HasKey(x => x.ProjectId);
            e.Property(x => x.ProjectId).ValueGeneratedNever();
            e.Property(x => x.Contact).HasMaxLength(120);
            e.Property(x => x.Honours).HasMaxLength(200);
            e.Property(x => x.SharedBy).HasMaxLength(100);
            e.Property(x => x.TakenOutBy).HasMaxLength(100);
            e.Property(x => x.TakenOutReasons).HasMaxLength(400);
            e.Property(x => x.Why).HasMaxLength(400);
        });
}

/// <summary>Plan, form, slides, photo, summary.</summary>
internal enum MaterialKind
{
    Plan,
    Form,
    Slides,
    Photo,
    Summary,
}

/// <summary>Something others may take and use; its file hangs on it.</summary>
internal sealed class Material
{
    public long Id { get; init; }
    public long ProjectId { get; init; }
    public MaterialKind Kind { get; init; }
    public required string Title { get; init; }
    public DateTimeOffset At { get; init; }
    public required string By { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Material>(e =>
        {
            e.Property(m => m.Id).ValueGeneratedNever();
            e.Property(m => m.Title).HasMaxLength(80);
            e.Property(m => m.By).HasMaxLength(100);
            e.HasIndex(m => m.ProjectId);
        });
}

internal sealed record MaterialLine(Material Material, IReadOnlyList<ProjectFile> Files)
{
    public bool Public => Files.Any(f => f.Public);
}
