using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.Extensions.Primitives;
using Modular.Host.Entrance;

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
