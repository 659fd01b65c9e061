using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Modular.Appraisal.Survey;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;

namespace Modular.Appraisal.Portal;

/// <summary>Questionnaires for everybody who has the link; those by code come in by the door of codes.</summary>
[OpenToAll]
internal sealed class SurveyController(AnswerSurvey answer, Words words) : Controller
{
    [HttpGet("/survey/{id:long}")]
    public async Task<IActionResult> Sheet(long id, string? s, CancellationToken cancel)
    {
        if (await answer.Find(id, cancel) is not { } view)
            return Closed();
        if (view.Sheet.Door == SurveyDoor.Code)
            return Redirect("/vote");
        // A link to one subject asks about that one.
        if (s is not null && view.Subjects.FirstOrDefault(x => x.Code == s) is { } one)
            view = view with { Subjects = [one] };
        return View(
            "Sheet",
            new SurveyForm(view, NewKey(), _ => []) { Answered = KeptCookie.Get(HttpContext, Mark(id)) is not null }
        );
    }

    [
        HttpPost("/survey/{id:long}"),
        ValidateAntiForgeryToken,
        EnableRateLimiting("code"),
        RequestFormLimits(ValueCountLimit = 2000)
    ]
    public async Task<IActionResult> Save(long id, string? code, string? key, long subject, CancellationToken cancel)
    {
        var view = await answer.Find(id, cancel);
        try
        {
            if (view is null)
                throw new RuleBroken("survey.closed");
            if (view.Sheet.Door == SurveyDoor.Code)
                view =
                    await answer.ByCode(code ?? "", cancel, SurveyLines.Key(key)) is { } own && own.Round.Id == id
                        ? own
                        : throw new RuleBroken("ballots.code-unknown");
            await answer.Save(
                view,
                subject,
                SurveyLines.Key(key),
                Given,
                paper: false,
                cancel,
                HttpContext.Connection.RemoteIpAddress
            );
        }
        catch (RuleBroken broken)
        {
            if (view is null || broken.Key == "survey.closed")
                return Closed();
            ModelState.AddModelError(broken.Field ?? "", words[broken.Key, broken.Arguments]);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Sheet", new SurveyForm(view, key ?? NewKey(), Given));
        }

        KeptCookie.Set(HttpContext, Mark(id), "1", TimeSpan.FromDays(90));
        return View("Done", view.Round.Title);
    }

    private IReadOnlyList<string> Given(string name) => [.. Request.Form[name].Select(v => v ?? "")];

    private ViewResult Closed()
    {
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Closed");
    }

    /// <summary>Told to the one who comes back on the same device; it keeps nobody out and names nobody.</summary>
    private static string Mark(long id) => $"survey-{id}";

    internal static string NewKey() => Convert.ToHexString(AnswerSurvey.NewKey());
}

internal sealed record SurveyForm(SurveyView View, string Key, Func<string, IReadOnlyList<string>> Given)
{
    public bool Answered { get; init; }

    /// <summary>What keeps the answers unnamed, in words that hold for this door.</summary>
    public string Protects =>
        View.Sheet.Door == SurveyDoor.Link ? "survey.protects.link"
        : View.Sheet.Sealed ? "survey.protects.sealed"
        : "survey.protects.code";
}
