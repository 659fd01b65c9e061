using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Modular.Kernel.Access;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Projects.Notice;

namespace Modular.Projects.Portal;

internal sealed record NoticesPage(IReadOnlyList<NoticeView> Projects, IReadOnlyList<Selecting.Selection> Selections);

internal sealed record NoticePage(NoticeView View, UnitTree Tree, ObjectionForm Form);

internal sealed class ObjectionForm
{
    [Required(ErrorMessage = "projects.objection-text"), StringLength(2000)] public string Text { get; set; } = "";
    [StringLength(60)] public string? Contact { get; set; }
}

/// <summary>The public side of projects before they are approved: notices with objections.</summary>
[OpenToAll]
internal sealed class ProjectPortalController(RunNotice notices, Selecting.ReadSelections selections, UnitDirectory units, Words words) : Controller
{
    [HttpGet("/notices")]
    public async Task<IActionResult> Notices(CancellationToken cancel) => View(new NoticesPage(await notices.AllOpen(cancel), await selections.AllPublic(cancel)));

    [HttpGet("/notices/{id:long}")]
    public async Task<IActionResult> Notice(long id, CancellationToken cancel) => View(new NoticePage(await notices.Public(id, cancel), await units.Tree(cancel), new()));

    [HttpPost("/notices/{id:long}"), EnableRateLimiting("public"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Notice(long id, [Bind(Prefix = "Form")] ObjectionForm form, CancellationToken cancel)
    {
        try
        {
            if (ModelState.IsValid)
            {
                await notices.Object(id, form.Text, form.Contact, cancel);
                TempData["said"] = words["projects.said.objected"];
                return Redirect($"/notices/{id}");
            }
        }
        catch (RuleBroken broken)
        {
            ModelState.AddModelError("", words[broken.Key, broken.Arguments]);
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View(new NoticePage(await notices.Public(id, cancel), await units.Tree(cancel), form));
    }
}
