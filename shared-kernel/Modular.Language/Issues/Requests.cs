using Modular.Language.Places;

namespace Modular.Language.Issues;

/// <summary>
/// Requests in columns; entry <c>i</c> of each belongs together. Titles and places may be empty lists.
/// </summary>
/// <param name="Ids">Unique; the work is done in their order, so that the order of the rows does not matter.</param>
/// <param name="KnownPlaces">Names recognised before any other.</param>
public sealed record Requests(
    IReadOnlyList<string> Ids,
    IReadOnlyList<string> Titles,
    IReadOnlyList<string> Texts,
    IReadOnlyList<string> Places,
    IReadOnlyList<string> KnownPlaces
)
{
    public int Count => Texts.Count;
}

/// <summary>
/// Reads one request after the other into marked parts: what the record says of the place, the title, the head of the
/// text.
/// </summary>
internal sealed class Reading(Requests requests)
{
    /// <summary>
    /// Characters of the text that are read; fewer where there are very many, to stay in memory and time.
    /// </summary>
    private readonly int _most = requests.Count <= 100_000 ? 1200 : Math.Max(400, (int)(120_000_000L / requests.Count));

    private readonly KnownNames _known = new(requests.KnownPlaces);

    /// <summary>Times a gram of the title counts: it says in one line where and what.</summary>
    public const float TitleWeight = 2;

    /// <summary>Times a word of the problem in the title counts.</summary>
    public const float TitleWordWeight = 3;

    public (MarkedText Record, MarkedText Title, MarkedText Body) Of(int i)
    {
        var record = MarkedText.Of(
            requests.Places.Count > 0 ? requests.Places[i] : "",
            TextForm.TitleRead,
            title: false,
            record: true,
            _known
        );
        var title = MarkedText.Of(
            requests.Titles.Count > 0 ? requests.Titles[i] : "",
            TextForm.TitleRead,
            title: true,
            record: false,
            _known
        );
        var body = MarkedText.Of(requests.Texts[i], _most, title: false, record: false, _known);
        title.MarkName(record.Text);
        body.MarkName(record.Text);
        return (record, title, body);
    }
}
