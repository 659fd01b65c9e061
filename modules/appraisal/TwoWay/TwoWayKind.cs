using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;

namespace Modular.Appraisal.TwoWay;

/// <summary>Two sides score each other, sealed until both are in.</summary>
internal sealed class TwoWayKind(AppraisalDb db, RunTwoWay run) : IRoundKind
{
    public IReadOnlyList<RoundKind> Kinds => [RoundKind.TwoWay];

    public bool OpensInCommon => false;

    public RoundClose Closes => RoundClose.Own;

    public bool InPerCent => true;

    public Task Close(Round round, CancellationToken cancel) => run.Close(round.Id, round.Version, cancel);

    public Task<RoundInput> Input(Round round, bool whole, CancellationToken cancel) =>
        TwoWayInput.Of(db, round, cancel);
}
