namespace Modular.Kernel.Rules;

/// <summary>An exception that is meant for people: a sentence by its key, and what stands in it.</summary>
public interface IRefusal
{
    string Key { get; }

    IReadOnlyList<object?> Arguments { get; }
}
