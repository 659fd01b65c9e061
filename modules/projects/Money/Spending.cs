using Microsoft.EntityFrameworkCore;

namespace Modular.Projects.Money;

/// <summary>
/// Money spent from one line of the budget, with its voucher. Never deleted: what was wrong is struck out with a
/// reason.
/// </summary>
internal sealed class Spending
{
    public long Id { get; init; }
    public long ProjectId { get; init; }
    public long LineId { get; init; }

    /// <summary>The day on the voucher.</summary>
    public DateOnly On { get; init; }
    public long Cents { get; init; }
    public required string What { get; init; }
    public required string Payee { get; init; }
    public required string Voucher { get; init; }
    public DateTimeOffset At { get; init; }
    public required string By { get; init; }

    /// <summary>
    /// Why it came in after the project had ended, or why its voucher has the number of another project's.
    /// </summary>
    public string? Why { get; init; }
    public DateTimeOffset? StruckAt { get; set; }
    public string? StruckBy { get; set; }
    public string? StruckWhy { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Spending>(e =>
        {
            e.Property(s => s.Id).ValueGeneratedNever();
            e.Property(s => s.What).HasMaxLength(100);
            e.Property(s => s.Payee).HasMaxLength(80);
            e.Property(s => s.Voucher).HasMaxLength(40);
            e.Property(s => s.By).HasMaxLength(100);
            e.Property(s => s.StruckBy).HasMaxLength(100);
            e.Property(s => s.StruckWhy).HasMaxLength(200);
            e.Property(s => s.Why).HasMaxLength(200);
            e.HasIndex(s => s.Voucher);
            e.HasIndex(s => new { s.ProjectId, s.On });
            e.HasIndex(s => s.LineId);
        });
}

internal enum OpinionWay
{
    Meeting,
    Visits,
    Questionnaire,
    Box,
    Online,
}

/// <summary>That the people were asked before the special fund is used: how, when, how many, what they said.</summary>
internal sealed class OpinionRecord
{
    public long Id { get; init; }
    public long ProjectId { get; init; }
    public DateOnly On { get; init; }
    public OpinionWay Way { get; init; }
    public int People { get; init; }
    public required string Said { get; init; }
    public required string By { get; init; }
    public DateTimeOffset? StruckAt { get; set; }
    public string? StruckBy { get; set; }
    public string? StruckWhy { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<OpinionRecord>(e =>
        {
            e.Property(o => o.Id).ValueGeneratedNever();
            e.Property(o => o.Said).HasMaxLength(1000);
            e.Property(o => o.By).HasMaxLength(100);
            e.Property(o => o.StruckBy).HasMaxLength(100);
            e.Property(o => o.StruckWhy).HasMaxLength(200);
            e.HasIndex(o => o.ProjectId);
        });
}
