using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Modular.Kernel.Access;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Projects.Library;
using Modular.Projects.Notice;
using Modular.Projects.Design;

namespace Modular.Projects.Portal;

internal sealed record LibraryPage(string? Q, IReadOnlyList<Project> Projects, UnitTree Tree);

internal sealed record LibraryCard(ProjectView View, UnitTree Tree);

internal sealed record NoticesPage(IReadOnlyList<NoticeView> Projects, IReadOnlyList<Selecting.Selection> Selections);

internal sealed record NoticePage(NoticeView View, UnitTree Tree, ObjectionForm Form);

internal sealed class ObjectionForm
{
    [Required(ErrorMessage = "projects.objection-text"), StringLength(2000)] public string Text { get; set; } = "";
    [StringLength(60)] public string? Contact { get; set; }
}

/// <summary>The public side of projects: notices with objections, and the library.</summary>
[OpenToAll]
internal sealed class ProjectPortalController(BrowseProjects browse, RunNotice notices, Selecting.ReadSelections selections, UnitDirectory units, Words words) : Controller
{
    [HttpGet("/library")]
    public async Task<IActionResult> Library(string? q, CancellationToken cancel) => View(new LibraryPage(q, await browse.Library(q, cancel), await units.Tree(cancel)));

    [HttpGet("/library/{number}")]
    public async Task<IActionResult> Card(string number, CancellationToken cancel) => View(new LibraryCard(await browse.InLibrary(number, cancel), await units.Tree(cancel)));

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
