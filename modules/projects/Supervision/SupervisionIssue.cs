using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;

namespace Modular.Projects.Supervision;

/// <summary>
/// Something found wrong with a project (台账式督查), kept in a list until who found it confirms that it is mended.
/// </summary>
internal sealed class SupervisionIssue : IVersioned
{
    private static readonly Dictionary<string, (IssueState From, IssueState To)> Moves = new(StringComparer.Ordinal)
    {
        ["mended"] = (IssueState.Open, IssueState.Mended),
        ["confirmed"] = (IssueState.Mended, IssueState.Confirmed),
        ["sent-back"] = (IssueState.Mended, IssueState.Open),
    };

    public long Id { get; init; }
    public long ProjectId { get; init; }
    public required string Number { get; init; }
    public required string What { get; init; }
    public required string Responsible { get; init; }
    public required string FoundBy { get; init; }

    /// <summary>The account that found it; null for the system.</summary>
    public long? FoundById { get; init; }
    public DateOnly FoundOn { get; init; }

    /// <summary>Where the limit was given so: the calendar makes the date of it.</summary>
    public int? WorkingDays { get; set; }

    /// <summary>The day from which <see cref="WorkingDays"/> count.</summary>
    public DateOnly CountedFrom { get; set; }
    public DateOnly DueOn { get; set; }
    public IssueState State { get; private set; }
    public string? Rectification { get; set; }
    public string? MendedBy { get; set; }
    public long? MendedById { get; set; }
    public DateOnly? MendedOn { get; set; }

    /// <summary>By when who found it should look at it: three working days after it was mended.</summary>
    public DateOnly? ConfirmBy { get; set; }

    /// <summary>The stage of which it was told that it is late.</summary>
    public string? ToldFor { get; set; }
    public int Version { get; set; }

    /// <summary>The stage it stands in and its limit, such as <c>Open 2026-03-20</c>.</summary>
    public string Stage =>
        State switch
        {
            IssueState.Open => $"Open {DueOn:yyyy-MM-dd}",
            IssueState.Mended => $"Mended {ConfirmBy:yyyy-MM-dd}",
            _ => "",
        };

    public bool Late(DateOnly today) =>
        State == IssueState.Open ? DueOn < today : State == IssueState.Mended && ConfirmBy < today;

    /// <exception cref="RuleBroken">The state does not allow it.</exception>
    public void Move(string move)
    {
        if (Moves[move].From != State)
            throw new RuleBroken("supervise.move-not-allowed");
        State = Moves[move].To;
    }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<SupervisionIssue>(e =>
        {
            e.Property(i => i.Id).ValueGeneratedNever();
            e.Property(i => i.Number).HasMaxLength(24);
            e.Property(i => i.What).HasMaxLength(1000);
            e.Property(i => i.Responsible).HasMaxLength(40);
            e.Property(i => i.FoundBy).HasMaxLength(100);
            e.Property(i => i.Rectification).HasMaxLength(2000);
            e.Property(i => i.MendedBy).HasMaxLength(100);
            e.Property(i => i.ToldFor).HasMaxLength(24);
            e.Ignore(i => i.Stage);
            e.HasIndex(i => i.Number).IsUnique();
            e.HasIndex(i => new { i.ProjectId, i.State });
            e.HasIndex(i => new { i.State, i.DueOn });
        });
}

/// <summary>Found and to be mended, said to be mended, or confirmed by who found it. Sent back is open again.</summary>
internal enum IssueState
{
    Open,
    Mended,
    Confirmed,
}

/// <summary>
/// A step signed: by whose account, when, and the hash of the very words that were signed, so that a later change of
/// them shows.
/// </summary>
internal sealed class IssueSignature
{
    public long Id { get; init; }
    public long IssueId { get; init; }
    public required string Step { get; init; }
    public required string By { get; init; }
    public long? ById { get; init; }
    public DateTimeOffset At { get; init; }
    public string? Note { get; init; }

    /// <summary>What was signed, word for word.</summary>
    public required string Text { get; init; }
    public required string Hash { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<IssueSignature>(e =>
        {
            e.Property(s => s.Id).ValueGeneratedNever();
            e.Property(s => s.Step).HasMaxLength(16);
            e.Property(s => s.By).HasMaxLength(100);
            e.Property(s => s.Note).HasMaxLength(1000);
            e.Property(s => s.Hash).HasMaxLength(64);
            e.HasIndex(s => s.IssueId);
        });
}
