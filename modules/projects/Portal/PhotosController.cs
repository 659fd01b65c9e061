using Microsoft.AspNetCore.Mvc;
using Modular.Kernel.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Portal;

/// <summary>Photos of activities that were given out.</summary>
[OpenToAll]
internal sealed class PhotosController(ProjectFiles files) : Controller
{
    [HttpGet("/library/{number}/photos/{id:long}")]
    public Task<IActionResult> Show(string number, long id, CancellationToken cancel) =>
        files.ServePublic(number, id, Response, cancel);
}
