using Modular.Kernel.Data;

namespace Modular.Kernel.Modules;

/// <summary>The modules this deployment loads, in dependency order.</summary>
public sealed class ModuleSet
{
    private ModuleSet(IReadOnlyList<IModule> modules) => All = modules;

    public IReadOnlyList<IModule> All { get; }

    public bool Has(string id) => All.Any(m => m.Id == id);

    /// <param name="wanted">Names from the configuration; null means all.</param>
    /// <exception cref="StartRefused">A name is unknown, or a module lacks one it depends on.</exception>
    public static ModuleSet Choose(IReadOnlyList<IModule> catalogue, IReadOnlyList<string>? wanted)
    {
        var names = wanted ?? [.. catalogue.Select(m => m.Id)];
        foreach (string name in names)
            if (!catalogue.Any(m => m.Id == name))
                throw new StartRefused("start.module-unknown", name, string.Join(", ", catalogue.Select(m => m.Id)));
        foreach (var module in catalogue.Where(m => names.Contains(m.Id)))
        foreach (string needed in module.DependsOn)
            if (!names.Contains(needed))
                throw new StartRefused("start.module-missing-dependency", module.Id, needed);
        return new([.. catalogue.Where(m => names.Contains(m.Id))]);
    }
}
