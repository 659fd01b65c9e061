using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.RateLimiting;
using Modular.Kernel.Data;
using Modular.Kernel.Files;
using Modular.Kernel.Modules;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Needs.Domain;
using Modular.Needs.Handling;
using Modular.Needs.Intake;
using Modular.Needs.Rating;
using Modular.Needs.Tracking;

namespace Modular.Needs.Portal;

/// <summary>
/// The public side: ask, and follow what one asked. Light, works without script and without an account.
/// </summary>
[OpenToAll]
[EnableRateLimiting("public")]
internal sealed class PortalController(
    NeedDesk desk,
    Kernel.Privacy.PrivacyNotices notices,
    PersonKeys keys,
    TrackNeed track,
    FileStore files,
    RateNeed rate,
    HandleNeed handle,
    UnitDirectory units,
    ModuleSwitches switches,
    Words words,
    TimeProvider clock
) : Controller
{
    [HttpGet("/ask"), DisableRateLimiting]
    public async Task<IActionResult> Ask(string? unit, string? place, CancellationToken cancel)
    {
        var tree = await units.Tree(cancel);
        var form = new AskForm
        {
            Ticket = RandomNumberGenerator.GetHexString(32, lowercase: true),
            Place = place,
            FromPlaceCode = unit is not null && place is not null,
            UnitId = unit is null ? null : tree.Find(unit)?.Id,
        };
        return await Form(form, cancel);
    }

    [HttpPost("/ask"), ValidateAntiForgeryToken, RequestSizeLimit(17 << 20)]
    public async Task<IActionResult> Ask(AskForm form, CancellationToken cancel)
    {
        if (!ModelState.IsValid)
            return await Form(form, cancel);
        try
        {
            var unit =
                (await Communities(cancel)).Find(u => u.Id == form.UnitId)
                ?? throw new RuleBroken("needs.unit-needed") { Field = nameof(form.UnitId) };
            var consent = await notices.GivenFor(form.Consented, cancel, form.Name, form.Phone);
            var kept = await files.SaveFromAnybody(HttpContext.Connection.RemoteIpAddress, form.Files, cancel);
            var need = form.Need(unit, keys.CodeOf(form.Ticket), words.Zh("needs.public.receiver"), clock);
            await desk.Register(need with { Files = kept, Consent = consent }, cancel);
            // In a cookie and not in the address: addresses stay in logs and histories.
            KeptCookie.Set(HttpContext, ReceiptCookie, form.Ticket, ReceiptLife);
            return Redirect("/ask/receipt");
        }
        catch (RuleBroken broken)
        {
            ModelState.AddModelError(broken.Field ?? "", words[broken.Key, broken.Arguments]);
            return await Form(form, cancel);
        }
    }

    private const string ReceiptCookie = "receipt";
    private static readonly TimeSpan ReceiptLife = TimeSpan.FromMinutes(30);

    /// <summary>Only to the browser that asked, for half an hour.</summary>
    [HttpGet("/ask/receipt")]
    [ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
    public async Task<IActionResult> Receipt(CancellationToken cancel)
    {
        string? ticket = KeptCookie.Get(HttpContext, ReceiptCookie);
        if (ticket is not { Length: 32 } || await track.OfTicket(ticket, cancel) is not { } need)
            return Redirect("/track");
        if (clock.GetUtcNow() - need.ReceivedAt > ReceiptLife)
            return Redirect("/track");
        return View(
            new ReceiptView(need.Number, keys.CodeOf(ticket), need.DueOn, (await units.Tree(cancel)).Name(need.UnitId))
        );
    }

    [HttpGet("/track"), DisableRateLimiting]
    public IActionResult Track() => View(new TrackForm());

    /// <summary>By POST, so that the code never stands in an address, a history or a log.</summary>
    [HttpPost("/track"), EnableRateLimiting("code"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Track(TrackForm form, CancellationToken cancel)
    {
        if (ModelState.IsValid && await track.Open(form.Number, form.Code, cancel) is { } found)
            return View("Tracked", found);
        if (ModelState.IsValid)
            ModelState.AddModelError(nameof(form.Code), words["needs.track.unknown"]);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View(form);
    }

    /// <summary>Rating by number and code: no account, and nothing of who rated is kept.</summary>
    [HttpPost("/track/rate"), EnableRateLimiting("code"), ValidateAntiForgeryToken]
    public Task<IActionResult> Rate(RateForm form, CancellationToken cancel) =>
        Own(
            form,
            async found =>
            {
                if (!found.MayRate)
                    throw new RuleBroken(found.IsOwn ? "needs.rate.already" : "needs.rate.not-yours");
                bool back = await rate.Give(found.Followed, form.Score, form.Comment, form.Perfunctory, cancel);
                TempData["said"] = words[back ? "needs.rate.said.back" : "needs.rate.said.thanks"];
            },
            cancel
        );

    /// <summary>What the handler asked for, answered by the requester.</summary>
    [HttpPost("/track/reply"), EnableRateLimiting("code"), ValidateAntiForgeryToken]
    public Task<IActionResult> Reply(RateForm form, CancellationToken cancel) =>
        Own(
            form,
            async found =>
            {
                if (!found.IsOwn)
                    throw new RuleBroken("needs.rate.not-yours");
                await handle.RequesterRepliedByCode(found.Followed, form.Comment ?? "", cancel);
                TempData["said"] = words["needs.reply.said"];
            },
            cancel
        );

    /// <summary>Does what only the requester may, and shows the page as it then stands.</summary>
    private async Task<IActionResult> Own(RateForm form, Func<Tracked, Task> work, CancellationToken cancel)
    {
        var found = await track.Open(form.Number ?? "", form.Code ?? "", cancel);
        if (found is not { IsRequester: true })
        {
            ModelState.AddModelError(nameof(form.Code), words["needs.track.unknown"]);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Track", new TrackForm { Number = form.Number ?? "" });
        }

        try
        {
            await work(found);
        }
        catch (RuleBroken broken)
        {
            ModelState.Clear();
            ModelState.AddModelError(broken.Field ?? "", words[broken.Key, broken.Arguments]);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            ViewData["typed"] = form.Comment;
        }

        return View("Tracked", await track.Open(form.Number ?? "", form.Code ?? "", cancel));
    }

    private async Task<IActionResult> Form(AskForm form, CancellationToken cancel)
    {
        var tree = await units.Tree(cancel);
        form.Units = Choices.Units(tree, await Communities(cancel), words["needs.public.choose-unit"]);
        if (!ModelState.IsValid)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Ask", form);
    }

    /// <summary>Communities that work with this module.</summary>
    private async Task<List<Unit>> Communities(CancellationToken cancel)
    {
        var found = new List<Unit>();
        foreach (
            var unit in (await units.Tree(cancel)).All.Where(u =>
                u is { Kind: UnitKind.Community, State: UnitState.Active }
            )
        )
            if (!(await switches.OffAt(unit.Path, cancel)).Contains(NeedsModule.Name))
                found.Add(unit);
        return found;
    }
}

internal sealed record ReceiptView(string Number, string Code, DateOnly? DueOn, string UnitName);

internal sealed class RateForm
{
    [StringLength(24)]
    public string? Number { get; set; }

    [StringLength(60)]
    public string? Code { get; set; }
    public int Score { get; set; }

    [StringLength(2000)]
    public string? Comment { get; set; }
    public bool Perfunctory { get; set; }
}

internal sealed class TrackForm
{
    [Required(ErrorMessage = "needs.track.number-needed"), StringLength(24)]
    public string Number { get; set; } = "";

    [Required(ErrorMessage = "needs.track.code-needed"), StringLength(60)]
    public string Code { get; set; } = "";
}

internal sealed class AskForm
{
    [Required(ErrorMessage = "needs.text-needed"), StringLength(4000, ErrorMessage = "needs.text-too-long")]
    public string Text { get; set; } = "";

    [Required(ErrorMessage = "needs.unit-needed")]
    public int? UnitId { get; set; }

    [StringLength(120)]
    public string? Place { get; set; }

    [StringLength(60)]
    public string? Point { get; set; }

    [StringLength(40)]
    public string? Name { get; set; }

    [StringLength(20), RegularExpression(@"[0-9+\- ()]{5,20}", ErrorMessage = "needs.phone-wrong")]
    public string? Phone { get; set; }
    public bool Public { get; set; }

    /// <summary>The version of the privacy notice whose box was ticked.</summary>
    public int? Consented { get; set; }
    public bool FromPlaceCode { get; set; }
    public List<IFormFile>? Files { get; set; }

    [Required, StringLength(32, MinimumLength = 32)]
    public string Ticket { get; set; } = "";

    [Microsoft.AspNetCore.Mvc.ModelBinding.BindNever]
    public IReadOnlyList<SelectListItem> Units { get; set; } = [];

    public NewNeed Need(Unit unit, string code, string receiver, TimeProvider clock)
    {
        string first = Text.Trim().Split('\n')[0].Trim();
        int end = first.AsSpan().IndexOfAny("\u3002\uff01\uff1f.!?");
        string title =
            end is > 3 and < 50 ? first[..end]
            : first.Length > 40 ? Plain.Cut(first, 40) + "\u2026"
            : first;
        return new(
            title,
            Text.Trim(),
            unit.Id,
            unit.Path,
            FromPlaceCode ? NeedChannel.PlaceCode : NeedChannel.Portal,
            clock.GetUtcNow(),
            $"{unit.Name} {receiver}",
            null,
            Place,
            Name,
            Phone,
            Visibility: Public ? Visibility.PublicSummary : Visibility.Private,
            SourceRef: FormTicket.Reference(Ticket),
            Code: code
        )
        {
            By = Acting.Nobody with { Origin = "portal" },
            Point = Point,
        };
    }
}
