using System.Globalization;
using Modular.Kernel.Data;
using Modular.Kernel.Files;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Needs.Domain;

namespace Modular.Needs.Intake;

/// <summary>A request on its way in, whatever the channel.</summary>
internal sealed record NewNeed(
    string Title,
    string Text,
    int UnitId,
    string UnitPath,
    NeedChannel Channel,
    DateTimeOffset ReceivedAt,
    string FirstReceiver,
    int? CategoryId = null,
    string? Place = null,
    string? RequesterName = null,
    string? RequesterPhone = null,
    Urgency Urgency = Urgency.Normal,
    Visibility Visibility = Visibility.Private,
    string? SourceRef = null,
    string? Code = null,
    int Supports = 0,
    bool Major = false,
    long? ParentId = null,
    NeedPart Part = NeedPart.None
)
{
    /// <summary>Degrees north and east separated by a comma.</summary>
    public string? Point { get; init; }

    /// <summary>What was agreed to with name or telephone.</summary>
    public Kernel.Privacy.Consent? Consent { get; init; }

    /// <summary>What was suggested at the desk; kept with the need.</summary>
    public SuggestionGiven? Suggestion { get; init; }

    public Acting By { get; init; } = Acting.Nobody;

    /// <summary>Attachments, stored already; their rows are written with the need.</summary>
    public IReadOnlyList<StoredFile> Files { get; init; } = [];

    /// <exception cref="RuleBroken">Title or text missing or too long.</exception>
    public NewNeed Checked()
    {
        if (string.IsNullOrWhiteSpace(Title))
            throw new RuleBroken("needs.title-needed") { Field = "Title" };
        if (string.IsNullOrWhiteSpace(Text))
            throw new RuleBroken("needs.text-needed") { Field = "Text" };
        if (Text.Length > Need.TextLength)
            throw new RuleBroken("needs.text-long", Need.TextLength) { Field = "Text" };
        return this with
        {
            Title = Plain.Cut(Plain.Clean(Title), Need.TitleLength),
            Text = Plain.Clean(Text),
            Place = Place is null ? null : Plain.Clean(Place),
            Point = Where(Point),
            RequesterName = RequesterName is null ? null : Plain.Clean(RequesterName),
        };
    }

    /// <summary>
    /// What is no place on Earth is left out: a wrong point sends somebody the wrong way, a missing one nobody.
    /// </summary>
    private static string? Where(string? point) =>
        point?.Split(',') is [var north, var east]
        && double.TryParse(north, CultureInfo.InvariantCulture, out double n)
        && double.TryParse(east, CultureInfo.InvariantCulture, out double e)
        && Math.Abs(n) <= 90
        && Math.Abs(e) <= 180
            ? string.Create(CultureInfo.InvariantCulture, $"{n:0.#####},{e:0.#####}")
            : null;
}

/// <param name="CategoryIds">Likeliest first, one to three.</param>
/// <param name="Taken">The one that was set by a click on it.</param>
internal sealed record SuggestionGiven(IReadOnlyList<int> CategoryIds, int? Taken, bool FromPast);

/// <summary>What the requester is told: the number and, where one was made, the query code.</summary>
internal sealed record Receipt(long Id, string Number, string? Code, DateOnly? DueOn, bool AlreadyKnown);
