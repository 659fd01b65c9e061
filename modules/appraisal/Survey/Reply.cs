using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.Survey;

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
