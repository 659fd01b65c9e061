using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.Survey;

internal enum QuestionKind { Choice, Multiple, Scale, Matrix, Text, Rank }

internal enum SurveyDoor { Link, Code }

/// <summary>What a round by questionnaire needs beside the round.</summary>
internal sealed class SurveySheet
{
    public long RoundId { get; init; }
    public required string Intro { get; set; }

    /// <summary>Everybody with the link, or one answer for each code.</summary>
    public SurveyDoor Door { get; set; }

    /// <summary>No figure is shown that rests on fewer.</summary>
    public int Minimum { get; set; }

    internal static void Shape(ModelBuilder model) => model.Entity<SurveySheet>(e =>
    {
        e.HasKey(s => s.RoundId);
        e.Property(s => s.RoundId).ValueGeneratedNever();
        e.Property(s => s.Intro).HasMaxLength(1000);
    });
}

/// <summary>One question. A matrix asks its rows on one scale; a rank puts its options in order.</summary>
internal sealed class Question
{
    public long RoundId { get; init; }
    public int Place { get; init; }
    public QuestionKind Kind { get; init; }
    public required string Text { get; init; }

    /// <summary>A line each: options of a choice, a multiple or a rank; rows of a matrix; words of a scale's two ends.</summary>
    public string Options { get; init; } = "";
    public int Least { get; init; }
    public int Most { get; init; }
    public bool Required { get; init; }

    /// <summary>Asked only where the question at this place was answered with <see cref="IfOption"/> (its number from 0).</summary>
    public int? IfPlace { get; init; }
    public int? IfOption { get; init; }

    public string[] Lines => Options.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    internal static void Shape(ModelBuilder model) => model.Entity<Question>(e =>
    {
        e.HasKey(q => new { q.RoundId, q.Place });
        e.Property(q => q.Text).HasMaxLength(300);
        e.Property(q => q.Options).HasMaxLength(2000);
        e.Ignore(q => q.Lines);
    });
}

/// <summary>One answered sheet under a random key: no person, no time.</summary>
internal sealed class Reply
{
    public long RoundId { get; init; }
    public required byte[] Key { get; init; }
    public long SubjectId { get; init; }

    /// <summary>JSON: place of the question to its answer.</summary>
    public required string Body { get; init; }

    /// <summary>Entered by staff from a sheet of paper.</summary>
    public bool Paper { get; init; }

    internal static void Shape(ModelBuilder model) => model.Entity<Reply>(e => e.HasKey(r => new { r.RoundId, r.Key }));
}

/// <summary>A code that answers once. The mark is a day, never finer.</summary>
internal sealed class Ticket
{
    public long RoundId { get; init; }
    public required string Hash { get; init; }
    public DateOnly? UsedOn { get; set; }

    internal static void Shape(ModelBuilder model) => model.Entity<Ticket>(e =>
    {
        e.HasKey(t => new { t.RoundId, t.Hash });
        e.Property(t => t.Hash).HasMaxLength(64);
        e.HasIndex(t => t.Hash).IsUnique();
    });
}
