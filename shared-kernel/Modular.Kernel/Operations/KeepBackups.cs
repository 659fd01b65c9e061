using System.Globalization;
using Microsoft.Extensions.Configuration;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;

namespace Modular.Kernel.Operations;

/// <summary>Makes the night's backup, opens it again as a restore would, and lets the oldest go.</summary>
internal sealed class KeepBackups(Backup backup, BackupPlan plan, TimeProvider clock) : IJobWork
{
    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        if (plan.Keep == 0)
            return null;
        Directory.CreateDirectory(plan.Folder);
        string name = clock.GetUtcNow().ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture);
        string file = Path.Combine(plan.Folder, $"backup-{name}.sealed");
        await backup.Save(file, cancel);
        await backup.Rehearse(file, cancel);
        foreach (var old in plan.Files().Skip(plan.Keep).ToList())
            old.Delete();
        return null;
    }
}

/// <summary>Where nightly backups go and how many are kept.</summary>
/// <param name="Folder"><c>Backup:Folder</c>; beside the data by default, where a broken disk takes both.</param>
/// <param name="Keep"><c>Backup:Keep</c>, 14 by default; 0 makes none.</param>
public sealed record BackupPlan(string Folder, int Keep)
{
    public static BackupPlan From(IConfiguration configuration, DatabaseOptions options) =>
        new(
            Path.GetFullPath(configuration["Backup:Folder"] ?? Path.Combine(options.Folder, "backups")),
            Math.Clamp(configuration.GetValue("Backup:Keep", 14), 0, 3650)
        );

    /// <summary>The newest backup there is.</summary>
    public FileInfo? Latest() => Directory.Exists(Folder) ? Files().FirstOrDefault() : null;

    /// <summary>Newest first.</summary>
    public IEnumerable<FileInfo> Files() =>
        new DirectoryInfo(Folder)
            .EnumerateFiles("backup-*.sealed")
            .OrderByDescending(f => f.Name, StringComparer.Ordinal);
}
