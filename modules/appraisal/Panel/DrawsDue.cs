using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Calendar;

namespace Modular.Appraisal.Panel;

/// <summary>
/// Rounds whose announced figure is known by now and wants entering: until somebody does, nobody judges or votes.
/// </summary>
internal sealed class DrawsDue(AppraisalDb db, TimeProvider clock)
{
    public IQueryable<Round> Rounds()
    {
        var today = clock.Today();
        return db.Rounds.Where(r =>
            (r.State == RoundState.Draft && db.PanelDraws.Any(d => d.RoundId == r.Id && d.Key == null && d.On <= today))
            || (
                r.State == RoundState.Frozen
                && db.Boxes.Any(b => b.RoundId == r.Id && b.Drawn == null && b.DrawOn != null && b.DrawOn <= today)
            )
        );
    }

    /// <summary>The rounds with the day their figure fell.</summary>
    public async Task<IReadOnlyList<(Round Round, DateOnly On)>> List(int most, CancellationToken cancel)
    {
        var due = await Rounds()
            .AsNoTracking()
            .OrderBy(r => r.Id)
            .Take(most)
            .Select(r => new
            {
                Round = r,
                Panel = db.PanelDraws.Where(d => d.RoundId == r.Id).Select(d => (DateOnly?)d.On).FirstOrDefault(),
                Box = db.Boxes.Where(b => b.RoundId == r.Id).Select(b => b.DrawOn).FirstOrDefault(),
            })
            .ToListAsync(cancel);
        return [.. due.Select(d => (d.Round, (d.Panel ?? d.Box)!.Value))];
    }
}
