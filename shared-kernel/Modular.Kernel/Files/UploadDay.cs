using Microsoft.EntityFrameworkCore;

namespace Modular.Kernel.Files;

/// <summary>
/// What came from one address on one day without an account, and from all together; forgotten after two.
/// </summary>
public sealed class UploadDay
{
    /// <summary>In Asia/Shanghai.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>A keyed digest of the address, or a word for all.</summary>
    public required string From { get; init; }
    public long Bytes { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<UploadDay>(e =>
        {
            e.HasKey(u => new { u.Day, u.From });
            e.Property(u => u.From).HasMaxLength(24);
        });
}
