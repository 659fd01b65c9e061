using Modular.Kernel.Calendar;
using Modular.Kernel.Documents;
using Modular.Kernel.Files;
using Modular.Kernel.Texts;
using Modular.Projects.Domain;

namespace Modular.Projects.Report;

/// <summary>The summary report as a document in the official layout.</summary>
internal sealed class ReportDocument(Words words, FileStore store, TimeProvider clock)
{
    /// <param name="unit">The unit that signs.</param>
    public OfficialDocument Of(ReportView v, string unit)
    {
        var p = v.Project;
        var document = new OfficialDocument(words["summary.document", p.Title]);
        string F(string key) => v.Figures.FirstOrDefault(f => f.Key == key)?.Value ?? "0";
        document
            .Heading(1, words["summary.overview"])
            .Text(
                words["summary.intro", p.Title, p.Number, unit, p.Leader, p.Responsible, Day(p.StartsOn), Day(p.EndsOn)]
            );
        Text(document, v.Text?.Overview, p.Aims);
        document.Heading(1, words["summary.implementation"]).Heading(2, words["summary.activities"]);
        if (v.Figures.Any(f => f.Key == "summary.needs"))
            document.Text(words["summary.line.needs", F("summary.needs")]);
        document.Text(
            words[
                "summary.line.activities",
                F("summary.held"),
                F("summary.served"),
                F("summary.signed"),
                F("summary.volunteers"),
                F("summary.hours")
            ]
        );
        // A service that came fifty times is one line.
        if (v.Held.Count > 0)
            document.Table(
                [
                    words["activity.title"],
                    words["activity.place"],
                    words["summary.span"],
                    words["summary.times"],
                    words["summary.people"],
                ],
                v.Held.GroupBy(a => (a.Title, Place: a.PlaceId is { } at ? v.Places[at].Name : a.Place))
                    .OrderBy(g => g.Min(a => a.StartsAt))
                    .Select(g =>
                        (IReadOnlyList<string>)
                            [
                                g.Key.Title,
                                g.Key.Place,
                                Span(g.Min(a => a.StartsAt).LocalDate(), g.Max(a => a.StartsAt).LocalDate()),
                                Words.Number(g.Count()),
                                Words.Number(g.Sum(a => a.Served ?? 0)),
                            ]
                    ),
                [5, 5, 5, 2, 3]
            );
        if (v.Late.Count > 0)
            document
                .Text(words["summary.late", v.Late.Count, Activity.LateAfterDays])
                .Table(
                    [words["activity.title"], words["activity.when"], words["summary.recorded"]],
                    v.Late.Select(a =>
                        (IReadOnlyList<string>)
                            [a.Title, Activities.ActivityDisplay.When(a), Activities.ActivityDisplay.Late(words, a)]
                    ),
                    [6, 6, 5]
                );
        document.Heading(2, words["summary.work"]);
        Text(document, v.Text?.Implementation, words["summary.unwritten"]);
        document
            .Heading(2, words["summary.money"])
            .Table(
                [words["projects.fund.source"], words["summary.budgeted"], words["summary.spent"]],
                v.Money.Select(m =>
                        (IReadOnlyList<string>)[words.Of(m.Source), Words.Money(m.Cents), Words.Money(m.Spent)]
                    )
                    .Append([
                        words["summary.sum"],
                        Words.Money(v.Money.Sum(m => m.Cents)),
                        Words.Money(v.Money.Sum(m => m.Spent)),
                    ])
            );
        document.Heading(1, words["summary.results"]);
        if (v.Targets.Count > 0)
            document.Table(
                [
                    words["projects.target.name"],
                    words["summary.before"],
                    words["projects.target.goal"],
                    words["summary.after"],
                ],
                v.Targets.Select(t =>
                    (IReadOnlyList<string>)
                        [t.Name, Figure(t, t.StartMilli), Figure(t, t.GoalMilli), Figure(t, t.EndMilli)]
                )
            );
        Text(document, v.Text?.Results, p.Results ?? words["summary.unwritten"]);
        document.Heading(1, words["summary.experience"]);
        Text(document, v.Text?.Experience, words["summary.unwritten"]);
        if (v.Pictures.Count > 0)
        {
            document.Heading(1, words["summary.pictures"]);
            int number = 0;
            foreach (var (file, caption) in v.Pictures)
                if (
                    store.Read(file.Hash) is { } bytes
                    && document.Picture(bytes, words["summary.picture", number + 1, caption])
                )
                    number++;
        }

        return document.Signed(unit, Words.Date(clock.Today()).Split(' ')[0]);
    }

    public static string Figure(Target t, long? milli) =>
        milli is { } m ? ProjectDisplay.Figure(m / 1000m, new(t.Name, t.Unit, t.Kind, null, 0, "")) : "–";

    private static string Day(DateOnly? day) => day is { } d ? Words.Date(d).Split(' ')[0] : "–";

    private static string Span(DateOnly from, DateOnly to) =>
        from == to ? Words.ShortDate(from) : $"{Words.ShortDate(from, to)}–{Words.ShortDate(to)}";

    private static void Text(OfficialDocument document, string? written, string otherwise) =>
        document.Text(string.IsNullOrWhiteSpace(written) ? otherwise : written);
}
