using Microsoft.EntityFrameworkCore;

namespace Modular.Kernel.Data;

/// <summary>
/// SQLite lets one writer in at a time and its client polls while it waits. Inside one process we queue instead: fair,
/// and without the poll's 150 ms steps. PostgreSQL needs no turn.
/// </summary>
internal sealed class WriteTurn : IDisposable
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, SemaphoreSlim> Gates = new(
        StringComparer.Ordinal
    );
    private static readonly WriteTurn Free = new(null);
    private readonly SemaphoreSlim? _gate;

    private WriteTurn(SemaphoreSlim? gate) => _gate = gate;

    public static async ValueTask<WriteTurn> Wait(ModuleDb db, CancellationToken cancel)
    {
        if (!db.IsSqlite)
            return Free;
        var gate = Gates.GetOrAdd(db.Database.GetConnectionString() ?? "", _ => new(1, 1));
        if (!await gate.WaitAsync(TimeSpan.FromSeconds(20), cancel))
            throw new DatabaseBusy();
        return new(gate);
    }

    public void Dispose() => _gate?.Release();
}

/// <summary>Writing was not possible within the bounded wait. Doors answer 503 with Retry-After.</summary>
public sealed class DatabaseBusy() : Exception("The database is busy.");
