using Modular.Appraisal;
using Modular.Kernel.Modules;
using Modular.Needs;
using Modular.Partners;
using Modular.Projects;

namespace Modular.Host;

/// <summary>The one list of modules.</summary>
internal static class ModuleCatalogue
{
    public static IReadOnlyList<IModule> All { get; } =
    [new NeedsModule(), new ProjectsModule(), new PartnersModule(), new AppraisalModule()];
}
