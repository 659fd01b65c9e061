using Microsoft.EntityFrameworkCore;

namespace Modular.Needs.Intake;

/// <summary>
/// How far an import has come; written with the rows themselves, so that a killed host goes on where it stopped.
/// </summary>
internal sealed class ImportBatch
{
    public long JobId { get; init; }
    public required string FileName { get; init; }
    public int UnitId { get; init; }

    /// <summary>Number of the last row of the file that is dealt with; the heading is row 1.</summary>
    public int LastRow { get; set; }
    public int Added { get; set; }
    public int Known { get; set; }
    public int Wrong { get; set; }
    public bool Finished { get; set; }

    /// <summary>
    /// JSON: the file's headings, and which column was chosen to be which, so that wrong rows can be mended in the
    /// page.
    /// </summary>
    public required string Headings { get; init; }
    public string? Columns { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<ImportBatch>(e =>
        {
            e.HasKey(b => b.JobId);
            e.Property(b => b.JobId).ValueGeneratedNever();
            e.Property(b => b.FileName).HasMaxLength(200);
        });
}

/// <summary>A row that was not taken, with its reason and its cells, for the file to correct.</summary>
internal sealed class ImportError
{
    public long JobId { get; init; }
    public int Row { get; init; }
    public required string Column { get; init; }
    public required string Reason { get; init; }
    public required string Cells { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<ImportError>(e =>
        {
            e.HasKey(r => new { r.JobId, r.Row });
            e.Property(r => r.Column).HasMaxLength(60);
            e.Property(r => r.Reason).HasMaxLength(300);
        });
}
