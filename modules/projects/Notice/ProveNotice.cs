using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Documents;
using Modular.Kernel.Files;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Notice;

/// <summary>
/// Papers of a notice: the sheet for the board, photos that it hung there, and the proof of the whole for the file.
/// </summary>
internal sealed class ProveNotice(
    ProjectsDb db,
    ShowNotices notices,
    ProjectFiles files,
    FileStore store,
    UnitDirectory units,
    Words words,
    TimeProvider clock
)
{
    private static readonly string[] Short =
    [
        "projects.tier",
        "projects.leader",
        "projects.responsible",
        "projects.budget",
        "projects.dates",
    ];

    /// <summary>Photos of the board, of the notice that stands or stood last.</summary>
    public async Task<IReadOnlyList<ProjectFile>> Photos(NoticeView notice, CancellationToken cancel) =>
        [.. (await files.Of(notice.Project.Id, FileOf.Board, cancel))[notice.Notice.Id]];

    public Task AddPhotos(string number, IReadOnlyList<IFormFile>? given, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var project = await Get(number, cancel);
                var notice = await notices.Current(project.Id, cancel) ?? throw new RuleBroken("projects.no-notice");
                if (
                    (await files.Add(project.Id, FileOf.Board, notice.Notice.Id, given, shown: false, cancel)).Count
                    == 0
                )
                    throw new RuleBroken("files.none") { Field = "Files" };
                db.Record("notice.board-photographed", $"project:{number}", after: new { Notice = notice.Notice.Id });
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <summary>The notice as it is printed for the board.</summary>
    /// <param name="site">This site's address, for the code that leads to the page.</param>
    public async Task<OfficialDocument> Sheet(string number, string site, CancellationToken cancel)
    {
        var (project, notice, unit) = await Look(number, cancel);
        string page = $"{site}/notices/{notice.Notice.Id}";
        // What was shown then; only notices from before it was kept are filled from the project.
        var fields = (notice.Notice.Fields is null ? await notices.Fields(project, cancel) : notice.Notice.Shown())
            .Where(f => f.Key is not ("projects.title" or "projects.team") && f.Value.Length > 0)
            .ToLookup(f => Short.Contains(f.Key));
        var document = new OfficialDocument(words["notice.sheet.title", project.Title])
            .Text(words["notice.sheet.lead", unit, project.Title, Day(notice.Notice.OpenedOn), Last(notice)])
            .Heading(1, words["notice.sheet.facts"])
            .Table(
                [words["notice.sheet.item"], words["notice.sheet.what"]],
                fields[true]
                    .Select(f => (IReadOnlyList<string>)[words[f.Key], f.Value])
                    .Prepend([words["projects.unit"], unit]),
                [3, 9]
            );
        foreach (var field in fields[false])
            document.Heading(1, words[field.Key]).Text(field.Value);
        document.Heading(1, words["notice.sheet.object"]).Text(words["notice.sheet.how", Last(notice), page]);
        document.Picture(QrDrawing.Png(page), words["notice.sheet.code"]);
        return document
            .Text($"{words["notice.sheet.hash"]}\n{notice.Notice.TextHash}")
            .Signed(unit, Day(notice.Notice.OpenedOn));
    }

    /// <summary>
    /// What was shown, when, how the days were counted, every objection with its decision, and the photos.
    /// </summary>
    public async Task<OfficialDocument> Proof(string number, CancellationToken cancel)
    {
        var (project, notice, unit) = await Look(number, cancel);
        var all = await db
            .Notices.AsNoTracking()
            .Where(n => n.ProjectId == project.Id)
            .OrderBy(n => n.Id)
            .ToListAsync(cancel);
        var document = new OfficialDocument(words["notice.proof.title", project.Title])
            .Heading(1, words["notice.proof.when"])
            .Table(
                [words["notice.proof.opened"], words["notice.proof.closed"], words["notice.proof.hash"]],
                all.Select(n =>
                    (IReadOnlyList<string>)
                        [Words.Time(n.OpenedAt), n.ClosedAt is { } at ? Words.Time(at) : "–", n.TextHash]
                ),
                [3, 3, 8]
            )
            .Heading(1, words["notice.proof.days"])
            .Table(
                [words["notice.proof.day"], words["notice.proof.counted"]],
                notice.Counting.Days.Select(d =>
                    (IReadOnlyList<string>)
                        [
                            Words.Date(d.Day.Date),
                            d.Mark == CountMark.Counted ? words["notice.proof.number", d.Number]
                            : d.Mark == CountMark.Start ? words["notice.proof.start"]
                            : d.Day.Name ?? words["notice.proof.off"],
                        ]
                )
            )
            .Heading(1, words["projects.objections"]);
        if (notice.Objections.Count == 0)
            document.Text(words["notice.proof.none"]);
        else
            document.Table(
                [
                    words["notice.proof.raised"],
                    words["projects.objections"],
                    words["projects.outcome"],
                    words["projects.reasons"],
                ],
                notice.Objections.Select(o =>
                    (IReadOnlyList<string>)[Words.Time(o.At), o.Text, words.Of(o.State), o.Decision ?? "–"]
                ),
                [3, 5, 2, 5]
            );
        foreach (var (shown, i) in all.Select((n, i) => (n, i)))
            document
                .Heading(
                    1,
                    all.Count == 1
                        ? words["notice.proof.text"]
                        : words["notice.proof.text-of", i + 1, Day(shown.OpenedOn)]
                )
                .Text(shown.Text.Trim());
        int number1 = 0;
        foreach (var photo in await Photos(notice, cancel))
            if (
                store.Read(photo.Hash) is { } bytes
                && document.Picture(
                    bytes,
                    words["notice.proof.photo", number1 + 1, Words.Time(photo.At), words.Who(photo.By)]
                )
            )
                number1++;
        return document.Signed(unit, Day(clock.Today()));
    }

    private async Task<(Project, NoticeView, string Unit)> Look(string number, CancellationToken cancel)
    {
        var project = await Get(number, cancel);
        return (
            project,
            await notices.Current(project.Id, cancel) ?? throw new RuleBroken("projects.no-notice"),
            (await units.Tree(cancel)).Name(project.UnitId)
        );
    }

    private static string Last(NoticeView notice) => notice.Last is { } last ? Day(last) : "–";

    /// <summary>Without the weekday, as official papers write it.</summary>
    private static string Day(DateOnly day) => Words.Date(day).Split(' ')[0];

    private async Task<Project> Get(string number, CancellationToken cancel) =>
        await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
}
