using Modular.Kernel.Rules;

namespace Modular.Appraisal.Domain;

/// <summary>The state machine of a round. Nothing else changes a round's state.</summary>
internal static class RoundMoves
{
    public static readonly Moves<RoundState> All = new()
    {
        // By ballot: raters sign up, the list is frozen, a draw falls.
        ["recruiting"] = ([RoundState.Draft], RoundState.Recruiting),
        ["frozen"] = ([RoundState.Recruiting], RoundState.Frozen),
        ["opened"] = ([RoundState.Draft, RoundState.Frozen], RoundState.Open),
        ["closed"] = ([RoundState.Open], RoundState.Closed),
        // Joined from other rounds: nobody scores.
        ["gathered"] = ([RoundState.Draft], RoundState.Closed),
        ["reopened"] = ([RoundState.Closed], RoundState.Open),
        ["computed"] = ([RoundState.Closed], RoundState.Computed),
        ["method-changed"] = ([RoundState.Closed, RoundState.Computed], RoundState.Closed),
        ["published"] = ([RoundState.Computed], RoundState.Published),
        ["corrected"] = ([RoundState.Published], RoundState.Closed),
        ["archived"] = ([RoundState.Published], RoundState.Archived),
    };
}
