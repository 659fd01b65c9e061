using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Units;
using Modular.Needs.Data;

namespace Modular.Needs.Domain;

/// <summary>A unit with needs to answer, its own or handed to it, is not closed over them.</summary>
internal sealed class OpenNeeds(NeedsDb db) : IOpenWork
{
    public string Key => "needs.unit-has-open";

    public Task<int> Count(int unitId, CancellationToken cancel) =>
        db
            .Needs.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(NeedMoves.IsOpen)
            .CountAsync(n => n.UnitId == unitId || n.HandlerUnitId == unitId, cancel);
}
