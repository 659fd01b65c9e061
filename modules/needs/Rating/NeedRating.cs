using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Needs.Rating;

/// <summary>
/// What a requester thought of an answer. It holds neither person nor hour, and its key tells no order: nobody who
/// handles needs can learn from it who rated. One per need and round of handling.
/// </summary>
internal sealed class NeedRating : IScoped
{
    public Guid Id { get; init; }
    public long NeedId { get; init; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public int? HandlerUnitId { get; init; }
    public int? CategoryId { get; init; }

    /// <summary>1 very bad to 5 very good.</summary>
    public int Score { get; init; }

    /// <summary>Handled for show, says the requester.</summary>
    public bool Perfunctory { get; init; }
    public string? Comment { get; init; }

    /// <summary>0 for the first answer, 1 after the first rework.</summary>
    public int Round { get; init; }
    public DateOnly On { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<NeedRating>(e =>
        {
            e.Property(r => r.UnitPath).HasMaxLength(200);
            e.Property(r => r.Comment).HasMaxLength(500);
            e.HasIndex(r => new { r.NeedId, r.Round }).IsUnique();
            e.HasIndex(r => new { r.UnitPath, r.On });
        });
}
