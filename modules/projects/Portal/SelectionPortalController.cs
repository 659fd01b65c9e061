using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Modular.Kernel.Access;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Projects.Selecting;

namespace Modular.Projects.Portal;

internal sealed record SelectionPage(SelectionView View, UnitTree Tree, ObjectionForm Form);

/// <summary>Results of selections while they stand in public and after; anybody may object while they do.</summary>
[OpenToAll]
internal sealed class SelectionPortalController(ReadSelections read, UnitDirectory units, Words words) : Controller
{
    private const string Page = "/Views/ProjectPortal/SelectionResult.cshtml";

    [HttpGet("/notices/selection/{id:long}")]
    public async Task<IActionResult> Result(long id, CancellationToken cancel) => View(Page, new SelectionPage(await read.Public(id, cancel), await units.Tree(cancel), new()));

    [HttpPost("/notices/selection/{id:long}"), EnableRateLimiting("public"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Result(long id, [Bind(Prefix = "Form")] ObjectionForm form, CancellationToken cancel)
    {
        try
        {
            if (ModelState.IsValid)
            {
                await read.Object(id, form.Text, form.Contact, cancel);
                TempData["said"] = words["projects.said.objected"];
                return Redirect($"/notices/selection/{id}");
            }
        }
        catch (RuleBroken broken)
        {
            ModelState.AddModelError("", words[broken.Key, broken.Arguments]);
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View(Page, new SelectionPage(await read.Public(id, cancel), await units.Tree(cancel), form));
    }
}
