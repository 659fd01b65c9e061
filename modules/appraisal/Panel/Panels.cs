using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Store;
using Modular.Kernel.Texts;

namespace Modular.Appraisal.Panel;

/// <summary>Who may sit on a panel: accounts with the evaluator's role.</summary>
internal sealed class Panels(KernelDb kernel)
{
    public async Task<IReadOnlyList<(long Id, string Name)>> Evaluators(CancellationToken cancel) =>
        (
            await kernel
                .Accounts.AsNoTracking()
                .Where(a =>
                    !a.Disabled && kernel.AccountRoles.Any(r => r.AccountId == a.Id && r.Role == Role.Evaluator)
                )
                .Select(a => new { a.Id, a.DisplayName })
                .ToListAsync(cancel)
        )
            .OrderBy(a => a.DisplayName, ChineseOrder.Names)
            .Select(a => (a.Id, a.DisplayName))
            .ToList();
}
