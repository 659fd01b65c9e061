using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Projects.Domain;

namespace Modular.Projects.Notice;

/// <summary>A public notice of a project: the text as it was shown, its hash, and from when.</summary>
internal sealed class PublicNotice
{
    public const int FullWorkingDays = 5;

    public long Id { get; init; }
    public long ProjectId { get; init; }
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>The day publication began; the five full working days are those after it.</summary>
    public DateOnly OpenedOn { get; init; }

    /// <summary>
    /// The fifth full working day as the calendar said when publication began. A calendar changed later may make the
    /// notice longer, never shorter.
    /// </summary>
    public DateOnly? PromisedDue { get; init; }
    public required string Text { get; init; }

    /// <summary>
    /// SHA-256 of <see cref="Text"/> in UTF-8, hex: printed on the notice; anybody can fetch the text and compute it
    /// again.
    /// </summary>
    public required string TextHash { get; init; }

    /// <summary>JSON of the fields as they were shown; null for notices from before they were kept.</summary>
    public string? Fields { get; init; }

    /// <summary>
    /// SHA-256 of what matters of the text, without the words of labels and choices: they may be reworded while a
    /// notice stands.
    /// </summary>
    public string? Matter { get; init; }
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>
    /// The move that ended it, or <c>replaced</c>; null while it stands and for notices from before this was kept.
    /// </summary>
    public string? Outcome { get; set; }

    /// <summary>Those who decide were told that its days are over.</summary>
    public bool Told { get; set; }

    /// <summary>The notice that took its place when the text was changed in public.</summary>
    public long? ReplacedBy { get; set; }

    /// <summary>
    /// First day on which what was publicised may be decided: the day after the last full one. What was promised at the
    /// start is never shortened.
    /// </summary>
    public static DateOnly? Ends(Kernel.Calendar.Counting counting, DateOnly? promised) =>
        (counting.Due is { } now && promised > now ? promised : counting.Due)?.AddDays(1);

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>What was shown, field by field.</summary>
    public IReadOnlyList<TextField> Shown() =>
        Fields is null ? [] : JsonSerializer.Deserialize<List<TextField>>(Fields)!;

    internal static void Shape(ModelBuilder model) =>
        model.Entity<PublicNotice>(e =>
        {
            e.Property(n => n.Id).ValueGeneratedNever();
            e.Property(n => n.TextHash).HasMaxLength(64);
            e.Property(n => n.Matter).HasMaxLength(64);
            e.Property(n => n.Outcome).HasMaxLength(40);
            e.HasIndex(n => n.ProjectId);
        });
}

internal enum ObjectionState
{
    Open,
    Upheld,
    Dismissed,
}

internal sealed class Objection
{
    public long Id { get; init; }
    public long NoticeId { get; init; }
    public DateTimeOffset At { get; init; }
    public required string Text { get; init; }

    /// <summary>Sealed; erased some time after it was answered.</summary>
    public string? Contact { get; set; }

    /// <summary>Version of the privacy notice agreed to with the contact, and when.</summary>
    public int? ConsentVersion { get; init; }
    public DateTimeOffset? ConsentAt { get; init; }

    /// <summary>Hash of the code with which whoever objected reads the answer; null where none was given out.</summary>
    public byte[]? CodeHash { get; init; }
    public ObjectionState State { get; set; }
    public string? Decision { get; set; }
    public string? DecidedBy { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Objection>(e =>
        {
            e.Property(o => o.Id).ValueGeneratedNever();
            e.Property(o => o.Contact).HasMaxLength(400);
            e.HasIndex(o => o.CodeHash).IsUnique();
            e.Property(o => o.DecidedBy).HasMaxLength(100);
            e.HasIndex(o => o.NoticeId);
        });
}
