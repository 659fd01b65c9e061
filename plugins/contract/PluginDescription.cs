namespace Modular.Plugins.Contract;

/// <param name="Id">Lower-case words joined by hyphens; also the folder's name, such as <c>trimmed-mean</c>.</param>
/// <param name="Version">Changes whenever any result could change.</param>
public sealed record PluginDescription(
    string Id,
    string Version,
    string Author,
    Message Name,
    Message Summary,
    IReadOnlyList<ParameterDescription> Parameters
);

/// <summary>What the host makes a form field from.</summary>
/// <param name="Default">As it would stand in JSON; null where the field may stay empty.</param>
/// <param name="Choices">Only for <see cref="ParameterKind.Choice"/>: value and its words.</param>
public sealed record ParameterDescription(
    string Key,
    ParameterKind Kind,
    Message Name,
    Message Help,
    string? Default,
    double? Minimum = null,
    double? Maximum = null,
    IReadOnlyDictionary<string, Message>? Choices = null
);

public enum ParameterKind
{
    Integer,
    Number,
    Choice,
    Flag,

    /// <summary>One number per criterion of the round, as a JSON object.</summary>
    NumberPerCriterion,

    /// <summary>One of the choices per criterion of the round, as a JSON object.</summary>
    ChoicePerCriterion,

    /// <summary>Numbers in order, as a JSON array.</summary>
    NumberList,
}
