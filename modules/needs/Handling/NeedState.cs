namespace Modular.Needs.Handling;

internal enum NeedState { Registered, InHandling, WaitingForRequester, Answered, Closed, Declined, Merged }

/// <summary>The state machine of a need: which move leads from where to where. Nothing else changes a need's state.</summary>
internal static class NeedMoves
{
    public static readonly IReadOnlyDictionary<string, (NeedState[] From, NeedState To)> All = new Dictionary<string, (NeedState[], NeedState)>(StringComparer.Ordinal)
    {
        ["accepted"] = ([NeedState.Registered], NeedState.InHandling),
        ["handler-set"] = ([NeedState.Registered, NeedState.InHandling], NeedState.InHandling),
        ["asked-requester"] = ([NeedState.Registered, NeedState.InHandling], NeedState.WaitingForRequester),
        ["requester-replied"] = ([NeedState.WaitingForRequester], NeedState.InHandling),
        ["answered"] = ([NeedState.Registered, NeedState.InHandling, NeedState.WaitingForRequester], NeedState.Answered),
        ["declined"] = ([NeedState.Registered, NeedState.InHandling], NeedState.Declined),
        ["merged"] = ([NeedState.Registered, NeedState.InHandling], NeedState.Merged),
        ["closed"] = ([NeedState.Answered], NeedState.Closed),
        ["reopened"] = ([NeedState.Answered, NeedState.Closed, NeedState.Declined], NeedState.InHandling),
    };

    public static readonly NeedState[] Open = [NeedState.Registered, NeedState.InHandling, NeedState.WaitingForRequester];

    public static bool Allowed(NeedState from, string move) => All[move].From.Contains(from);
}
