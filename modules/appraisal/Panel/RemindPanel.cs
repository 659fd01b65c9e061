using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Rules;

namespace Modular.Appraisal.Panel;

/// <summary>
/// Reminds those who have not handed in: by hand, and by itself three days before the end. Once a day at most.
/// </summary>
internal sealed class RemindPanel(AppraisalDb db, TimeProvider clock) : IJobWork
{
    public const string Kind = "appraisal.remind";
    private const int DaysBefore = 3;

    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        var today = clock.Today();
        var until = today.AddDays(DaysBefore);
        int told = 0;
        foreach (
            long id in await db
                .Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .Where(r =>
                    r.State == RoundState.Open
                    && (r.Kind == RoundKind.Panel || r.Kind == RoundKind.SiteVisit)
                    && r.ClosesOn >= today
                    && r.ClosesOn <= until
                    && (r.RemindedOn == null || r.RemindedOn < today)
                )
                .Select(r => r.Id)
                .ToListAsync(cancel)
        )
            told += await Remind(id, cancel);
        return told == 0 ? null : $"{told}";
    }

    /// <returns>How many were told.</returns>
    public async Task<int> Now(long id, CancellationToken cancel)
    {
        var round =
            await db.Rounds.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw new NotFound();
        if (round.State != RoundState.Open)
            throw new RuleBroken("rounds.not-open");
        if (round.RemindedOn == clock.Today())
            throw new RuleBroken("rounds.reminded-today");
        return await Remind(id, cancel);
    }

    private Task<int> Remind(long id, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var today = clock.Today();
                // Compare-and-swap: of several hosts one reminds.
                if (
                    await db
                        .Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                        .Where(r => r.Id == id && (r.RemindedOn == null || r.RemindedOn < today))
                        .ExecuteUpdateAsync(set => set.SetProperty(r => r.RemindedOn, today), cancel) == 0
                )
                    return 0;
                var round = await db
                    .Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                    .AsNoTracking()
                    .SingleAsync(r => r.Id == id, cancel);
                var late = await db
                    .Panel.Where(p => p.RoundId == id && p.HandedInAt == null && p.ReplacedById == null)
                    .Select(p => p.AccountId)
                    .ToListAsync(cancel);
                foreach (long account in late)
                    db.NotifyPerson(
                        "rounds.reminder",
                        account,
                        $"/scoring/{id}",
                        round.Title,
                        round.ClosesOn is { } on ? Kernel.Texts.Words.ShortDate(on) : "-"
                    );
                db.Record("round.reminded", $"round:{id}", after: new { late.Count });
                await db.SaveChangesAsync(cancel);
                return late.Count;
            },
            cancel
        );
}
