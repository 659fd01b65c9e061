using System.Linq.Expressions;
using Modular.Kernel.Rules;

namespace Modular.Needs.Domain;

internal enum NeedState
{
    Registered,
    Dispatched,
    InHandling,
    WaitingForRequester,
    Answered,
    Closed,
    Declined,
    Merged,
}

/// <summary>
/// The state machine of a need: which move leads from where to where. Nothing else changes a need's state.
/// </summary>
internal static class NeedMoves
{
    private static readonly NeedState[] Working = [NeedState.Registered, NeedState.Dispatched, NeedState.InHandling];

    public static readonly Moves<NeedState> All = new()
    {
        // Triage: sorted and taken on by the first receiver's unit.
        ["accepted"] = ([NeedState.Registered, NeedState.InHandling], NeedState.InHandling),
        // Dispatch: sent to a unit or person, taken by it, or given back with the right office named.
        ["dispatched"] = ([NeedState.Registered, NeedState.Dispatched, NeedState.InHandling], NeedState.Dispatched),
        ["taken"] = ([NeedState.Dispatched], NeedState.InHandling),
        ["sent-back"] = ([NeedState.Dispatched], NeedState.Registered),
        ["disputed"] = ([NeedState.Dispatched], NeedState.Dispatched),
        ["ruled"] = ([NeedState.Dispatched], NeedState.InHandling),
        ["claimed"] = ([NeedState.Registered, NeedState.Dispatched, NeedState.InHandling], NeedState.InHandling),
        ["unclaimed"] = ([NeedState.Dispatched], NeedState.Registered),
        // The requester is asked for something; the clock stands still.
        ["asked-requester"] = (Working, NeedState.WaitingForRequester),
        ["requester-replied"] = ([NeedState.WaitingForRequester], NeedState.InHandling),
        // Outcomes.
        ["answered"] = (
            [NeedState.Registered, NeedState.Dispatched, NeedState.InHandling, NeedState.WaitingForRequester],
            NeedState.Answered
        ),
        ["declined"] = (Working, NeedState.Declined),
        ["merged"] = (Working, NeedState.Merged),
        ["unmerged"] = ([NeedState.Merged], NeedState.InHandling),
        // After the answer: satisfied, silent for long, or sent back.
        ["rated"] = ([NeedState.Answered, NeedState.Closed], NeedState.Closed),
        ["closed"] = ([NeedState.Answered], NeedState.Closed),
        ["reworked"] = ([NeedState.Answered, NeedState.Closed], NeedState.InHandling),
        ["reopened"] = ([NeedState.Answered, NeedState.Closed, NeedState.Declined], NeedState.InHandling),
    };

    /// <summary>
    /// The clock runs. Written out state by state, so that the databases see the condition of the index over running
    /// needs.
    /// </summary>
    public static readonly Expression<Func<Need, bool>> Running = n =>
        n.State == NeedState.Registered || n.State == NeedState.Dispatched || n.State == NeedState.InHandling;

    /// <summary>As <see cref="Open"/>, for queries.</summary>
    public static readonly Expression<Func<Need, bool>> IsOpen = n =>
        n.State == NeedState.Registered
        || n.State == NeedState.Dispatched
        || n.State == NeedState.InHandling
        || n.State == NeedState.WaitingForRequester;

    public static readonly NeedState[] Open =
    [
        NeedState.Registered,
        NeedState.Dispatched,
        NeedState.InHandling,
        NeedState.WaitingForRequester,
    ];
}
