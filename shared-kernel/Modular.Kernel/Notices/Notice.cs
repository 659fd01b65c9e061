using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Kernel.Notices;

/// <summary>One line of a person's inbox.</summary>
public sealed class Notice
{
    public long Id { get; init; }
    public long AccountId { get; init; }
    public required string Kind { get; init; }
    public required string Arguments { get; init; }
    public required string Href { get; init; }
    public DateTimeOffset At { get; init; }
    public DateTimeOffset? ReadAt { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Notice>(e =>
        {
            e.Property(n => n.Id).ValueGeneratedNever();
            e.Property(n => n.Kind).HasMaxLength(60);
            e.Property(n => n.Href).HasMaxLength(200);
            e.HasIndex(n => new
            {
                n.AccountId,
                n.ReadAt,
                n.Id,
            });
        });
}

public enum MailChoice
{
    Never,
    AtOnce,
    Daily,
}

/// <summary>How one person wants to be told of one kind.</summary>
public sealed class NoticeChoice
{
    public long AccountId { get; init; }
    public required string Kind { get; init; }
    public bool Inbox { get; set; } = true;
    public MailChoice Mail { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<NoticeChoice>(e =>
        {
            e.HasKey(c => new { c.AccountId, c.Kind });
            e.Property(c => c.Kind).HasMaxLength(60);
        });
}

/// <summary>When a person is left in peace: mail that would come then waits for the end.</summary>
public sealed class QuietHours
{
    public long AccountId { get; init; }
    public TimeOnly From { get; set; }
    public TimeOnly To { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<QuietHours>(e =>
        {
            e.HasKey(q => q.AccountId);
            e.Property(q => q.AccountId).ValueGeneratedNever();
        });

    public bool Holds(TimeOnly at) => From <= To ? at >= From && at < To : at >= From || at < To;
}

public enum HookFormat
{
    Json,
    WeCom,
    DingTalk,
}

/// <summary>An address outside that is told: of a unit and everything below it.</summary>
public sealed class Webhook : IScoped
{
    public long Id { get; init; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public required string Name { get; set; }
    public required string Url { get; set; }

    /// <summary>Sealed; signs what is sent, so that the receiver knows it is from here.</summary>
    public required string Secret { get; set; }
    public HookFormat Format { get; set; }

    /// <summary>Kinds separated by spaces; empty means all.</summary>
    public string Kinds { get; set; } = "";
    public bool Disabled { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Webhook>(e =>
        {
            e.Property(h => h.Id).ValueGeneratedNever();
            e.Property(h => h.UnitPath).HasMaxLength(200);
            e.Property(h => h.Name).HasMaxLength(60);
            e.Property(h => h.Url).HasMaxLength(400);
            e.Property(h => h.Secret).HasMaxLength(400);
            e.Property(h => h.Kinds).HasMaxLength(400);
        });
}

public enum DeliveryChannel
{
    Mail,
    Hook,
    Address,
}

public enum DeliveryState
{
    Waiting,
    Sent,
    Parked,
}

/// <summary>One thing to send outside, tried until it is sent or given up.</summary>
public sealed class Delivery
{
    public long Id { get; init; }
    public DeliveryChannel Channel { get; init; }

    /// <summary>Account or webhook; for an address the wish itself, so that each is tried alone.</summary>
    public long TargetId { get; init; }

    /// <summary>Sealed; only for <see cref="DeliveryChannel.Address"/>, and taken away once sent.</summary>
    public string? Address { get; set; }
    public required string Kind { get; init; }
    public required string Arguments { get; init; }
    public required string Href { get; init; }
    public DateTimeOffset DueAt { get; set; }
    public bool Digest { get; init; }
    public int Attempts { get; set; }
    public DeliveryState State { get; set; }
    public DateTimeOffset? SentAt { get; set; }
    public string? Error { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Delivery>(e =>
        {
            e.Property(d => d.Id).ValueGeneratedNever();
            e.Property(d => d.Kind).HasMaxLength(60);
            e.Property(d => d.Href).HasMaxLength(200);
            e.Property(d => d.Error).HasMaxLength(DeliveryFailed.Longest);
            e.Property(d => d.Address).HasMaxLength(400);
            e.HasIndex(d => new { d.State, d.DueAt });
        });
}
