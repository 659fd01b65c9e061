namespace Modular.Kernel.Data;

/// <summary>
/// Two people may edit it: the second to save is told. The number is raised by <see cref="ModuleDb"/> on every change.
/// </summary>
public interface IVersioned
{
    int Version { get; set; }
}
