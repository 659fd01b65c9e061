using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.RateLimiting;
using Modular.Appraisal.Ballots;
using Modular.Appraisal.Domain;
using Modular.Appraisal.Survey;
using Modular.Appraisal.TwoWay;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;

namespace Modular.Appraisal.Portal;

/// <summary>
/// Signing up as a rater, voting by code, checking a receipt, reading results. The code travels in forms only, never in
/// an address.
/// </summary>
[OpenToAll]
[EnableRateLimiting("code")]
internal sealed class VoteController(
    Recruit recruit,
    Kernel.Privacy.PrivacyNotices notices,
    CastBallot cast,
    ShowBallot show,
    AnswerSurvey survey,
    ScoreEachOther each,
    UnitDirectory units,
    Words words
) : Controller
{
    [HttpGet("/vote"), DisableRateLimiting]
    public async Task<IActionResult> Index(CancellationToken cancel) =>
        View(new VoteDoor(await recruit.Calling(cancel), await show.AllPublished(cancel)));

    [HttpGet("/vote/{id:long}"), DisableRateLimiting]
    public async Task<IActionResult> Round(long id, CancellationToken cancel) =>
        View("Round", await Filled(id, new(), cancel));

    [HttpPost("/vote/{id:long}"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Join(long id, JoinForm form, CancellationToken cancel)
    {
        try
        {
            var consent = await notices.Given(form.Consented, cancel);
            form.Given = await recruit.SignUp(
                id,
                new(form.Name, form.Phone, form.Agreed, form.Unit, form.Mail) { Consent = consent },
                cancel
            );
        }
        catch (RuleBroken broken)
        {
            Refuse(broken);
        }

        return View("Round", await Filled(id, form, cancel));
    }

    private async Task<JoinForm> Filled(long id, JoinForm form, CancellationToken cancel)
    {
        form.View = await show.Published(id, cancel);
        form.Units = Choices.With(
            words["ballots.unit.choose"],
            Recruit.Communities(await units.Tree(cancel), form.View.Round).Select(u => Choices.Item(u.Name, u.Id))
        );
        return form;
    }

    /// <summary>The ballot paper for a code.</summary>
    [HttpPost("/vote"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Paper(string? code, CancellationToken cancel)
    {
        if (await cast.Find(code ?? "", cancel) is { } view)
            return View("Paper", new PaperForm { View = view, About = await show.Published(view.Round.Id, cancel) });
        if (await OtherSheet(code ?? "", cancel) is { } other)
            return other;
        if (await recruit.ConfirmByMail(code ?? "", cancel))
        {
            ViewData["said"] = words["ballots.said.mail-confirmed"];
            return await Index(cancel) is ViewResult door ? View("Index", door.Model) : NotFound();
        }

        Refuse(Waits(await cast.SignedUp(code ?? "", cancel)));
        return await Index(cancel) is ViewResult again ? View("Index", again.Model) : NotFound();
    }

    /// <summary>What one who signed up is told by their code while there is no ballot for it.</summary>
    private static RuleBroken Waits((RoundState State, SignUp Person)? found) =>
        found switch
        {
            null => new("ballots.code-unknown") { Field = "code" },
            { Person.Refused: true } one => new("ballots.code-refused", one.Person.Reason) { Field = "code" },
            { State: RoundState.Recruiting, Person.Proof: null } => new("ballots.code-unconfirmed") { Field = "code" },
            { State: RoundState.Recruiting or RoundState.Frozen, Person.Proof: not null } => new("ballots.code-waits")
            {
                Field = "code",
            },
            { State: RoundState.Frozen or RoundState.Open, Person.Number: null } => new("ballots.code-never-confirmed")
            {
                Field = "code",
            },
            { State: RoundState.Open } => new("ballots.code-not-drawn") { Field = "code" },
            _ => new("ballots.closed") { Field = "code" },
        };

    /// <summary>
    /// One door for every kind of code: a questionnaire's, or that of a member who scores without an account.
    /// </summary>
    private async Task<IActionResult?> OtherSheet(string code, CancellationToken cancel)
    {
        try
        {
            if (await survey.ByCode(code, cancel) is { } asked)
                return View("~/Views/Survey/Sheet.cshtml", new SurveyForm(asked, SurveyController.NewKey(), _ => []));
        }
        catch (RuleBroken broken)
        {
            Refuse(broken);
            return await Index(cancel) is ViewResult again ? View("Index", again.Model) : NotFound();
        }

        return await each.ByCode(code, cancel) is { } party
            ? View("Party", (await each.Show(party, cancel), code))
            : null;
    }

    /// <summary>A member's sheet about the other side, by code.</summary>
    [HttpPost("/vote/party"), ValidateAntiForgeryToken, RequestFormLimits(ValueCountLimit = 5000)]
    public async Task<IActionResult> Party(string? code, bool handIn, CancellationToken cancel)
    {
        if (await each.ByCode(code ?? "", cancel) is not { } party)
            return NotFound();
        try
        {
            await each.Save(
                party,
                Request.Form.ToDictionary(f => f.Key, f => (string?)f.Value, StringComparer.Ordinal),
                handIn,
                cancel
            );
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

        var form = new PaperForm { View = view, About = await show.Published(view.Round.Id, cancel) };
        for (int i = 0; i < view.Subjects.Count * view.Criteria.Count; i++)
            form.Answers.Add(
                int.TryParse(Request.Form[$"a{i}"], System.Globalization.CultureInfo.InvariantCulture, out int value)
                    ? value
                    : null
            );
        for (int s = 0; s < view.Subjects.Count; s++)
            form.Comments.Add(Request.Form[$"c{s}"]);
        try
        {
            return View("Done", await cast.Cast(view, form.Answers, form.Comments, cancel));
        }
        catch (RuleBroken broken)
        {
            Refuse(broken);
            if (broken.Key == "ballots.closed")
                Response.StatusCode = StatusCodes.Status409Conflict;
            return View("Paper", form);
        }
    }

    [HttpPost("/vote/receipt"), ValidateAntiForgeryToken]
    public async Task<IActionResult> Receipt(string? receipt, CancellationToken cancel) =>
        View(
            "Receipt",
            await cast.Counted(receipt ?? "", cancel) is { } found
                ? new ReceiptAnswer(found.Round.Title, found.Round.Id, found.Box.Cast, found.Box.ReceiptRoot)
                : null
        );

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
    [StringLength(40)]
    public string? Name { get; set; }
    public int? Consented { get; set; }

    [StringLength(20)]
    public string? Phone { get; set; }
    public int? Unit { get; set; }

    [StringLength(120)]
    public string? Mail { get; set; }
    public bool Agreed { get; set; }

    [BindNever, ValidateNever]
    public IReadOnlyList<SelectListItem> Units { get; set; } = [];

    [BindNever]
    public string? Given { get; set; }

    [BindNever, ValidateNever]
    public BallotView View { get; set; } = null!;
}

internal sealed class PaperForm
{
    public required VoterView View { get; init; }

    /// <summary>The round as everybody sees it: who holds the key, what protects the vote.</summary>
    public required BallotView About { get; init; }
    public List<int?> Answers { get; } = [];
    public List<string?> Comments { get; } = [];

    public int? Answer(int i) => i < Answers.Count ? Answers[i] : null;

    public string? Comment(int s) => s < Comments.Count ? Comments[s] : null;
}
