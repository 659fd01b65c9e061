using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;

namespace Modular.Appraisal.Ledger;

/// <summary>Points by events as they happen.</summary>
internal sealed class PointsKind(AppraisalDb db) : IRoundKind
{
    public IReadOnlyList<RoundKind> Kinds => [RoundKind.Points];

    public bool MayReopen => true;

    public Task<RoundInput> Input(Round round, bool whole, CancellationToken cancel) =>
        LedgerInput.Of(db, round, cancel);
}
