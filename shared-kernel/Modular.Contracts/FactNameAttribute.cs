namespace Modular.Contracts;

/// <summary>
/// The fixed wire name of a fact, such as <c>needs.topic-confirmed.v1</c>. It never changes; a change of shape is a new
/// version.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FactNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
