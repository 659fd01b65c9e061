namespace Modular.Kernel.Rules;

/// <summary>
/// A rule of the domain refused the action. The key names a sentence in <c>Texts</c> that says what to do next; doors
/// turn it into a form error or a problem document, once, in the host.
/// </summary>
public class RuleBroken(string key, params object?[] arguments) : Exception(key), IRefusal
{
    public string Key { get; } = key;

    public object?[] Arguments { get; } = arguments;

    IReadOnlyList<object?> IRefusal.Arguments => Arguments;

    /// <summary>The form field it belongs to, if any.</summary>
    public string? Field { get; init; }
}

/// <summary>There is no such thing, or none this account may see: both answer 404, so that ids tell nothing.</summary>
public sealed class NotFound() : Exception("not found");
