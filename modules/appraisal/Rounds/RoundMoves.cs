namespace Modular.Appraisal.Rounds;

/// <summary>The state machine of a round. Nothing else changes a round's state.</summary>
internal static class RoundMoves
{
    public static readonly IReadOnlyDictionary<string, (RoundState[] From, RoundState To)> All = new Dictionary<string, (RoundState[], RoundState)>(StringComparer.Ordinal)
    {
        ["opened"] = ([RoundState.Draft], RoundState.Open),
        ["closed"] = ([RoundState.Open], RoundState.Closed),
        ["reopened"] = ([RoundState.Closed], RoundState.Open),
        ["computed"] = ([RoundState.Closed], RoundState.Computed),
        ["method-changed"] = ([RoundState.Closed, RoundState.Computed], RoundState.Closed),
        ["published"] = ([RoundState.Computed], RoundState.Published),
        ["archived"] = ([RoundState.Published], RoundState.Archived),
    };

    public static bool Allowed(RoundState from, string move) => All[move].From.Contains(from);
}
