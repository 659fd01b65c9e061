using System.Collections.Concurrent;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;

namespace Modular.Kernel.Tables;

/// <summary>One account has one file read at a time on a host: whoever sends ten gets a sentence for nine.</summary>
public static class SheetTurns
{
    private static readonly ConcurrentDictionary<long, bool> Reading = new();

    /// <returns>Ends the turn when disposed. Jobs and the command line, which act for nobody, take none.</returns>
    /// <exception cref="RuleBroken">Another file of the same account is being read.</exception>
    public static IDisposable Of(Acting acting)
    {
        if (acting.IsSystem || acting.AccountId is not { } account)
            return new Turn(null);
        return Reading.TryAdd(account, true)
            ? new Turn(account)
            : throw new RuleBroken("sheet.one-at-a-time") { Field = "File" };
    }

    private sealed class Turn(long? account) : IDisposable
    {
        public void Dispose()
        {
            if (account is { } mine)
                Reading.TryRemove(mine, out _);
        }
    }
}
