using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.RateLimiting;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Rounds;
using Modular.Appraisal.Survey;
using Modular.Appraisal.TwoWay;
using Modular.Kernel.Access;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;

namespace Modular.Appraisal.Portal;

/// <summary>Signing up as a rater, voting by code, checking a receipt, reading results. The code travels in forms only, never in an address.</summary>
[OpenToAll]
[EnableRateLimiting("code")]
internal sealed class VoteController(Recruit recruit, CastBallot cast, ShowBallot show, AnswerSurvey survey, ScoreEachOther each, Words words) : Controller
{
    [HttpGet("/vote"), DisableRateLimiting]
    public async Task<IActionResult> Index(CancellationToken cancel) => View(new VoteDoor(await recruit.Calling(cancel), await show.AllPublished(cancel)));

    [HttpGet("/vote/{id:long}"), DisableRateLimiting]
    public async Task<IActionResult> Round(long id, CancellationToken cancel) => View("Round", new JoinForm { View = await show.Published(id, cancel) });

    [HttpPost("/vote/{id:long}"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Join(long id, JoinForm form, CancellationToken cancel)
    {
        try
        {
            form.Given = await recruit.SignUp(id, form.Name, form.Phone, form.Agreed, cancel);
        }
        catch (RuleBroken broken)
        {
            Refuse(broken);
        }

        form.View = await show.Published(id, cancel);
        return View("Round", form);
    }

    /// <summary>The ballot paper for a code.</summary>
    [HttpPost("/vote"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Paper(string? code, CancellationToken cancel)
    {
        if (await cast.Find(code ?? "", cancel) is { } view) return View("Paper", new PaperForm { View = view });
        if (await OtherSheet(code ?? "", cancel) is { } other) return other;
        string key = await cast.SignedUp(code ?? "", cancel) switch
        {
            null => "ballots.code-unknown",
            RoundState.Recruiting or RoundState.Frozen => "ballots.code-waits",
            RoundState.Open => "ballots.code-not-drawn",
            _ => "ballots.closed",
        };
        Refuse(new RuleBroken(key) { Field = "code" });
        return await Index(cancel) is ViewResult again ? View("Index", again.Model) : NotFound();
    }

    /// <summary>One door for every kind of code: a questionnaire's, or that of a member who scores without an account.</summary>
    private async Task<IActionResult?> OtherSheet(string code, CancellationToken cancel)
    {
        try
        {
            if (await survey.ByCode(code, cancel) is { } asked) return View("~/Views/Survey/Sheet.cshtml", new SurveyForm(asked, SurveyController.NewKey(), _ => []));
        }
        catch (RuleBroken broken)
        {
            Refuse(broken);
            return await Index(cancel) is ViewResult again ? View("Index", again.Model) : NotFound();
        }

        return await each.ByCode(code, cancel) is { } party ? View("Party", (await each.Show(party, cancel), code)) : null;
    }

    /// <summary>A member's sheet about the other side, by code.</summary>
    [HttpPost("/vote/party"), ValidateAntiForgeryToken, RequestFormLimits(ValueCountLimit = 5000)]
    public async Task<IActionResult> Party(string? code, bool handIn, CancellationToken cancel)
    {
        if (await each.ByCode(code ?? "", cancel) is not { } party) return NotFound();
        try
        {
            await each.Save(party, Request.Form.ToDictionary(f => f.Key, f => (string?)f.Value, StringComparer.Ordinal), handIn, cancel);
            ViewData["said"] = words[handIn ? "rounds.said.handed-in" : "twoway.said.saved"];
        }
        catch (RuleBroken broken)
        {
            Refuse(broken);
        }

        return View("Party", (await each.Show(party, cancel), code!));
    }

    [HttpPost("/vote/cast"), ValidateAntiForgeryToken, RequestFormLimits(ValueCountLimit = 2000)]
    public async Task<IActionResult> Cast(string? code, CancellationToken cancel)
    {
        if (await cast.Find(code ?? "", cancel) is not { } view)
        {
            Refuse(new RuleBroken("ballots.closed"));
            return await Index(cancel) is ViewResult again ? View("Index", again.Model) : NotFound();
        }

        var form = new PaperForm { View = view };
        for (int i = 0; i < view.Subjects.Count * view.Criteria.Count; i++) form.Answers.Add(int.TryParse(Request.Form[$"a{i}"], System.Globalization.CultureInfo.InvariantCulture, out int value) ? value : null);
        for (int s = 0; s < view.Subjects.Count; s++) form.Comments.Add(Request.Form[$"c{s}"]);
        try
        {
            return View("Done", await cast.Cast(view, form.Answers, form.Comments, cancel));
        }
        catch (RuleBroken broken)
        {
            Refuse(broken);
            if (broken.Key == "ballots.closed") Response.StatusCode = StatusCodes.Status409Conflict;
            return View("Paper", form);
        }
    }

    [HttpPost("/vote/receipt"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Receipt(string? receipt, CancellationToken cancel) => View("Receipt", await cast.Counted(receipt ?? "", cancel) is { } found ? new ReceiptAnswer(found.Round.Title, found.Round.Id, found.Box.Cast, found.Box.ReceiptRoot) : null);

    private void Refuse(RuleBroken broken)
    {
        ModelState.AddModelError(broken.Field ?? "", words[broken.Key, broken.Arguments]);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }
}

internal sealed record VoteDoor(IReadOnlyList<Round> Calling, IReadOnlyList<Round> Published);

internal sealed record ReceiptAnswer(string Title, long RoundId, int Cast, string? Root);

internal sealed class JoinForm
{
    [StringLength(40)] public string? Name { get; set; }
    [StringLength(20)] public string? Phone { get; set; }
    public bool Agreed { get; set; }
    [BindNever] public string? Given { get; set; }
    [BindNever, ValidateNever] public BallotView View { get; set; } = null!;
}

internal sealed class PaperForm
{
    public required VoterView View { get; init; }
    public List<int?> Answers { get; } = [];
    public List<string?> Comments { get; } = [];

    public int? Answer(int i) => i < Answers.Count ? Answers[i] : null;

    public string? Comment(int s) => s < Comments.Count ? Comments[s] : null;
}
