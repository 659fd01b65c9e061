using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.Survey;

/// <summary>One question. A matrix asks its rows on one scale; a rank puts its options in order.</summary>
internal sealed class Question
{
    public long RoundId { get; init; }
    public int Place { get; init; }
    public QuestionKind Kind { get; init; }
    public required string Text { get; init; }

    /// <summary>
    /// A line each: options of a choice, a multiple or a rank; rows of a matrix; words of a scale's two ends.
    /// </summary>
    public string Options { get; init; } = "";
    public int Least { get; init; }
    public int Most { get; init; }
    public bool Required { get; init; }

    /// <summary>
    /// Asked only where the question at this place was answered with <see cref="IfOption"/> (its number from 0).
    /// </summary>
    public int? IfPlace { get; init; }
    public int? IfOption { get; init; }

    public string[] Lines => Options.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Question>(e =>
        {
            e.HasKey(q => new { q.RoundId, q.Place });
            e.Property(q => q.Text).HasMaxLength(300);
            e.Property(q => q.Options).HasMaxLength(2000);
            e.Ignore(q => q.Lines);
        });
}
