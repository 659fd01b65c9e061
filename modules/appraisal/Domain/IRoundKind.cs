using Modular.Kernel.Plugins;

namespace Modular.Appraisal.Domain;

/// <summary>
/// What differs from one kind of round to another. Each kind says it once, in its own room; the usual answer stands
/// here. A new kind is one more of these.
/// </summary>
internal interface IRoundKind
{
    IReadOnlyList<RoundKind> Kinds { get; }

    /// <summary>Opened by the button all rounds have; else only by its own.</summary>
    bool OpensInCommon => true;

    RoundClose Closes => RoundClose.InCommon;

    /// <summary>Not once something was shown: what two sides gave, or what was counted, is not scored on.</summary>
    bool MayReopen => false;

    /// <summary>Another method, or other parameters, may be set before publication.</summary>
    bool MayChangeMethod => false;

    /// <summary>Marks go to the method in per cent of their scale, so results stay between 0 and 100.</summary>
    bool InPerCent => false;

    /// <summary>What happens with the common opening, before the state moves. The caller saves.</summary>
    Task Opening(Round round, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Its own close, where it has one.</summary>
    Task Close(Round round, CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>What goes to the method.</summary>
    /// <param name="whole">With what was excluded, to show both.</param>
    Task<RoundInput> Input(Round round, bool whole, CancellationToken cancel);

    /// <summary>What of the method's result may be kept and shown.</summary>
    Computation Shown(Round round, Computation computed, RoundInput input, IReadOnlyList<Criterion> criteria) =>
        computed;

    /// <summary>
    /// Whether everybody reads the published result; null leaves it to whether people stand in it by name.
    /// </summary>
    Task<bool?> ForEverybody(Round round, CancellationToken cancel) => Task.FromResult<bool?>(null);
}

internal enum RoundClose
{
    /// <summary>By the button all rounds have, and by itself the morning after the last day.</summary>
    InCommon,

    /// <summary>By its own, which unseals what was given, and likewise by itself.</summary>
    Own,

    /// <summary>Only by the people who hold its key.</summary>
    ByHolders,
}

/// <summary>What goes to a method: rows by the codes people know, and the codes of all subjects.</summary>
internal sealed record RoundInput(IReadOnlyList<ScoreRow> Rows, IReadOnlyList<string> Subjects);

/// <summary>The kinds by their names.</summary>
internal sealed class RoundKinds(IEnumerable<IRoundKind> kinds)
{
    public IRoundKind Of(Round round) => kinds.Single(k => k.Kinds.Contains(round.Kind));
}
