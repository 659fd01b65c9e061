using Modular.Kernel.Modules;

namespace Modular.Host.Pages;

/// <summary>The kinds of notices of the modules that are loaded.</summary>
internal sealed class NoticeKinds(ModuleSet modules)
{
    public IReadOnlyList<string> All { get; } = [.. modules.All.SelectMany(m => m.NoticeKinds)];
}
