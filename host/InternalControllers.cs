using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;

namespace Modular.Host;

/// <summary>Modules keep their controllers internal; the framework by itself takes only public ones.</summary>
internal sealed class InternalControllers : ControllerFeatureProvider
{
    protected override bool IsController(TypeInfo typeInfo) =>
        base.IsController(typeInfo)
        || (
            typeInfo is { IsClass: true, IsAbstract: false, IsPublic: false }
            && typeof(Controller).IsAssignableFrom(typeInfo)
        );
}
