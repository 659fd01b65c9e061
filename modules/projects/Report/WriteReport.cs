using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Contracts.Needs;
using Modular.Kernel.Data;
using Modular.Kernel.Modules;
using Modular.Kernel.Rules;
using Modular.Projects.Activities;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Report;

/// <summary>The summary report (总结报告): figures from the record, words from the team.</summary>
internal sealed class WriteReport(
    ProjectsDb db,
    ListActivities browse,
    TimeProvider clock,
    Doors doors,
    INeedQuestions? needs = null
)
{
    public const int MostPictures = 6;

    public async Task<ReportView> Show(string number, int? version, CancellationToken cancel)
    {
        var project =
            await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
            ?? throw new NotFound();
        var texts = await db
            .ReportTexts.AsNoTracking()
            .Where(t => t.ProjectId == project.Id)
            .OrderByDescending(t => t.No)
            .ToListAsync(cancel);
        var held = await db
            .Activities.AsNoTracking()
            .Where(a => a.ProjectId == project.Id && a.State == ActivityState.Held)
            .OrderBy(a => a.StartsAt)
            .ToListAsync(cancel);
        var titles = held.ToDictionary(a => a.Id);
        var photos = (
            await db
                .Files.AsNoTracking()
                .Where(f => f.ProjectId == project.Id && f.Of == FileOf.Activity && f.Public)
                .OrderByDescending(f => f.Id)
                .ToListAsync(cancel)
        )
            .Where(f => titles.ContainsKey(f.OwnerId))
            .Take(MostPictures);
        var text = version is { } no ? texts.Find(t => t.No == no) ?? throw new NotFound() : texts.FirstOrDefault();
        var frozen =
            version is not null && text?.Figures is { } kept ? JsonSerializer.Deserialize<FrozenFigures>(kept)! : null;
        if (frozen is not null)
            held = held.FindAll(a => a.HeldAt <= text!.At);
        return new(
            project,
            text,
            texts,
            frozen?.Figures ?? await Figures(project, cancel),
            frozen?.Money ?? await Money(project.Id, cancel),
            frozen?.Targets ?? await Targets(project.Id, cancel),
            held,
            await browse.Places(project.Id, cancel),
            [
                .. photos.Select(f =>
                    (f, $"{titles[f.OwnerId].Title} {Kernel.Texts.Words.Time(titles[f.OwnerId].StartsAt)}")
                ),
            ]
        );
    }

    /// <summary>
    /// Keeps the report with its figures as it is handed in with an application; it is read as this version. The caller
    /// saves, in the transaction of the application.
    /// </summary>
    /// <returns>The number of the version, for <see cref="Show"/>.</returns>
    public async Task<int> Freeze(Project project, CancellationToken cancel)
    {
        var last = await db
            .ReportTexts.AsNoTracking()
            .Where(t => t.ProjectId == project.Id)
            .OrderByDescending(t => t.No)
            .FirstOrDefaultAsync(cancel);
        string figures = JsonSerializer.Serialize(
            new FrozenFigures(
                await Figures(project, cancel),
                await Money(project.Id, cancel),
                await Targets(project.Id, cancel)
            )
        );
        var kept = new ReportText
        {
            Id = Ids.Next(clock),
            ProjectId = project.Id,
            No = (last?.No ?? 0) + 1,
            At = clock.GetUtcNow(),
            By = db.Acting.Name,
            Overview = last?.Overview ?? "",
            Implementation = last?.Implementation ?? "",
            Results = last?.Results ?? "",
            Experience = last?.Experience ?? "",
            Figures = figures,
        };
        db.ReportTexts.Add(kept);
        db.Record("report.handed-in", $"project:{project.Number}", after: new { kept.No });
        return kept.No;
    }

    /// <summary>The version that was handed in last; null before the first application.</summary>
    public Task<int?> HandedIn(long projectId, CancellationToken cancel) =>
        db.ReportTexts.Where(t => t.ProjectId == projectId && t.Figures != null).MaxAsync(t => (int?)t.No, cancel);

    private async Task<IReadOnlyList<SourceSpending>> Money(long project, CancellationToken cancel) =>
        [
            .. (await db.BudgetLines.AsNoTracking().Where(l => l.ProjectId == project).ToListAsync(cancel))
                .GroupBy(l => l.Source)
                .OrderBy(g => g.Key)
                .Select(g => new SourceSpending(g.Key, g.Sum(l => l.Cents), g.Sum(l => l.Spent))),
        ];

    private async Task<IReadOnlyList<Target>> Targets(long project, CancellationToken cancel) =>
        await db.Targets.AsNoTracking().Where(t => t.ProjectId == project).OrderBy(t => t.Place).ToListAsync(cancel);

    /// <param name="seen">The version that stood there when writing began; zero for none.</param>
    public Task Save(
        string number,
        int seen,
        string? overview,
        string? implementation,
        string? results,
        string? experience,
        CancellationToken cancel
    ) =>
        db.InTransaction(
            async () =>
            {
                var project =
                    await db.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, cancel)
                    ?? throw new NotFound();
                if (!ProjectMoves.Live.Contains(project.State))
                    throw new RuleBroken("activity.not-live");
                foreach (
                    var (field, text) in new[]
                    {
                        ("Overview", overview),
                        ("Implementation", implementation),
                        ("Results", results),
                        ("Experience", experience),
                    }
                )
                    if (text is { Length: > 6000 })
                        throw new RuleBroken("summary.too-long") { Field = field };
                int last =
                    await db.ReportTexts.Where(t => t.ProjectId == project.Id).MaxAsync(t => (int?)t.No, cancel) ?? 0;
                if (last != seen)
                    throw new RuleBroken("summary.changed-meanwhile", last);
                db.ReportTexts.Add(
                    new()
                    {
                        Id = Ids.Next(clock),
                        ProjectId = project.Id,
                        No = last + 1,
                        At = clock.GetUtcNow(),
                        By = db.Acting.Name,
                        Overview = Clean(overview),
                        Implementation = Clean(implementation),
                        Results = Clean(results),
                        Experience = Clean(experience),
                    }
                );
                db.Record("report.written", $"project:{number}", after: new { No = last + 1 });
                try
                {
                    await db.SaveChangesAsync(cancel);
                }
                catch (DbUpdateException problem) when (!Outage.Is(problem))
                {
                    // Two saved at the same moment; the number of the version lets one through.
                    db.Discard();
                    throw new RuleBroken("summary.changed-meanwhile", last + 1);
                }
            },
            cancel
        );

    private async Task<IReadOnlyList<ReportFigure>> Figures(Project project, CancellationToken cancel)
    {
        var f = await browse.Figures(project.Id, null, cancel);
        string at = $"/projects/{project.Number}/activities?state=Held";
        List<ReportFigure> figures = [];
        if (needs is not null && await needs.FiguresOfProject(project.Id, cancel) is { Needs: > 0 } answered)
            figures.Add(
                new("summary.needs", Number(answered.Needs), await doors.To("needs.of-project", project.Id, cancel))
            );
        figures.AddRange([
            new("summary.held", Number(f.Held), at),
            new("summary.served", Number(f.Served), at),
            new("summary.signed", Number(f.Signed), at),
            new("summary.volunteers", Number(f.Volunteers), at),
            new("summary.hours", Hours(f.VolunteerMinutes), at),
        ]);
        return figures;
    }

    public static string Hours(int minutes) =>
        (minutes / 60m).ToString("#,0.#", System.Globalization.CultureInfo.InvariantCulture);

    private static string Number(long n) => Kernel.Texts.Words.Number(n);

    private static string Clean(string? text) => Kernel.Texts.Plain.Clean(text ?? "").Trim();
}

/// <param name="Why">The rows it was counted from; null where the reader cannot go there.</param>
internal sealed record ReportFigure(string Key, string Value, string? Why);

internal sealed record SourceSpending(FundSource Source, long Cents, long Spent);

internal sealed record ReportView(
    Project Project,
    ReportText? Text,
    IReadOnlyList<ReportText> Versions,
    IReadOnlyList<ReportFigure> Figures,
    IReadOnlyList<SourceSpending> Money,
    IReadOnlyList<Target> Targets,
    IReadOnlyList<Activity> Held,
    IReadOnlyDictionary<long, ServicePlace> Places,
    IReadOnlyList<(ProjectFile File, string Caption)> Pictures
)
{
    /// <summary>Written down long after they were held; whoever reads the figures should know.</summary>
    public IReadOnlyList<Activity> Late => [.. Held.Where(a => a.LateDays is not null)];

    /// <summary>It is shown as it was handed in.</summary>
    public bool Frozen => Text?.Figures is not null;
}

/// <summary>Figures of the record on the day of an application.</summary>
internal sealed record FrozenFigures(
    IReadOnlyList<ReportFigure> Figures,
    IReadOnlyList<SourceSpending> Money,
    IReadOnlyList<Target> Targets
);
