using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Plugins;

namespace Modular.Appraisal.Ballots;

/// <summary>Judged by people through anonymous ballots.</summary>
internal sealed class BallotKind(AppraisalDb db) : IRoundKind
{
    public IReadOnlyList<RoundKind> Kinds => [RoundKind.Ballot];

    /// <summary>Opened and closed with the key.</summary>
    public bool OpensInCommon => false;

    public RoundClose Closes => RoundClose.ByHolders;

    public Task<RoundInput> Input(Round round, bool whole, CancellationToken cancel) =>
        BallotInput.Of(db, round, cancel);

    public Computation Shown(Round round, Computation computed, RoundInput input, IReadOnlyList<Criterion> criteria) =>
        BallotInput.Shown(round, computed, input.Rows, criteria);

    public async Task<bool?> ForEverybody(Round round, CancellationToken cancel) =>
        await db.Boxes.AnyAsync(b => b.RoundId == round.Id && !b.Inside, cancel);
}
