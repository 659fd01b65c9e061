using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Projects.Selections;

namespace Modular.Projects.Portal;

/// <summary>Results of selections while they stand in public and after; anybody may object while they do.</summary>
[OpenToAll]
internal sealed class SelectionPortalController(
    ShowSelections read,
    Kernel.Privacy.PrivacyNotices privacy,
    UnitDirectory units,
    Words words,
    TimeProvider clock
) : Controller
{
    private const string Page = "/Views/ProjectPortal/SelectionResult.cshtml";

    [HttpGet("/notices/selection/{id:long}")]
    public Task<IActionResult> Result(long id, CancellationToken cancel) =>
        Show(id, new(), TempData["code"] as string, cancel);

    [HttpPost("/notices/selection/{id:long}"), EnableRateLimiting("public"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Result(
        long id,
        [Bind(Prefix = "Form")] ObjectionForm form,
        CancellationToken cancel
    )
    {
        try
        {
            if (ModelState.IsValid)
            {
                TempData["code"] = await read.Object(
                    id,
                    form.Text,
                    form.Contact,
                    cancel,
                    await privacy.GivenFor(form.Consented, cancel, form.Contact)
                );
                TempData["said"] = words["projects.said.objected"];
                return Redirect($"/notices/selection/{id}");
            }
        }
        catch (RuleBroken broken)
        {
            ModelState.AddModelError("", words[broken.Key, broken.Arguments]);
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await Show(id, form, null, cancel);
    }

    private async Task<IActionResult> Show(long id, ObjectionForm form, string? code, CancellationToken cancel)
    {
        var view = await read.Public(id, cancel);
        return View(
            Page,
            new SelectionPage(
                view,
                await units.Tree(cancel),
                form,
                view.Selection.State == SelectionState.InNotice && (view.Ends is not { } ends || clock.Today() < ends),
                code
            )
        );
    }
}

internal sealed record SelectionPage(
    SelectionView View,
    UnitTree Tree,
    ObjectionForm Form,
    bool Taken,
    string? Code = null
);
