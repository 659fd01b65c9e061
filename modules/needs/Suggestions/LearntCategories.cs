using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Modular.Needs.Suggestions;

/// <summary>
/// What was learnt of a district's past decisions; one stands, the next replaces it. It belongs to the whole district,
/// whoever asks.
/// </summary>
internal sealed class LearntCategories
{
    public long Id { get; init; }
    public int UnitId { get; init; }
    public DateTimeOffset TrainedAt { get; init; }

    /// <summary>Id, version and hash of the plugin.</summary>
    public required string Plugin { get; init; }

    /// <summary>JSON: the category of each of the model's names.</summary>
    public required string CategoryIds { get; init; }

    /// <summary>JSON of the plugin's figures by name.</summary>
    public required string Figures { get; init; }
    public required byte[] Content { get; init; }

    public IReadOnlyDictionary<string, double> Known =>
        JsonSerializer.Deserialize<Dictionary<string, double>>(Figures)!;

    internal static void Shape(ModelBuilder model) =>
        model.Entity<LearntCategories>(e =>
        {
            e.Property(m => m.Id).ValueGeneratedNever();
            e.Property(m => m.Plugin).HasMaxLength(200);
            e.Property(m => m.Figures).HasMaxLength(2000);
            e.Ignore(m => m.Known);
            e.HasIndex(m => m.UnitId).IsUnique();
        });
}
