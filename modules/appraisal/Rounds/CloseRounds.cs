using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Calendar;
using Modular.Kernel.Jobs;
using Modular.Kernel.Rules;

namespace Modular.Appraisal.Rounds;

/// <summary>
/// The morning after its last day a round is closed by itself; a ballot is not, since only the holders of its key can.
/// Each once, whoever is first.
/// </summary>
internal sealed class CloseRounds(AppraisalDb db, RunRound run, RoundKinds kinds, TimeProvider clock) : IJobWork
{
    public const string Kind = "appraisal.close";

    public async Task<string?> Run(JobRun job, CancellationToken cancel)
    {
        var today = clock.Today();
        var over = await db
            .Rounds.AsNoTracking()
            .Where(r => r.State == RoundState.Open && r.ClosesOn < today)
            .OrderBy(r => r.Id)
            .ToListAsync(cancel);
        int closed = 0;
        foreach (var round in over)
        {
            var kind = kinds.Of(round);
            if (kind.Closes == RoundClose.ByHolders)
                continue;
            try
            {
                db.Discard();
                db.Notify("rounds.closed", round.UnitId, AppraisalModule.Run, round.Page(), round.Title);
                await (
                    kind.Closes == RoundClose.Own
                        ? kind.Close(round, cancel)
                        : run.Close(round.Id, round.Version, cancel)
                );
                closed++;
            }
            catch (RuleBroken)
            {
                // Somebody closed it, or moved it on, at this moment.
                db.Discard();
            }
        }

        return closed == 0 ? null : $"{closed}";
    }
}
