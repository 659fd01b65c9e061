using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;

namespace Modular.Appraisal.Ledger;

/// <summary>Joined from other rounds: nobody scores.</summary>
internal sealed class CompositeKind(AppraisalDb db) : IRoundKind
{
    public IReadOnlyList<RoundKind> Kinds => [RoundKind.Composite];

    public bool InPerCent => true;

    public Task<RoundInput> Input(Round round, bool whole, CancellationToken cancel) =>
        CompositeInput.Of(db, round, cancel);
}
