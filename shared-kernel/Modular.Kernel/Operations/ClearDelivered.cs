using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Notices;
using Modular.Kernel.Store;

namespace Modular.Kernel.Operations;

/// <summary>
/// Forgets delivered facts and their inbox marks after thirty days, runs of recurring work and sessions that have
/// ended. What is personal has its period in the register and goes by <see cref="Privacy.EraseExpired"/>.
/// </summary>
internal sealed class ClearDelivered(
    KernelDb db,
    RecurringSlots slots,
    Sessions sessions,
    Files.UploadBudget uploads,
    SharedCount counts,
    TimeProvider clock
) : IJobWork
{
    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        var before = clock.GetUtcNow().AddDays(-30);
        await db.Set<InboxMark>().Where(m => m.At < before).ExecuteDeleteAsync(cancel);
        await db.Set<NoticeWish>().Where(w => w.SpreadAt != null && w.SpreadAt < before).ExecuteDeleteAsync(cancel);
        await db.Deliveries.Where(d => d.State == DeliveryState.Sent && d.SentAt < before).ExecuteDeleteAsync(cancel);
        await db.Facts.Where(f => f.DeliveredAt != null && f.DeliveredAt < before).ExecuteDeleteAsync(cancel);
        await slots.Forget(cancel);
        await sessions.Clear(cancel);
        await uploads.Forget(cancel);
        await counts.Clear(cancel);
        return null;
    }
}
