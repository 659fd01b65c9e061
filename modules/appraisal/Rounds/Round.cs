using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Appraisal.Rounds;

internal enum RoundState { Draft, Recruiting, Frozen, Open, Closed, Computed, Published, Archived }

/// <summary>By a named panel, or by anonymous ballot of people who signed up.</summary>
internal enum RoundKind { Panel, Ballot }

/// <summary>What is appraised, by whom, by which method. Its moves are in <see cref="RoundMoves"/>.</summary>
internal sealed class Round : IScoped, IVersioned
{
    public long Id { get; init; }
    public required string Title { get; set; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public RoundKind Kind { get; init; }
    public RoundState State { get; set; }
    public required string MethodId { get; set; }
    public string Parameters { get; set; } = "{}";

    /// <summary>Projects reaching this score, in millionths, are proposed for approval.</summary>
    public long PassMicro { get; set; }
    public DateOnly? OpensOn { get; set; }
    public DateOnly? ClosesOn { get; set; }
    public DateOnly? RemindedOn { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? PublishedAt { get; set; }
    public string? PublishedBy { get; set; }

    /// <summary>Who had the result computed: another person publishes it.</summary>
    public long? ComputedById { get; set; }
    public int Version { get; set; }

    internal static void Shape(ModelBuilder model) => model.Entity<Round>(e =>
    {
        e.Property(r => r.Id).ValueGeneratedNever();
        e.Property(r => r.Title).HasMaxLength(80);
        e.Property(r => r.UnitPath).HasMaxLength(200);
        e.Property(r => r.MethodId).HasMaxLength(80);
        e.Property(r => r.PublishedBy).HasMaxLength(100);
    });
}

/// <summary>One line of the score sheet: whole-number steps from <see cref="Least"/> to <see cref="Most"/>.</summary>
internal sealed class Criterion
{
    public long RoundId { get; init; }
    public int Place { get; init; }
    public required string Name { get; set; }
    public string? Help { get; set; }
    public int Least { get; set; }
    public int Most { get; set; }

    internal static void Shape(ModelBuilder model) => model.Entity<Criterion>(e =>
    {
        e.HasKey(c => new { c.RoundId, c.Place });
        e.Property(c => c.Name).HasMaxLength(40);
        e.Property(c => c.Help).HasMaxLength(200);
    });
}

/// <summary>What is judged: a project by its id, with the words it had when the round was made.</summary>
internal sealed class Subject
{
    public long RoundId { get; init; }
    public long SubjectId { get; init; }
    public required string Kind { get; init; }
    public required string Code { get; init; }
    public required string Title { get; init; }
    public required string Summary { get; init; }
    public string? Outcome { get; set; }

    internal static void Shape(ModelBuilder model) => model.Entity<Subject>(e =>
    {
        e.HasKey(s => new { s.RoundId, s.SubjectId });
        e.Property(s => s.Kind).HasMaxLength(24);
        e.Property(s => s.Code).HasMaxLength(24);
        e.Property(s => s.Title).HasMaxLength(80);
        e.Property(s => s.Outcome).HasMaxLength(16);
    });
}

internal sealed class PanelMember
{
    public long RoundId { get; init; }
    public long AccountId { get; init; }
    public required string Name { get; init; }
    public DateTimeOffset? HandedInAt { get; set; }

    internal static void Shape(ModelBuilder model) => model.Entity<PanelMember>(e =>
    {
        e.HasKey(p => new { p.RoundId, p.AccountId });
        e.Property(p => p.Name).HasMaxLength(64);
        e.HasIndex(p => p.AccountId);
    });
}

/// <summary>An evaluator stands back from a subject, with the reason; no score of theirs counts there.</summary>
internal sealed class Abstention
{
    public long RoundId { get; init; }
    public long AccountId { get; init; }
    public long SubjectId { get; init; }
    public required string Reason { get; init; }

    internal static void Shape(ModelBuilder model) => model.Entity<Abstention>(e =>
    {
        e.HasKey(a => new { a.RoundId, a.AccountId, a.SubjectId });
        e.Property(a => a.Reason).HasMaxLength(300);
    });
}

/// <summary>One evaluator's figure for one line and subject; the key admits one only.</summary>
internal sealed class Score
{
    public long RoundId { get; init; }
    public long AccountId { get; init; }
    public long SubjectId { get; init; }
    public int Criterion { get; init; }

    /// <summary>Millionths.</summary>
    public long ValueMicro { get; set; }
    public DateTimeOffset At { get; set; }

    internal static void Shape(ModelBuilder model) => model.Entity<Score>(e => e.HasKey(s => new { s.RoundId, s.AccountId, s.SubjectId, s.Criterion }));
}

/// <summary>A computed result with all that is needed to compute it again. One accepted per round: the round's id is the key.</summary>
internal sealed class RoundResult
{
    public long RoundId { get; init; }
    public required string MethodId { get; init; }
    public required string MethodVersion { get; init; }
    public required string MethodHash { get; init; }
    public required string Parameters { get; init; }
    public required string InputDigest { get; init; }

    /// <summary>JSON of the kernel's Computation.</summary>
    public required string Body { get; init; }
    public DateTimeOffset ComputedAt { get; init; }

    internal static void Shape(ModelBuilder model) => model.Entity<RoundResult>(e =>
    {
        e.HasKey(r => r.RoundId);
        e.Property(r => r.RoundId).ValueGeneratedNever();
        e.Property(r => r.MethodId).HasMaxLength(80);
        e.Property(r => r.MethodVersion).HasMaxLength(40);
        e.Property(r => r.MethodHash).HasMaxLength(64);
        e.Property(r => r.InputDigest).HasMaxLength(64);
    });
}
