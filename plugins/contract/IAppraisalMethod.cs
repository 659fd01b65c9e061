namespace Modular.Plugins.Contract;

/// <summary>
/// One way of turning scores into a result. A method is a pure function: the same input and parameters give the same
/// result, for ever, under the same id and version. It reads no clock, file, network, database or culture, and draws no
/// random numbers except from a seed that is one of its parameters. It has a public constructor without parameters.
/// Calls come one at a time, each in a process of its own.
/// </summary>
public interface IAppraisalMethod
{
    /// <summary>Who this is and what it can be told. Must not depend on anything but the assembly itself.</summary>
    PluginDescription Describe();

    /// <summary>
    /// Computes the result of one round.
    /// </summary>
    /// <exception cref="NotComputableException">
    /// The input cannot give a meaningful result; the message says why in plain words.
    /// </exception>
    MethodResult Compute(MethodInput input, ParameterValues parameters);
}

/// <summary>
/// Scores in columns: entry <c>i</c> of every list belongs together, sorted by rater, subject, criterion.
/// <see cref="Rater"/>, <see cref="Subject"/> and <see cref="Criterion"/> hold indices into the name lists.
/// A missing score has no entry; it is never zero. The host has already refused NaN, infinity and the same
/// (rater, subject, criterion, side) twice.
/// </summary>
/// <param name="Side">Empty, or one name per entry for methods that score in two directions.</param>
public sealed record MethodInput(
    IReadOnlyList<string> Raters,
    IReadOnlyList<string> Subjects,
    IReadOnlyList<string> Criteria,
    IReadOnlyList<int> Rater,
    IReadOnlyList<int> Subject,
    IReadOnlyList<int> Criterion,
    IReadOnlyList<double> Value,
    IReadOnlyList<string> Side
);

/// <param name="Subjects">One entry for every subject of the input, in any order.</param>
/// <param name="Warnings">What a person should know before trusting the figures.</param>
/// <param name="Details">Further figures by name, as JSON-like values (numbers, strings, lists, dictionaries).</param>
public sealed record MethodResult(
    IReadOnlyList<SubjectResult> Subjects,
    IReadOnlyList<RaterStatistic> Raters,
    IReadOnlyList<Message> Warnings,
    IReadOnlyDictionary<string, object?> Details
);

/// <summary>
/// Score and interval are null where not computable; the reasons then say why. Ranks are given by the host from the
/// scores, ties shared, unless the method gives them.
/// </summary>
/// <param name="N">Number of raters the result rests on.</param>
public sealed record SubjectResult(
    string Subject,
    double? Score,
    double? Lower,
    double? Upper,
    int N,
    IReadOnlyList<Message> Reasons
)
{
    /// <summary>
    /// Only where the order is not that of the scores, and then for every subject with a score: 1 is best, ties share a
    /// place.
    /// </summary>
    public int? Rank { get; init; }
}

/// <param name="Effect">
/// How far the rater stands from the others, in the unit of the score; positive is lenient.
/// </param>
public sealed record RaterStatistic(string Rater, double Effect, int N);

/// <summary>A sentence for people in both languages of the system.</summary>
public sealed record Message(string Zh, string En);

/// <summary>The input gives no meaningful result. Not a fault of the plugin.</summary>
public sealed class NotComputableException(Message reason) : Exception(reason.En)
{
    public Message Reason { get; } = reason;
}
