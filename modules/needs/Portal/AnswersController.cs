using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.RateLimiting;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Needs.Tracking;

namespace Modular.Needs.Portal;

/// <summary>
/// What others asked and what came of it; who has the same concern supports it instead of asking again.
/// </summary>
[OpenToAll]
[EnableRateLimiting("public")]
internal sealed class AnswersController(
    PublicNeeds needs,
    Kernel.Privacy.PrivacyNotices notices,
    UnitDirectory units,
    Words words
) : Controller
{
    [HttpGet("/answers"), DisableRateLimiting]
    public async Task<IActionResult> List(string? unit, string? before, CancellationToken cancel)
    {
        var tree = await units.Tree(cancel);
        return View(
            new AnswersView(
                await needs.List(unit, before, cancel),
                unit,
                [.. tree.All.Where(u => u is { Kind: UnitKind.Community, State: UnitState.Active })],
                tree
            )
        );
    }

    [HttpGet("/answers/{number}"), DisableRateLimiting]
    public async Task<IActionResult> Show(string number, CancellationToken cancel) =>
        await Page(new() { Number = number }, null, cancel);

    [HttpPost("/answers/{number}"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Support(SupportForm form, CancellationToken cancel)
    {
        if (!ModelState.IsValid)
            return await Page(form, null, cancel);
        try
        {
            return await Page(
                form,
                await needs.Support(
                    form.Number,
                    form.Phone,
                    cancel,
                    await notices.GivenFor(form.Consented, cancel, form.Phone)
                ),
                cancel
            );
        }
        catch (RuleBroken broken)
        {
            ModelState.AddModelError(broken.Field ?? "", words[broken.Key, broken.Arguments]);
            return await Page(form, null, cancel);
        }
    }

    /// <summary>Asked while somebody types on the form.</summary>
    [HttpGet("/answers/alike")]
    public async Task<IActionResult> Alike(string? text, CancellationToken cancel)
    {
        var tree = await units.Tree(cancel);
        return Json(
            (await needs.Alike(text ?? "", cancel)).Select(n => new
            {
                href = $"/answers/{n.Number}",
                text = n.Title,
                note = $"{tree.Name(n.UnitId)} · {words.Of(n.State)}",
            })
        );
    }

    private async Task<IActionResult> Page(SupportForm form, string? code, CancellationToken cancel)
    {
        form.Need = await needs.One(form.Number, cancel);
        (form.UnitName, form.Code) = ((await units.Tree(cancel)).Name(form.Need.UnitId), code);
        if (!ModelState.IsValid)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Show", form);
    }
}

internal sealed record AnswersView(
    IReadOnlyList<PublicNeed> Needs,
    string? Unit,
    IReadOnlyList<Unit> Units,
    UnitTree Tree
);

internal sealed class SupportForm
{
    [StringLength(24)]
    public string Number { get; set; } = "";

    [StringLength(20), RegularExpression(@"[0-9+\- ()]{5,20}", ErrorMessage = "needs.phone-wrong")]
    public string? Phone { get; set; }
    public int? Consented { get; set; }

    [BindNever, ValidateNever]
    public PublicNeed Need { get; set; } = null!;

    [BindNever, ValidateNever]
    public string UnitName { get; set; } = "";

    [BindNever]
    public string? Code { get; set; }
}
