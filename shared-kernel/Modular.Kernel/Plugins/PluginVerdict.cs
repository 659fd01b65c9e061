using Microsoft.EntityFrameworkCore;

namespace Modular.Kernel.Plugins;

/// <summary>
/// What computing something again by the same plugin gave, kept so that a visitor's question starts no process.
/// </summary>
public sealed class PluginVerdict
{
    /// <summary>What was computed again, such as <c>round:7:2</c> for the second edition of a round.</summary>
    public required string Subject { get; init; }

    /// <summary>Of the plugin that did.</summary>
    public required string Hash { get; init; }

    /// <summary>Key of the sentence.</summary>
    public required string Said { get; set; }
    public DateTimeOffset At { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<PluginVerdict>(e =>
        {
            e.HasKey(v => new { v.Subject, v.Hash });
            e.Property(v => v.Subject).HasMaxLength(80);
            e.Property(v => v.Hash).HasMaxLength(64);
            e.Property(v => v.Said).HasMaxLength(80);
        });
}
