using Modular.Kernel.Data;

namespace Modular.Kernel.Facts;

/// <summary>One line of the list of who hears what.</summary>
public sealed record FactSubscription(
    string FactName,
    string Handler,
    Func<IServiceProvider, OutboxFact, CancellationToken, Task> Deliver
);
