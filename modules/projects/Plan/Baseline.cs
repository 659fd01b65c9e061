using Microsoft.EntityFrameworkCore;

namespace Modular.Projects.Plan;

/// <summary>
/// The dates as they stood when the project was approved or started, or when somebody kept them; never changed.
/// </summary>
internal sealed class Baseline
{
    public long Id { get; init; }
    public long ProjectId { get; init; }

    /// <summary><c>approved</c>, <c>started</c>, or the name somebody gave.</summary>
    public required string Name { get; init; }
    public DateTimeOffset At { get; init; }
    public required string By { get; init; }

    /// <summary>Null where the calendar did not reach to the end.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>JSON of <see cref="BaselineRow"/>s.</summary>
    public required string Rows { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Baseline>(e =>
        {
            e.Property(b => b.Id).ValueGeneratedNever();
            e.Property(b => b.Name).HasMaxLength(40);
            e.Property(b => b.By).HasMaxLength(100);
            e.HasIndex(b => b.ProjectId);
        });
}
