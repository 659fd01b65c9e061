using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Needs.Tracking;

namespace Modular.Needs.Portal;

/// <summary>
/// A resident's own data by number and code: seen, taken along, corrected, erased. Only what belongs to this request:
/// the code proves who asked, and not whose telephone was written down.
/// </summary>
[OpenToAll]
[EnableRateLimiting("code")]
internal sealed class OwnDataController(TrackNeed track, PersonRights rights, Words words) : Controller
{
    private const string Page = "/Views/Portal/OwnData.cshtml";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All),
    };

    [HttpPost("/track/data"), ValidateAntiForgeryToken]
    public Task<IActionResult> Show(OwnDataForm form, CancellationToken cancel) =>
        Own(form, _ => Task.CompletedTask, cancel);

    [HttpPost("/track/data/copy"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Copy(OwnDataForm form, CancellationToken cancel)
    {
        if (await Found(form, cancel) is not { } found)
            return Unknown();
        var parts = await rights.Find(Asked(found), "person.copied", cancel);
        var said = new
        {
            number = found.Need.Number,
            received = found.Need.ReceivedAt,
            data = parts
                .SelectMany(p => p.Records)
                .Select(r => new
                {
                    r.Name,
                    r.Phone,
                    r.Consent,
                    more = r.More.ToDictionary(m => m.Word, m => m.Value),
                }),
            life = found.Events.Select(e => new
            {
                e.At,
                what = words[$"needs.event.{e.What}"],
                e.Note,
            }),
        };
        return File(
            JsonSerializer.SerializeToUtf8Bytes(said, Readable),
            "application/json",
            $"{found.Need.Number}.json"
        );
    }

    [HttpPost("/track/data/correct"), ValidateAntiForgeryToken]
    public Task<IActionResult> Correct(OwnDataForm form, CancellationToken cancel) =>
        Own(
            form,
            async found =>
            {
                await rights.Correct(
                    Asked(found),
                    new(Blank(form.RightName), Blank(form.RightPhone)),
                    words.Zh("privacy.own.reason"),
                    cancel
                );
                TempData["said"] = words["privacy.own.corrected"];
            },
            cancel
        );

    [HttpPost("/track/data/erase"), ValidateAntiForgeryToken]
    public Task<IActionResult> Erase(OwnDataForm form, CancellationToken cancel) =>
        Own(
            form,
            async found =>
            {
                string reason = words.Zh("privacy.own.reason");
                string number = await rights.Erase(Asked(found), ErasureGround.Withdrawn, reason, cancel);
                form.Proof = await rights.Proof(number, cancel);
            },
            cancel
        );

    private async Task<IActionResult> Own(OwnDataForm form, Func<Tracked, Task> work, CancellationToken cancel)
    {
        if (await Found(form, cancel) is not { } found)
            return Unknown();
        try
        {
            await work(found);
        }
        catch (RuleBroken broken)
        {
            ModelState.AddModelError(broken.Field ?? "", words[broken.Key, broken.Arguments]);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }

        form.Parts = await rights.Find(Asked(found), "person.looked-up", cancel);
        Response.Headers.CacheControl = "no-store";
        return View(Page, form);
    }

    /// <summary>Who merely has the same concern is not who asked.</summary>
    private async Task<Tracked?> Found(OwnDataForm form, CancellationToken cancel) =>
        await track.Open(form.Number ?? "", form.Code ?? "", cancel) is { IsRequester: true } found ? found : null;

    private ViewResult Unknown()
    {
        ModelState.Clear();
        ModelState.AddModelError("Code", words["needs.track.unknown"]);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("/Views/Portal/Track.cshtml", new TrackForm());
    }

    private static PersonAsked Asked(Tracked found) => new(null, null, found.Need.Number) { NumberOnly = true };

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

internal sealed class OwnDataForm
{
    [StringLength(24)]
    public string? Number { get; set; }

    [StringLength(60)]
    public string? Code { get; set; }

    [StringLength(40)]
    public string? RightName { get; set; }

    [StringLength(20)]
    public string? RightPhone { get; set; }

    [Microsoft.AspNetCore.Mvc.ModelBinding.BindNever]
    public IReadOnlyList<PersonalPart> Parts { get; set; } = [];

    [Microsoft.AspNetCore.Mvc.ModelBinding.BindNever]
    public ErasureProof? Proof { get; set; }
}
