namespace Modular.Kernel.Data;

/// <summary>May be handed to a unit elsewhere in the tree, which then sees it too.</summary>
public interface IHandedOver : IScoped
{
    /// <summary>Path of the unit it was handed to, or null; kept true by the kernel when units move.</summary>
    string? HandlerPath { get; }
}
