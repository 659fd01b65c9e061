using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.RateLimiting;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Needs.Domain;
using Modular.Needs.Tracking;

namespace Modular.Needs.Portal;

/// <summary>
/// Following by mail: a need one knows the code of, or what is answered at a place or about a subject.
/// </summary>
[OpenToAll]
[EnableRateLimiting("code")]
internal sealed class FollowController(
    FollowNeeds follow,
    Kernel.Privacy.PrivacyNotices notices,
    TrackNeed track,
    KeepCategories categories,
    UnitDirectory units,
    Words words
) : Controller
{
    [HttpGet("/follow"), DisableRateLimiting]
    public Task<IActionResult> Ask(string? unit, int? category, CancellationToken cancel) =>
        Form(new() { Unit = unit, CategoryId = category }, cancel);

    [HttpPost("/follow"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Ask(FollowForm form, CancellationToken cancel)
    {
        try
        {
            return Redirect(
                $"/follow/{await follow.Ask(form.Email, null, form.UnitId, form.CategoryId, cancel, await notices.Given(form.Consented, cancel))}"
            );
        }
        catch (RuleBroken broken)
        {
            return await Form(Refused(form, broken), cancel);
        }
    }

    /// <summary>From the tracking page: number and code show that one may.</summary>
    [HttpPost("/track/follow"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Need(FollowForm form, CancellationToken cancel)
    {
        if (await track.Open(form.Number ?? "", form.Code ?? "", cancel) is not { } found)
            return NotFound();
        try
        {
            return Redirect(
                $"/follow/{await follow.Ask(form.Email, found.Need.Id, null, null, cancel, await notices.Given(form.Consented, cancel))}"
            );
        }
        catch (RuleBroken broken)
        {
            Refused(form, broken);
            return View("/Views/Portal/Tracked.cshtml", found);
        }
    }

    [HttpGet("/follow/{id:long}"), DisableRateLimiting]
    public async Task<IActionResult> Code(long id, CancellationToken cancel) =>
        View("Code", await follow.Show(id, cancel));

    [HttpPost("/follow/{id:long}"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Code(long id, string? code, CancellationToken cancel)
    {
        try
        {
            await follow.Confirm(id, code, cancel);
            return Redirect($"/follow/{id}");
        }
        catch (RuleBroken broken)
        {
            Refused(new(), broken);
            return View("Code", await follow.Show(id, cancel));
        }
    }

    /// <summary>By a button, since mail programs open links by themselves.</summary>
    [HttpGet("/follow/{id:long}/end/{key:length(40)}"), DisableRateLimiting]
    public IActionResult End(long id, string key) => View("End", id);

    [HttpPost("/follow/{id:long}/end/{key:length(40)}"), ValidateAntiForgeryToken]
    public async Task<IActionResult> EndNow(long id, string key, CancellationToken cancel)
    {
        await follow.End(id, key, cancel);
        return View("End", 0L);
    }

    private FollowForm Refused(FollowForm form, RuleBroken broken)
    {
        ModelState.AddModelError(broken.Field ?? "", words[broken.Key, broken.Arguments]);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return form;
    }

    private async Task<IActionResult> Form(FollowForm form, CancellationToken cancel)
    {
        if (!follow.Possible)
            return NotFound();
        var tree = await units.Tree(cancel);
        form.UnitId ??= form.Unit is { } code ? tree.Find(code)?.Id : null;
        form.Units = Choices.Units(
            tree,
            tree.All.Where(u => u is { Kind: UnitKind.Community or UnitKind.Town, State: UnitState.Active }),
            words["needs.unit.any"]
        );
        form.Categories = await categories.Choices(words["needs.category.any"], cancel);
        return View("Ask", form);
    }
}

internal sealed class FollowForm
{
    [StringLength(120)]
    public string? Email { get; set; }
    public int? UnitId { get; set; }
    public int? CategoryId { get; set; }

    [StringLength(32)]
    public string? Unit { get; set; }

    [StringLength(24)]
    public string? Number { get; set; }

    [StringLength(60)]
    public string? Code { get; set; }
    public int? Consented { get; set; }

    [BindNever]
    public IReadOnlyList<SelectListItem> Units { get; set; } = [];

    [BindNever]
    public IReadOnlyList<SelectListItem> Categories { get; set; } = [];
}
