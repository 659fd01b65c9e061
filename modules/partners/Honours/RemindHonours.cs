using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Jobs;
using Modular.Partners.Data;

namespace Modular.Partners.Honours;

/// <summary>
/// A community that has not answered is reminded from two days before the day on, once a day at most; the proposal
/// waits for it.
/// </summary>
internal sealed class RemindHonours(PartnersDb db, TimeProvider clock) : IJobWork
{
    public const string Kind = "partners.honours";
    private const int DaysBefore = 2;

    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        var today = clock.Today();
        var until = today.AddDays(DaysBefore);
        int told = 0;
        foreach (
            long id in await db
                .Honours.Where(h =>
                    h.State == HonourState.Asked
                    && h.AnswerBy <= until
                    && (h.RemindedOn == null || h.RemindedOn < today)
                )
                .Select(h => h.Id)
                .ToListAsync(cancel)
        )
            told += await db.InTransaction(
                async () =>
                {
                    // Compare-and-swap: of several hosts one reminds.
                    if (
                        await db
                            .Honours.Where(h =>
                                h.Id == id
                                && h.State == HonourState.Asked
                                && (h.RemindedOn == null || h.RemindedOn < today)
                            )
                            .ExecuteUpdateAsync(set => set.SetProperty(h => h.RemindedOn, today), cancel) == 0
                    )
                        return 0;
                    var honour = await db.Honours.AsNoTracking().SingleAsync(h => h.Id == id, cancel);
                    db.Notify(
                        "partners.honour-asked",
                        honour.CommunityId,
                        PartnersModule.Meet,
                        $"/partners/honours/{id}",
                        honour.Name,
                        Kernel.Texts.Words.ShortDate(honour.AnswerBy)
                    );
                    await db.SaveChangesAsync(cancel);
                    return 1;
                },
                cancel
            );
        return told == 0 ? null : $"{told}";
    }
}
