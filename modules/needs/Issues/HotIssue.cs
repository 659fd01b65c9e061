using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Plugins.Contract;

namespace Modular.Needs.Issues;

/// <summary>
/// The same problem at the same place, told by several people. Found again at every run; what an officer decided
/// (<see cref="IssueDecision"/>) holds.
/// </summary>
internal sealed class HotIssue : IScoped
{
    public long Id { get; init; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public required string Place { get; init; }

    /// <summary>What is complained of, separated by spaces, most telling first.</summary>
    public required string Words { get; init; }
    public int Size { get; init; }

    /// <summary>Distinct requesters; one with ten messages is one.</summary>
    public int People { get; init; }
    public DateOnly? FirstOn { get; init; }
    public DateOnly? LastOn { get; init; }

    /// <summary>0 to 1000: the heat times ten.</summary>
    public int Heat { get; init; }

    /// <summary>The parts of the heat as JSON.</summary>
    public required string Parts { get; init; }
    public DateTimeOffset FoundAt { get; init; }

    /// <summary>The topic made of it, if any.</summary>
    public long? TopicId { get; set; }

    public string Name => $"{Place} {Words.Split(' ')[0]}".Trim();

    public IReadOnlyList<HeatPart> HeatParts => JsonSerializer.Deserialize<List<HeatPart>>(Parts) ?? [];

    internal static void Shape(ModelBuilder model) =>
        model.Entity<HotIssue>(e =>
        {
            e.Property(i => i.Id).ValueGeneratedNever();
            e.Property(i => i.UnitPath).HasMaxLength(200);
            e.Property(i => i.Place).HasMaxLength(80);
            e.Property(i => i.Words).HasMaxLength(160);
            e.Property(i => i.Parts).HasMaxLength(1000);
            e.Ignore(i => i.Name);
            e.Ignore(i => i.HeatParts);
            e.HasIndex(i => new { i.UnitId, i.Heat });
        });
}

internal sealed class HotIssueMember
{
    public long IssueId { get; init; }
    public long NeedId { get; init; }

    /// <summary>Place in the order of the most typical.</summary>
    public int Rank { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<HotIssueMember>(e =>
        {
            e.HasKey(m => new { m.IssueId, m.NeedId });
            e.HasIndex(m => m.NeedId);
        });
}

/// <summary>Two needs an officer put together or kept apart, the smaller id first.</summary>
internal sealed class IssueDecision : IScoped
{
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public long One { get; init; }
    public long Other { get; init; }
    public bool Together { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<IssueDecision>(e =>
        {
            e.HasKey(d => new
            {
                d.UnitId,
                d.One,
                d.Other,
            });
            e.Property(d => d.UnitPath).HasMaxLength(200);
        });
}
