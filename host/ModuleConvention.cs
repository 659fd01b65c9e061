using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Modular.Kernel.Modules;

namespace Modular.Host;

/// <summary>Marks controllers as their module's.</summary>
internal sealed class ModuleConvention(ModuleSet modules) : IApplicationModelConvention
{
    public void Apply(ApplicationModel application)
    {
        foreach (var controller in application.Controllers)
            if (
                modules.All.FirstOrDefault(m => m.GetType().Assembly == controller.ControllerType.Assembly) is
                { } module
            )
                foreach (var selector in controller.Actions.SelectMany(a => a.Selectors))
                    selector.EndpointMetadata.Add(new OfModule(module.Id));
    }
}
