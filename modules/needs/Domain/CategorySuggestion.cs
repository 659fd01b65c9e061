using Microsoft.EntityFrameworkCore;

namespace Modular.Needs.Domain;

/// <summary>
/// What was suggested when a need was registered at the desk, and which the clerk took; what the need is about shows
/// the need itself.
/// </summary>
internal sealed class CategorySuggestion
{
    public long NeedId { get; init; }
    public DateTimeOffset At { get; init; }
    public int First { get; init; }
    public int? Second { get; init; }
    public int? Third { get; init; }

    /// <summary>The one set by a click on a suggestion, if any.</summary>
    public int? Taken { get; init; }

    /// <summary>Learnt from decisions, not from key words only.</summary>
    public bool FromPast { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<CategorySuggestion>(e =>
        {
            e.HasKey(s => s.NeedId);
            e.Property(s => s.NeedId).ValueGeneratedNever();
            e.HasIndex(s => s.At);
        });
}
