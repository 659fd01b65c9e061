using Microsoft.EntityFrameworkCore;

namespace Modular.Projects.Publicity;

/// <summary>One time a project was made known. A wrong entry is struck out with reasons and counts no more.</summary>
internal sealed class ChannelPost
{
    public long Id { get; init; }
    public long ProjectId { get; init; }
    public Channel Channel { get; init; }
    public DateOnly On { get; init; }

    /// <summary>A link or a place.</summary>
    public required string Where { get; init; }

    /// <summary>People reached: read, passed by, were given, took part.</summary>
    public int? Reach { get; init; }
    public DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public string? StruckReasons { get; set; }
    public string? StruckBy { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<ChannelPost>(e =>
        {
            e.Property(p => p.Id).ValueGeneratedNever();
            e.Property(p => p.Where).HasMaxLength(300);
            e.Property(p => p.By).HasMaxLength(100);
            e.Property(p => p.StruckReasons).HasMaxLength(200);
            e.Property(p => p.StruckBy).HasMaxLength(100);
            e.HasIndex(p => p.ProjectId);
        });
}

/// <summary>
/// Where a project was made known: message of a WeChat account, notice board, handy card, screen at a station, meeting.
/// </summary>
internal enum Channel
{
    WeChat,
    Board,
    Card,
    Station,
    Meeting,
    Other,
}
