using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Contracts;

namespace Modular.Kernel.Data;

/// <summary>A fact told and not yet known to be heard by everyone.</summary>
public sealed class OutboxFact
{
    public long Id { get; init; }
    public required string Name { get; init; }
    public required string Body { get; init; }
    public DateTimeOffset At { get; init; }
    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>A host that carries the fact holds it until then; a dead host's hold runs out.</summary>
    public DateTimeOffset? HeldUntil { get; set; }
    public int Attempts { get; set; }
    public bool Parked { get; set; }
    public string? Error { get; set; }

    internal static OutboxFact From(IFact fact, DateTimeOffset now) =>
        new()
        {
            Id = Ids.Next(now),
            Name = NameOf(fact.GetType()),
            Body = JsonSerializer.Serialize(fact, fact.GetType(), JsonSerializerOptions.Web),
            At = now,
        };

    public static string NameOf(Type fact) =>
        fact.GetCustomAttribute<FactNameAttribute>()?.Name
        ?? throw new InvalidOperationException($"{fact.Name} has no wire name.");

    internal static void Shape(ModelBuilder model) =>
        model.Entity<OutboxFact>(e =>
        {
            e.HasKey(f => f.Id);
            e.Property(f => f.Id).ValueGeneratedNever();
            e.Property(f => f.Name).HasMaxLength(80);
            e.Property(f => f.Error).HasMaxLength(500);
            e.HasIndex(f => new
            {
                f.DeliveredAt,
                f.Parked,
                f.Id,
            });
        });
}

/// <summary>
/// This handler has dealt with this fact: written in the handler's own transaction, so it is dealt with once.
/// </summary>
public sealed class InboxMark
{
    internal const int LongestHandler = 120;

    public long FactId { get; init; }
    public required string Handler { get; init; }
    public DateTimeOffset At { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<InboxMark>(e =>
        {
            e.HasKey(m => new { m.FactId, m.Handler });
            e.Property(m => m.Handler).HasMaxLength(LongestHandler);
        });
}
