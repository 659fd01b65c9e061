using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Units;

namespace Modular.Appraisal.Domain;

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

    /// <summary>Grows when a published result is corrected; earlier ones stay readable.</summary>
    public int Edition { get; set; } = 1;
    public string? CorrectionReason { get; set; }

    /// <summary>How many of the panel judge each subject; 0 means all.</summary>
    public int Readers { get; set; }

    /// <summary>Once closed, the panel sees what the others gave and may talk about it.</summary>
    public bool Discuss { get; set; }

    /// <summary>What the panel was drawn by, where it was drawn.</summary>
    public string? DrawKey { get; set; }
    public int DrawPool { get; set; }

    /// <summary>Everybody reads the published result, and not only those concerned.</summary>
    public bool Public { get; set; }

    /// <summary>Last day on which somebody may object to the result.</summary>
    public DateOnly? AppealUntil { get; set; }

    /// <summary>The round whose unsatisfactory subjects are rated again here.</summary>
    public long? FollowsId { get; set; }
    public int Version { get; set; }

    /// <summary>Judged by people known by name, at the desk or on the spot.</summary>
    public bool ByPanel => Kind is RoundKind.Panel or RoundKind.SiteVisit;

    public bool AtTheDesk => Kind is RoundKind.Panel;

    public bool OnTheSpot => Kind is RoundKind.SiteVisit;

    public bool ByBallot => Kind is RoundKind.Ballot;

    public bool ByQuestionnaire => Kind is RoundKind.Questionnaire;

    /// <summary>Points as things happen.</summary>
    public bool ByEvents => Kind is RoundKind.Points;

    /// <summary>From other rounds: nobody scores.</summary>
    public bool Joined => Kind is RoundKind.Composite;

    /// <summary>Where staff look at it.</summary>
    public string Page()
    {
        string kind = Kind switch
        {
            RoundKind.Ballot => "ballots",
            RoundKind.TwoWay => "two-way",
            RoundKind.Questionnaire => "surveys",
            RoundKind.Points => "points",
            _ => "rounds",
        };
        return $"/{kind}/{Id}";
    }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Round>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.Property(r => r.Title).HasMaxLength(80);
            e.Property(r => r.UnitPath).HasMaxLength(200);
            e.Property(r => r.MethodId).HasMaxLength(80);
            e.Property(r => r.PublishedBy).HasMaxLength(100);
            e.Property(r => r.CorrectionReason).HasMaxLength(500);
            e.Property(r => r.DrawKey).HasMaxLength(300);
            e.HasIndex(r => r.FollowsId);
        });
}

internal enum RoundState
{
    Draft,
    Recruiting,
    Frozen,
    Open,
    Closed,
    Computed,
    Published,
    Archived,
}

/// <summary>
/// Who judges and how: a named panel at the desk or on the spot, people by anonymous ballot, two sides each other,
/// people asked by questionnaire, nobody (joined from other rounds), or events as they happen.
/// </summary>
internal enum RoundKind
{
    Panel,
    Ballot,
    SiteVisit,
    TwoWay,
    Questionnaire,
    Composite,
    Points,
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

    /// <summary>What marks mean, a line each: <c>90 = ...</c>.</summary>
    public string? Anchors { get; set; }

    /// <summary>Which side fills this line in, where two sides score each other: <c>a</c> or <c>b</c>.</summary>
    public string? Side { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Criterion>(e =>
        {
            e.HasKey(c => new { c.RoundId, c.Place });
            e.Property(c => c.Name).HasMaxLength(40);
            e.Property(c => c.Help).HasMaxLength(200);
            e.Property(c => c.Anchors).HasMaxLength(600);
            e.Property(c => c.Side).HasMaxLength(1);
        });
}

/// <summary>
/// What is judged: a project or unit by its id, anything else by its name; with the words it had when the round was
/// made.
/// </summary>
internal sealed class Subject
{
    public long RoundId { get; init; }
    public long SubjectId { get; init; }
    public required string Kind { get; init; }
    public required string Code { get; init; }
    public required string Title { get; init; }
    public required string Summary { get; init; }
    public string? Outcome { get; set; }

    /// <summary>
    /// The unit it is or belongs to: for conflicts of interest, appeals and the record over the years.
    /// </summary>
    public int? UnitId { get; init; }

    /// <summary>People who answer for it, by name, separated by commas: they judge nothing of it.</summary>
    public string? People { get; init; }

    /// <summary>Known beyond this round by its id; anything else is the same where it has the same name.</summary>
    public bool Lasting => Kind is "project" or "unit" or "need";

    /// <summary>Numbers of what has only a name begin here, above all unit ids.</summary>
    public const long NamedFrom = 1_000_000_000;

    /// <param name="at">Its place among those with only a name, from 0.</param>
    public static Subject Named(long round, int at, string name, string? people = null) =>
        new()
        {
            RoundId = round,
            SubjectId = NamedFrom + at,
            Kind = "named",
            Code = $"M{at + 1:000}",
            Title = name,
            Summary = "",
            People = people,
        };

    public static Subject Of(long round, Unit unit, string summary = "") =>
        new()
        {
            RoundId = round,
            SubjectId = unit.Id,
            Kind = "unit",
            Code = unit.Code,
            Title = unit.Name,
            Summary = summary,
            UnitId = unit.Id,
        };

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Subject>(e =>
        {
            e.HasKey(s => new { s.RoundId, s.SubjectId });
            e.Property(s => s.Kind).HasMaxLength(24);
            e.Property(s => s.Code).HasMaxLength(32);
            e.Property(s => s.Title).HasMaxLength(80);
            e.Property(s => s.Outcome).HasMaxLength(16);
            e.Property(s => s.People).HasMaxLength(200);
            e.HasIndex(s => s.UnitId);
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

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Score>(e =>
            e.HasKey(s => new
            {
                s.RoundId,
                s.AccountId,
                s.SubjectId,
                s.Criterion,
            })
        );
}
