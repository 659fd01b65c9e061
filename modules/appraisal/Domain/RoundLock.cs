using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;

namespace Modular.Appraisal.Domain;

/// <summary>
/// Holds a round as it stands until the current transaction is over: who closes it waits, or was first. On SQLite
/// writers take turns anyway.
/// </summary>
internal static class RoundLock
{
    /// <exception cref="RuleBroken">It is not open, with the key given; a transaction is needed.</exception>
    public static async Task StillOpen(AppraisalDb db, long id, string key, CancellationToken cancel)
    {
        if (await State(db, id, cancel) != RoundState.Open)
            throw new RuleBroken(key);
    }

    public static async Task<RoundState> State(AppraisalDb db, long id, CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("A round is held inside a transaction.");
        if (db.IsSqlite)
            return await db
                .Rounds.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .AsNoTracking()
                .Where(r => r.Id == id)
                .Select(r => r.State)
                .SingleAsync(cancel);
        return Enum.Parse<RoundState>(
            (
                await db
                    .Database.SqlQueryRaw<string>(
                        "SELECT state AS \"Value\" FROM appraisal.round WHERE id = {0} FOR SHARE",
                        id
                    )
                    .ToListAsync(cancel)
            )[0]
        );
    }
}
