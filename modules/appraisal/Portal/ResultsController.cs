using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.RateLimiting;
using Modular.Appraisal.Appeals;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Results;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;

namespace Modular.Appraisal.Portal;

/// <summary>Published results for everybody, and objections to them by name.</summary>
[OpenToAll]
internal sealed class ResultsController(
    PublicResults results,
    VerifyPublished verify,
    HandleAppeals appeals,
    Kernel.Privacy.PrivacyNotices notices,
    Words words
) : Controller
{
    [HttpGet("/results")]
    public async Task<IActionResult> Index(CancellationToken cancel) => View(await results.List(cancel));

    [HttpGet("/results/{id:long}")]
    public async Task<IActionResult> Show(long id, CancellationToken cancel) =>
        View("Show", new ObjectForm { View = await results.Show(id, cancel), Code = Kernel.Secrets.SecretCode.New() });

    [HttpPost("/results/{id:long}"), ValidateAntiForgeryToken, EnableRateLimiting("code")]
    public async Task<IActionResult> Object(long id, ObjectForm form, CancellationToken cancel)
    {
        try
        {
            form.Given = await appeals.FileByResident(
                id,
                form.Subject,
                form.Name,
                form.Contact,
                form.Text,
                form.Code,
                cancel,
                await notices.Given(form.Consented, cancel)
            );
        }
        catch (RuleBroken broken)
        {
            ModelState.AddModelError(broken.Field ?? "", words[broken.Key, broken.Arguments]);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }

        form.View = await results.Show(id, cancel);
        return View("Show", form);
    }

    /// <summary>
    /// What computing it again gave: same plugin, same parameters, same marks. It was done at the publication and is
    /// done every week, not by each who asks.
    /// </summary>
    [HttpPost("/results/{id:long}/verify"), ValidateAntiForgeryToken, EnableRateLimiting("code")]
    public async Task<IActionResult> Verify(long id, CancellationToken cancel)
    {
        var shown = await results.Show(id, cancel);
        var kept = shown.UnderCorrection ? null : await verify.Kept(shown, cancel);
        ViewData["verified"] = shown.UnderCorrection ? "results.correcting" : kept?.Said ?? "results.verify.pending";
        ViewData["verified-at"] = kept?.At;
        return View("Show", new ObjectForm { View = shown, Code = Kernel.Secrets.SecretCode.New() });
    }

    /// <summary>What was decided on an objection, by its code.</summary>
    [HttpPost("/results/decision"), ValidateAntiForgeryToken, EnableRateLimiting("code")]
    public async Task<IActionResult> Decision(string? code, CancellationToken cancel) =>
        View(
            "Decision",
            await appeals.ByCode(code ?? "", cancel) is { } found ? new DecisionView(found.Appeal, found.Round) : null
        );
}

internal sealed record DecisionView(Appeal Appeal, Round Round);

internal sealed class ObjectForm
{
    public long? Subject { get; set; }

    [StringLength(40)]
    public string? Name { get; set; }
    public int? Consented { get; set; }

    [StringLength(60)]
    public string? Contact { get; set; }

    [StringLength(HandleAppeals.TextLength)]
    public string? Text { get; set; }

    /// <summary>Made with the form, shown once it was taken.</summary>
    [StringLength(26)]
    public string? Code { get; set; }

    [BindNever]
    public string? Given { get; set; }

    [BindNever, ValidateNever]
    public PublicResult View { get; set; } = null!;
}
