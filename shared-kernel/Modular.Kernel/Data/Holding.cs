using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Modular.Kernel.Data;

/// <summary>
/// Holds rows until the transaction has ended, so that of two that come at once the second sees what the first did. A
/// column is written with its own value: both databases take the lock of a writer and change nothing.
/// </summary>
public static class Holding
{
    /// <param name="column">Any column that no index is over.</param>
    /// <returns>How many rows are held; none where what was asked for is not so any more.</returns>
    public static Task<int> Hold<TRow, TColumn>(
        this IQueryable<TRow> rows,
        Expression<Func<TRow, TColumn>> column,
        CancellationToken cancel
    )
        where TRow : class => rows.ExecuteUpdateAsync(set => set.SetProperty(column, column), cancel);
}
