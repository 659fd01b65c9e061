using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Modular.Kernel.Api;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Needs.Domain;
using Modular.Needs.Intake;

namespace Modular.Needs.Api;

/// <summary>
/// Needs in, states out, for other systems. Described by /api/v1.json; keys are given out by an administrator.
/// </summary>
[ApiController, Route("api/v1/needs"), EnableRateLimiting("api"), IgnoreAntiforgeryToken]
[Produces("application/json")]
internal sealed class NeedsApiController(
    NeedDesk desk,
    PersonKeys keys,
    ApiNeeds needs,
    UnitDirectory units,
    Words words,
    ActingScope me,
    TimeProvider clock
) : Controller
{
    internal const string Write = "needs:write";
    internal const string ReadScope = "needs:read";

    /// <summary>Registers a need. The same Idempotency-Key again gives the same answer and no second need.</summary>
    [HttpPost, ApiScope(Write)]
    [
        ProducesResponseType<NeedMade>(StatusCodes.Status201Created),
        ProducesResponseType<NeedMade>(StatusCodes.Status200OK),
        ProducesResponseType<ProblemDetails>(StatusCodes.Status422UnprocessableEntity)
    ]
    public async Task<IActionResult> Register(
        NeedIn need,
        [FromHeader(Name = "Idempotency-Key")] string? key,
        CancellationToken cancel
    )
    {
        if (key is not { Length: > 0 and <= 64 })
            throw new RuleBroken("needs.api.key-needed");
        var unit = (await units.Tree(cancel)).Find(need.Unit);
        if (
            unit is not { State: UnitState.Active }
            || !unit.Path.StartsWith(me.Current.ScopePath ?? "-", StringComparison.Ordinal)
        )
            throw new RuleBroken("needs.unit-needed");
        var received = (need.ReceivedAt ?? clock.GetUtcNow()).ToUniversalTime();
        if (received > clock.GetUtcNow().AddMinutes(5) || received < clock.GetUtcNow().AddYears(-1))
            throw new RuleBroken("needs.api.received");
        // The need itself is the record of the key: no second store that could disagree with it after a crash.
        string reference = "api:" + keys.Short($"{ApiClients.Of(HttpContext).Id}:{key}");
        var receipt = await desk.Register(
            new(
                need.Title ?? need.Text.Trim().Split('\n')[0],
                need.Text,
                unit.Id,
                unit.Path,
                NeedChannel.Api,
                received,
                $"{me.Current.Name} {words.Zh("needs.api.receiver")}",
                await needs.Category(need.Category, cancel),
                need.Place,
                need.Name,
                need.Phone,
                SourceRef: reference,
                Code: keys.CodeOf(reference)
            )
            {
                By = me.Current,
            },
            cancel
        );
        if (receipt.AlreadyKnown && !await needs.IsSame(receipt.Id, need.Text, cancel))
            throw new RuleBroken("needs.api.key-reused");
        var made = new NeedMade(receipt.Number, keys.CodeOf(reference), receipt.DueOn);
        return receipt.AlreadyKnown ? Ok(made) : Created($"/api/v1/needs/{receipt.Number}", made);
    }

    /// <summary>Where a need stands.</summary>
    [HttpGet("{number}"), ApiScope(ReadScope)]
    public async Task<ActionResult<NeedOut>> One(string number, CancellationToken cancel) =>
        await needs.One(number, cancel);

    /// <summary>
    /// Needs that changed, oldest first by number; go on with <paramref name="after"/> = the last number got.
    /// </summary>
    [HttpGet, ApiScope(ReadScope)]
    public async Task<ActionResult<IReadOnlyList<NeedOut>>> List(
        DateOnly? receivedFrom,
        DateOnly? receivedTo,
        string? state,
        string? after,
        CancellationToken cancel,
        [Range(1, 200)] int limit = 100
    ) => Ok(await needs.List(receivedFrom, receivedTo, state, after, limit, cancel));
}

/// <summary>A need as another system sends it.</summary>
internal sealed class NeedIn
{
    /// <summary>First words of the text if left out.</summary>
    [StringLength(100)]
    public string? Title { get; set; }

    [Required, StringLength(8000)]
    public string Text { get; set; } = "";

    /// <summary>Code of the community.</summary>
    [Required, StringLength(32)]
    public string Unit { get; set; } = "";

    /// <summary>Name of a category of the district.</summary>
    [StringLength(40)]
    public string? Category { get; set; }

    [StringLength(120)]
    public string? Place { get; set; }

    [StringLength(40)]
    public string? Name { get; set; }

    [StringLength(20)]
    public string? Phone { get; set; }
    public DateTimeOffset? ReceivedAt { get; set; }
}

/// <param name="Code">The requester follows the need by number and code.</param>
internal sealed record NeedMade(string Number, string Code, DateOnly? DueOn);

/// <param name="State">
/// Registered, Dispatched, InHandling, WaitingForRequester, Answered, Closed, Declined or Merged.
/// </param>
internal sealed record NeedOut(
    string Number,
    string Title,
    string Unit,
    string State,
    DateTimeOffset ReceivedAt,
    DateOnly? DueOn,
    DateTimeOffset? AnsweredAt,
    string? Outcome,
    int TimesSentBack
);
