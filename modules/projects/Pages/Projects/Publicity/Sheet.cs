using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Projects.Domain;
using Modular.Projects.Publicity;

namespace Modular.Projects.Pages.Projects;

/// <summary>
/// What stands on a poster, in the order one reads from afar: what it is, its name, what for, figures, where to read
/// on.
/// </summary>
/// <param name="Drawing">The code, drawn.</param>
/// <param name="Large">A3; else A4.</param>
internal sealed record Sheet(
    string Kicker,
    string Title,
    string Lead,
    IReadOnlyList<(string Figure, string Label)> Figures,
    IReadOnlyList<string> Lines,
    string Call,
    string Address,
    string Drawing,
    string Foot,
    bool Large
)
{
    private const int Readable = 88;

    public static Sheet Of(
        PosterView view,
        UnitTree tree,
        Words words,
        string address,
        string drawing,
        bool large,
        string? kicker = null
    )
    {
        var p = view.Project;
        string unit = tree.Trail(p.UnitId),
            lead = Plain.Cut(p.Aims.Trim(), Readable) + (p.Aims.Trim().Length > Readable ? "…" : "");
        if (view.Notice is { } notice)
        {
            string until = notice.Last is { } due
                ? words["projects.poster.notice.days", Months.Day(notice.Notice.OpenedOn), Months.Day(due)]
                : words["projects.poster.notice.from", Months.Day(notice.Notice.OpenedOn)];
            return new(
                words["projects.poster.notice"],
                p.Title,
                lead,
                [],
                [
                    until,
                    words["projects.poster.notice.object", unit, tree.Find(p.UnitId)?.ContactPhone ?? "–"],
                    words["projects.poster.notice.budget", Words.Money(p.Budget)],
                ],
                words["projects.poster.notice.scan"],
                address,
                drawing,
                unit,
                large
            );
        }

        var figures = new List<(string, string)>();
        if (view.Line?.Entry is { People: > 0 } entry)
            figures.Add((Words.Number(entry.People), words["projects.library.people"]));
        if (view.Line?.Telling is { } told)
            figures.Add((TargetDisplay.Change(words, told), told.Name));
        string lines = view.Line?.Entry?.Contact is { } contact
            ? words["projects.poster.contact", contact]
            : words["projects.poster.for", p.Beneficiaries];
        return new(
            kicker ?? words[view.Line?.Entry is null ? "projects.poster.running" : "projects.poster.quality"],
            p.Title,
            lead,
            figures,
            [lines],
            words["projects.poster.scan"],
            address,
            drawing,
            unit,
            large
        );
    }
}
