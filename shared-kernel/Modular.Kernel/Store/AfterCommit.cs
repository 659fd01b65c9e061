using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Kernel.Jobs;

namespace Modular.Kernel.Store;

/// <summary>
/// What must not happen before a change is there: waking the courier, telling the engine of jobs. Whoever began the
/// transaction and however many saves it holds, this is after its commit; what was rolled back is never told.
/// </summary>
internal sealed class AfterCommit(JobTelling jobs) : DbTransactionInterceptor
{
    public override Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        Committed(eventData);
        return Task.CompletedTask;
    }

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) =>
        Committed(eventData);

    public override Task TransactionRolledBackAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        (eventData.Context as ModuleDb)?.TakeAsked();
        return Task.CompletedTask;
    }

    public override void TransactionRolledBack(DbTransaction transaction, TransactionEndEventData eventData) =>
        (eventData.Context as ModuleDb)?.TakeAsked();

    private void Committed(TransactionEndEventData eventData)
    {
        if (eventData.Context is not ModuleDb db)
            return;
        jobs.Tell(db.TakeAsked());
        Courier.Nudge();
    }
}
