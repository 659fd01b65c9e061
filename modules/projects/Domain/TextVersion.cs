using Microsoft.EntityFrameworkCore;

namespace Modular.Projects.Domain;

/// <summary>The text as it stood after a change; kept for ever, so that any two can be compared.</summary>
internal sealed class TextVersion
{
    public long Id { get; init; }
    public long ProjectId { get; init; }
    public int No { get; init; }
    public DateTimeOffset At { get; init; }
    public required string By { get; init; }

    /// <summary>JSON of <see cref="TextField"/>s.</summary>
    public required string Fields { get; init; }
    public string? Note { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<TextVersion>(e =>
        {
            e.Property(v => v.Id).ValueGeneratedNever();
            e.Property(v => v.By).HasMaxLength(100);
            e.Property(v => v.Note).HasMaxLength(200);
            e.HasIndex(v => new { v.ProjectId, v.No }).IsUnique();
        });
}
