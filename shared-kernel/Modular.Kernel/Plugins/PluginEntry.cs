using Microsoft.EntityFrameworkCore;

namespace Modular.Kernel.Plugins;

public enum PluginKind { Method, Clusterer, Unknown, IssueFinder, Categoriser }

public enum PluginStatus { Allowed, WaitingForApproval, Refused, Broken, Missing }

/// <summary>One version of a plugin's files, known by their hash; what an administrator allowed stays allowed only as long as nothing changes.</summary>
public sealed class PluginEntry
{
    /// <summary>SHA-256 over the folder's files, lower-case hex.</summary>
    public required string Hash { get; init; }
    public required string Folder { get; init; }
    public string? PluginId { get; set; }
    public string? Version { get; set; }
    public PluginKind Kind { get; set; }

    /// <summary>The plugin's own description as JSON, kept so that old results stay readable without it.</summary>
    public string? Description { get; set; }
    public PluginStatus Status { get; set; }
    public string? Reason { get; set; }
    public DateTimeOffset FirstSeenAt { get; init; }

    internal static void Shape(ModelBuilder model) => model.Entity<PluginEntry>(e =>
    {
        e.HasKey(p => p.Hash);
        e.Property(p => p.Hash).HasMaxLength(64);
        e.Property(p => p.Folder).HasMaxLength(120);
        e.Property(p => p.PluginId).HasMaxLength(80);
        e.Property(p => p.Version).HasMaxLength(40);
        e.Property(p => p.Reason).HasMaxLength(600);
    });
}
