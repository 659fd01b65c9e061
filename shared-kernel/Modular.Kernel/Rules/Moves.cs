namespace Modular.Kernel.Rules;

/// <summary>
/// A state machine as a table: each move by its name, from which states it is allowed, and where it leads. Nothing else
/// changes a state.
/// </summary>
public sealed class Moves<TState>
    where TState : struct, Enum
{
    private readonly Dictionary<string, (TState[] From, TState To)> _moves = new(StringComparer.Ordinal);

    public (TState[] From, TState To) this[string move]
    {
        get => _moves[move];
        init => _moves[move] = value;
    }

    public IEnumerable<string> Names => _moves.Keys;

    public bool Allowed(TState from, string move) => _moves[move].From.Contains(from);

    /// <summary>The state after a move.</summary>
    /// <exception cref="RuleBroken">It is not allowed from there: <paramref name="refusal"/> says so.</exception>
    public TState After(TState from, string move, string refusal) =>
        Allowed(from, move) ? _moves[move].To : throw new RuleBroken(refusal);
}
