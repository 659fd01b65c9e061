using Modular.Kernel.Audit;
using Modular.Kernel.Jobs;

namespace Modular.Kernel.Operations;

/// <summary>Notes the end of the audit chain outside the database, every five minutes.</summary>
internal sealed class KeepAuditCheckpoint(VerifyAudit audit) : IJobWork
{
    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        await audit.KeepCheckpoint(cancel);
        return null;
    }
}
