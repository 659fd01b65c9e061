using Microsoft.EntityFrameworkCore;

namespace Modular.Appraisal.Panel;

/// <summary>Who judges what, where not everybody judges everything.</summary>
internal sealed class Assignment
{
    public long RoundId { get; init; }
    public long AccountId { get; init; }
    public long SubjectId { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<Assignment>(e =>
            e.HasKey(a => new
            {
                a.RoundId,
                a.AccountId,
                a.SubjectId,
            })
        );
}
