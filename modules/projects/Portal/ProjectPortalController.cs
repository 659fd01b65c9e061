using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Projects.Notice;

namespace Modular.Projects.Portal;

/// <summary>The public side of projects before they are approved: notices with objections.</summary>
[OpenToAll]
internal sealed class ProjectPortalController(
    ShowNotices notices,
    HearObjections objections,
    Kernel.Privacy.PrivacyNotices privacy,
    Selections.ShowSelections selections,
    UnitDirectory units,
    Words words,
    TimeProvider clock
) : Controller
{
    [HttpGet("/notices")]
    public async Task<IActionResult> Notices(CancellationToken cancel) =>
        View(new NoticesPage(await notices.AllOpen(cancel), await selections.AllPublic(cancel)));

    [HttpGet("/notices/{id:long}")]
    public Task<IActionResult> Notice(long id, CancellationToken cancel) =>
        Page(id, new(), TempData["code"] as string, cancel);

    /// <summary>The very text the checksum is computed from.</summary>
    [HttpGet("/notices/{id:long}/text")]
    public async Task<IActionResult> Text(long id, CancellationToken cancel)
    {
        var view = await notices.Public(id, cancel);
        return Shows(view)
            ? File(
                Encoding.UTF8.GetBytes(view.Notice.Text),
                "text/plain; charset=utf-8",
                $"{view.Project.Number}-{id}.txt"
            )
            : NotFound();
    }

    [HttpPost("/notices/{id:long}"), EnableRateLimiting("public"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Notice(
        long id,
        [Bind(Prefix = "Form")] ObjectionForm form,
        CancellationToken cancel
    )
    {
        try
        {
            if (ModelState.IsValid)
            {
                TempData["code"] = await objections.Object(
                    id,
                    form.Text,
                    form.Contact,
                    cancel,
                    await privacy.GivenFor(form.Consented, cancel, form.Contact)
                );
                TempData["said"] = words["projects.said.objected"];
                return Redirect($"/notices/{id}");
            }
        }
        catch (RuleBroken broken)
        {
            ModelState.AddModelError("", words[broken.Key, broken.Arguments]);
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await Page(id, form, null, cancel);
    }

    [HttpGet("/notices/answer")]
    public IActionResult Answer() => View(new AnswerPage());

    [HttpPost("/notices/answer"), EnableRateLimiting("code"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Answer(string? code, CancellationToken cancel)
    {
        try
        {
            var (objection, title) = await objections.Follow(code ?? "", cancel);
            return View(new AnswerPage(code, objection, title));
        }
        catch (NotFound)
        {
            ModelState.AddModelError("Code", words["projects.answer.unknown"]);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View(new AnswerPage(code));
        }
    }

    private async Task<IActionResult> Page(long id, ObjectionForm form, string? code, CancellationToken cancel)
    {
        var view = await notices.Public(id, cancel);
        return View(
            "Notice",
            new NoticePage(
                view,
                await units.Tree(cancel),
                form,
                view.Notice.ClosedAt is null && (view.Ends is not { } ends || clock.Today() < ends),
                code
            )
        );
    }

    /// <summary>
    /// The text stands while the notice does, and afterwards where the project was approved; what was sent back or
    /// stopped is no longer shown.
    /// </summary>
    internal static bool Shows(NoticeView view) => view.Outcome is null or "approved";
}

internal sealed record NoticesPage(IReadOnlyList<NoticeView> Projects, IReadOnlyList<Selections.Selection> Selections);

internal sealed record NoticePage(NoticeView View, UnitTree Tree, ObjectionForm Form, bool Taken, string? Code = null);

internal sealed record AnswerPage(string? Code = null, Objection? Objection = null, string? Title = null);

internal sealed class ObjectionForm
{
    [Required(ErrorMessage = "projects.objection-text"), StringLength(2000)]
    public string Text { get; set; } = "";

    [StringLength(60)]
    public string? Contact { get; set; }

    /// <summary>The version of the privacy notice whose box was ticked.</summary>
    public int? Consented { get; set; }
}
