using Modular.Contracts;
using Modular.Kernel.Data;

namespace Modular.Kernel.Facts;

/// <summary>
/// Reacts to a fact with the module's own context. The kernel opens the transaction, adds the inbox mark and saves; the
/// handler only changes rows.
/// </summary>
public interface IFactHandler<in TFact, in TDb>
    where TFact : IFact
    where TDb : ModuleDb
{
    Task Handle(TFact fact, TDb db, CancellationToken cancel);
}
