using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Modules;

namespace Modular.Host.Pages.Jobs;

/// <summary>
/// Recurring work that fails waits for whoever looks after the installation: nobody else would notice.
/// </summary>
internal sealed class JobTodos(ListRecurring list, ActingScope me) : ITodoSource
{
    public async Task<IReadOnlyList<Todo>> Todos(CancellationToken cancel) =>
        me.Current.May(KernelPermissions.EngineManage)
            ? [new("jobs.todo", await list.Failing(cancel), "/jobs/recurring", true)]
            : [];
}
