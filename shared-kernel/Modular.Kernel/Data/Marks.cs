namespace Modular.Kernel.Data;

/// <summary>Belongs to a unit: every query on it goes through the scope filter (named <see cref="ModuleDb.ScopeFilter"/>).</summary>
public interface IScoped
{
    int UnitId { get; }

    /// <summary>Materialised ids from the root, such as <c>/1/4/17/</c>; kept true by the kernel when units move.</summary>
    string UnitPath { get; }
}

/// <summary>May be handed to a unit elsewhere in the tree, which then sees it too.</summary>
public interface IHandedOver : IScoped
{
    /// <summary>Path of the unit it was handed to, or null; kept true by the kernel when units move.</summary>
    string? HandlerPath { get; }
}

/// <summary>Two people may edit it: the second to save is told. The number is raised by <see cref="ModuleDb"/> on every change.</summary>
public interface IVersioned
{
    int Version { get; set; }
}
