using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;

namespace Modular.Needs.Domain;

/// <summary>What a resident asked for, and what became of it. Its moves are in <see cref="NeedMoves"/>.</summary>
internal sealed class Need : IHandedOver, IVersioned
{
    public const int TitleLength = 100;
    public const int TextLength = 8000;

    public long Id { get; init; }
    public required string Number { get; init; }
    public required string Title { get; set; }
    public required string Text { get; set; }
    public int? CategoryId { get; set; }
    public string? Place { get; init; }

    /// <summary>Where it is, if it was told: degrees north and east, separated by a comma (WGS 84).</summary>
    public string? Point { get; init; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public NeedChannel Channel { get; init; }
    public Urgency Urgency { get; set; }
    public Visibility Visibility { get; init; }

    /// <summary>
    /// Sealed like the telephone; one that came before names were sealed stands plain until the next night.
    /// </summary>
    public string? RequesterName { get; set; }

    /// <summary>
    /// Sealed by <see cref="Modular.Kernel.Secrets.PersonalData"/>; never read without an audit entry.
    /// </summary>
    public string? RequesterPhone { get; set; }

    /// <summary>A keyed digest by which one person counts once; tells nothing by itself.</summary>
    public string? PersonKey { get; init; }

    /// <summary>
    /// Version of the privacy notice the requester agreed to, and when; null where none was asked, as at the desk.
    /// </summary>
    public int? ConsentVersion { get; init; }
    public DateTimeOffset? ConsentAt { get; init; }

    /// <summary>Who took it in and stays answerable (first contact).</summary>
    public required string FirstReceiver { get; init; }
    public int? HandlerUnitId { get; set; }
    public string? HandlerPath { get; set; }

    /// <summary>The person it was given to inside the unit, if any.</summary>
    public long? HandlerAccountId { get; set; }
    public string? HandlerName { get; set; }
    public NeedKind? Kind { get; set; }
    public NeedLayer? Layer { get; set; }

    /// <summary>The date promised to the requester, for promised matters and parts; the due date follows it.</summary>
    public DateOnly? PromisedOn { get; set; }

    /// <summary>The named upper office of a reported matter, and when it was last urged.</summary>
    public string? UpperOffice { get; set; }
    public DateOnly? UrgedOn { get; set; }

    /// <summary>A major matter: the unit above sees it from registration on.</summary>
    public bool Major { get; set; }

    /// <summary>The unit a complaint is about; it must not handle it.</summary>
    public int? AboutUnitId { get; set; }
    public long? ParentId { get; init; }
    public NeedPart Part { get; init; }
    public NeedState State { get; set; }
    public DateTimeOffset ReceivedAt { get; init; }
    public DateTimeOffset RegisteredAt { get; init; }
    public int LimitDays { get; set; }
    public int ExtendedDays { get; set; }

    /// <summary>First day of the present count, where it is not the day of receipt: rework starts again.</summary>
    public DateOnly? ClockFrom { get; set; }

    /// <summary>How far up it was escalated: 0 not, 1 the unit above, 2 the one above that.</summary>
    public int Escalation { get; set; }
    public DateOnly? EscalatedOn { get; set; }
    public DateOnly? RiskToldOn { get; set; }

    /// <summary>Times the requester sent it back, and whether it was handled only for show.</summary>
    public int Reworks { get; set; }

    /// <summary>Answers are rated once each: raised by rework and by reopening.</summary>
    public int RatingRound { get; set; }
    public bool Perfunctory { get; set; }
    public DateTimeOffset? FirstAnsweredAt { get; set; }

    /// <summary>
    /// Whether the first answer came by the date promised then; what happens later does not change it.
    /// </summary>
    public bool? FirstInTime { get; set; }
    public DateTimeOffset? SatisfiedAt { get; set; }

    /// <summary>
    /// What the public list may show of question and answer, without anything personal; null until an officer has
    /// written it.
    /// </summary>
    public string? PublicTitle { get; set; }
    public string? PublicAnswer { get; set; }
    public bool HasSupportCodes { get; set; }
    public string? ExtensionReason { get; set; }

    /// <summary>Null while the calendar lacks a year or the clock stands still for the requester.</summary>
    public DateOnly? DueOn { get; set; }
    public string? Outcome { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
    public long? MergedIntoId { get; set; }
    public long? ProjectId { get; set; }

    /// <summary>SHA-256 of the query code; null where none was given out.</summary>
    public byte[]? CodeHash { get; set; }

    /// <summary>Where it came from, so that the same row or the same submit is never taken twice.</summary>
    public string? SourceRef { get; init; }
    public int Supports { get; set; }
    public int Version { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Need>(e =>
        {
            e.Property(n => n.Id).ValueGeneratedNever();
            e.Property(n => n.Number).HasMaxLength(24);
            e.Property(n => n.Title).HasMaxLength(TitleLength);
            e.Property(n => n.UnitPath).HasMaxLength(200);
            e.Property(n => n.HandlerPath).HasMaxLength(200);
            e.Property(n => n.HandlerName).HasMaxLength(100);
            e.Property(n => n.UpperOffice).HasMaxLength(100);
            e.Property(n => n.PublicTitle).HasMaxLength(100);
            e.Property(n => n.PublicAnswer).HasMaxLength(2000);
            e.Property(n => n.Place).HasMaxLength(120);
            e.Property(n => n.Point).HasMaxLength(24);
            e.Property(n => n.RequesterName).HasMaxLength(400);
            e.Property(n => n.RequesterPhone).HasMaxLength(160);
            e.Property(n => n.PersonKey).HasMaxLength(24);
            e.Property(n => n.FirstReceiver).HasMaxLength(100);
            e.Property(n => n.ExtensionReason).HasMaxLength(300);
            e.Property(n => n.SourceRef).HasMaxLength(80);
            e.HasIndex(n => n.Number).IsUnique();
            e.HasIndex(n => n.SourceRef).IsUnique();
            e.HasIndex(n => new { n.UnitPath, n.Id });
            e.HasIndex(n => new { n.State, n.DueOn });
            e.HasIndex(n => n.ProjectId);
            e.HasIndex(n => n.PersonKey);
            e.HasIndex(n => n.ParentId);
            e.HasIndex(n => n.MergedIntoId).HasFilter("merged_into_id IS NOT NULL");
            e.HasIndex(n => new { n.HandlerPath, n.Id });
            e.HasIndex(n => new { n.State, n.Id });
            e.HasIndex(n => new { n.CategoryId, n.Id });
            // Orders of the list: see ListNeeds.
            e.HasIndex(n => new { n.ReceivedAt, n.Id });
            e.HasIndex(n => new { n.DueOn, n.Id });
            e.HasIndex(n => new { n.AnsweredAt, n.Id });
        });
}

internal enum NeedChannel
{
    Portal,
    Window,
    Phone,
    GridVisit,
    Meeting,
    ComplaintBox,
    Hotline,
    Api,
    PlaceCode,
}

internal enum Urgency
{
    Normal,
    Urgent,
}

internal enum Visibility
{
    Private,
    PublicSummary,
}

/// <summary>
/// Kinds of handling: immediate, promised, supplement, joint, reported. Declining is a move, not a kind.
/// </summary>
internal enum NeedKind
{
    Immediate,
    Promised,
    Supplement,
    Joint,
    Reported,
}

/// <summary>Layer of handling: settled here, handed to another, taken up as a project, passed upward.</summary>
internal enum NeedLayer
{
    Here,
    Dispatched,
    Project,
    Upward,
}

/// <summary>
/// What a need with a parent is of it: one unit's part of a joint matter, or one of several matters told in one
/// request.
/// </summary>
internal enum NeedPart
{
    None,
    Joint,
    Split,
}

/// <summary>One entry of a need's life, in words for the requester when <see cref="ForRequester"/>.</summary>
internal sealed class NeedEvent
{
    public long Id { get; init; }
    public long NeedId { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Text key <c>needs.event.{What}</c>.</summary>
    public required string What { get; init; }
    public required string By { get; init; }
    public string? Note { get; init; }
    public bool ForRequester { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<NeedEvent>(e =>
        {
            e.Property(x => x.Id).ValueGeneratedNever();
            e.Property(x => x.What).HasMaxLength(40);
            e.Property(x => x.By).HasMaxLength(100);
            e.Property(x => x.Note).HasMaxLength(4000);
            e.HasIndex(x => x.NeedId);
        });
}

/// <summary>Somebody has the same concern and follows it by a code of their own.</summary>
internal sealed class NeedSupport
{
    public long Id { get; init; }
    public long NeedId { get; init; }
    public string? PersonKey { get; init; }
    public required byte[] CodeHash { get; init; }
    public DateOnly On { get; init; }

    /// <summary>Version of the privacy notice agreed to with the telephone, and when.</summary>
    public int? ConsentVersion { get; init; }
    public DateTimeOffset? ConsentAt { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<NeedSupport>(e =>
        {
            e.Property(s => s.Id).ValueGeneratedNever();
            e.Property(s => s.PersonKey).HasMaxLength(24);
            e.HasIndex(s => new { s.NeedId, s.PersonKey }).IsUnique();
        });
}

/// <summary>The clock of a need stands still while its requester is asked for something.</summary>
internal sealed class NeedPause
{
    public long Id { get; init; }
    public long NeedId { get; init; }
    public DateOnly FromDay { get; init; }
    public DateOnly? UntilDay { get; set; }
    public required string By { get; init; }

    [StringLength(300)]
    public required string Why { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<NeedPause>(e =>
        {
            e.Property(p => p.Id).ValueGeneratedNever();
            e.Property(p => p.By).HasMaxLength(100);
            e.HasIndex(p => p.NeedId);
        });
}

/// <summary>A class of the district's tree, with its own limit if it has one.</summary>
internal sealed class Category
{
    public int Id { get; init; }
    public int? ParentId { get; set; }
    public required string Name { get; set; }
    public int? LimitDays { get; set; }
    public bool Retired { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Category>(e =>
        {
            e.Property(c => c.Name).HasMaxLength(40);
            e.HasIndex(c => c.Name).IsUnique();
        });
}
