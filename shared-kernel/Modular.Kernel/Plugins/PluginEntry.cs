using Microsoft.EntityFrameworkCore;

namespace Modular.Kernel.Plugins;

/// <summary>
/// One version of a plugin's files, known by their hash; what an administrator allowed stays allowed only as long as
/// nothing changes.
/// </summary>
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

    /// <summary>
    /// When exactly these files were approved, by an administrator or as shipped; nothing of them runs before.
    /// </summary>
    public DateTimeOffset? ApprovedAt { get; set; }

    /// <summary>
    /// Approved files whose folder is gone, an older version for one, still compute again what they once computed.
    /// </summary>
    public bool MayRun => Status == PluginStatus.Allowed || (Status == PluginStatus.Missing && ApprovedAt is not null);
    public DateTimeOffset FirstSeenAt { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<PluginEntry>(e =>
        {
            e.HasKey(p => p.Hash);
            e.Ignore(p => p.MayRun);
            e.Property(p => p.Hash).HasMaxLength(64);
            e.Property(p => p.Folder).HasMaxLength(120);
            e.Property(p => p.PluginId).HasMaxLength(80);
            e.Property(p => p.Version).HasMaxLength(40);
            e.Property(p => p.Reason).HasMaxLength(600);
        });
}

public enum PluginKind
{
    Method,
    Clusterer,
    Unknown,
    IssueFinder,
    Categoriser,
}

public enum PluginStatus
{
    Allowed,
    WaitingForApproval,
    Refused,
    Broken,
    Missing,
}
