using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Files;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Rota;

/// <summary>One month of the rota: the project promoted, and what each centre did for it.</summary>
internal sealed class RunMonth(
    ProjectsDb db,
    KeepRota rota,
    UnitDirectory units,
    ProjectFiles files,
    FileStore store,
    TimeProvider clock
)
{
    public async Task<MonthView> One(DateOnly month, CancellationToken cancel)
    {
        var district = await rota.District(cancel);
        var turn =
            await db
                .Turns.AsNoTracking()
                .SingleOrDefaultAsync(t => t.DistrictId == district.Id && t.Month == month, cancel)
            ?? throw new NotFound();
        var tree = await units.Tree(cancel);
        var town = tree.Find(turn.TownId);
        bool own = town?.Path.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal) == true;
        // The project of the month is in the public library, wherever it comes from.
        var project = turn.ProjectId is null
            ? null
            : await db
                .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .AsNoTracking()
                .SingleOrDefaultAsync(p => p.Id == turn.ProjectId, cancel);
        var events = await db
            .CentreEvents.AsNoTracking()
            .Where(e => e.TurnId == turn.Id)
            .ToDictionaryAsync(e => e.UnitId, cancel);
        var photos = project is null ? null : await files.Of(project.Id, FileOf.Centre, cancel);
        return new(
            turn,
            town,
            project,
            own && town is not null ? await Shared(town, cancel) : [],
            [
                .. Centres(tree, district)
                    .Where(c => c.Path.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal))
                    .Select(c => new CentreLine(
                        c,
                        events.GetValueOrDefault(c.Id),
                        photos is not null && events.TryGetValue(c.Id, out var e) ? [.. photos[e.Id]] : []
                    )),
            ],
            await db
                .Swaps.AsNoTracking()
                .FirstOrDefaultAsync(
                    s => s.State == SwapState.Asked && (s.TurnId == turn.Id || s.OtherTurnId == turn.Id),
                    cancel
                ),
            own
        );
    }

    public Task Choose(DateOnly month, int version, long projectId, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var (turn, district) = await Turn(month, cancel);
                var town = await rota.Own(turn.TownId, cancel);
                if (turn.Version != version)
                    throw new RuleBroken("rule.changed-meanwhile");
                var project =
                    (await Shared(town, cancel)).FirstOrDefault(p => p.Id == projectId)
                    ?? throw new RuleBroken("projects.rota.project-needed") { Field = "Project" };
                if (
                    turn.ProjectId != project.Id
                    && await db
                        .CentreEvents.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                        .AnyAsync(e => e.TurnId == turn.Id && e.State == CentreState.Held, cancel)
                )
                    throw new RuleBroken("projects.rota.project-held");
                turn.ProjectId = project.Id;
                // The month has begun and its reminder is out: the centres hear of the choice at once.
                if (turn.StartTold is not null)
                    foreach (var centre in Centres(await units.Tree(cancel), district))
                        db.Notify(
                            "projects.rota-begins",
                            centre.Id,
                            ProjectsModule.Design,
                            $"/projects/rota/{month.Key()}",
                            town.Name,
                            project.Title
                        );
                db.Record("rota.project", $"rota:{district.Code}:{month.Key()}", after: new { project.Number });
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <summary>A centre tells what it plans or held; told again, the newer stands.</summary>
    public async Task Report(
        DateOnly month,
        int unitId,
        CentreState state,
        DateOnly on,
        int? people,
        string? note,
        IReadOnlyList<IFormFile>? photos,
        CancellationToken cancel
    )
    {
        var (turn, district) = await Turn(month, cancel);
        if (
            Centres(await units.Tree(cancel), district)
                .FirstOrDefault(c => c.Id == unitId && c.Path.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal))
            is not { } centre
        )
            throw new RuleBroken("projects.centre.unit-needed") { Field = "UnitId" };
        if (turn.ProjectId is not { } project)
            throw new RuleBroken("projects.rota.no-project");
        if (on < turn.Month.AddMonths(-1) || on >= turn.Month.AddMonths(2))
            throw new RuleBroken("projects.centre.date", turn.Month.AddMonths(-1), turn.Month.AddMonths(2).AddDays(-1))
            {
                Field = "On",
            };
        if (state == CentreState.Held && on > clock.Today())
            throw new RuleBroken("projects.centre.future") { Field = "On" };
        if (state == CentreState.Held && people is null or < 0 or > 1_000_000)
            throw new RuleBroken("projects.centre.people") { Field = "People" };
        try
        {
            await db.InTransaction(
                async () =>
                {
                    // Held until this stands: a month that goes to another town at the same moment sees it, or has gone
                    // before.
                    if (
                        await db
                            .Turns.Where(t => t.Id == turn.Id && t.ProjectId == project)
                            .Hold(t => t.EndTold, cancel) == 0
                    )
                        throw new RuleBroken("rule.changed-meanwhile");
                    var row = await db.CentreEvents.SingleOrDefaultAsync(
                        e => e.TurnId == turn.Id && e.UnitId == unitId,
                        cancel
                    );
                    if (row is null)
                        db.CentreEvents.Add(
                            row = new()
                            {
                                Id = Ids.Next(clock),
                                TurnId = turn.Id,
                                UnitId = unitId,
                                UnitPath = centre.Path,
                                By = db.Acting.Name,
                            }
                        );
                    else if (row.State == CentreState.Held && state == CentreState.Planned)
                        throw new RuleBroken("projects.centre.held");
                    (row.State, row.On, row.People, row.Note, row.By) = (
                        state,
                        on,
                        state == CentreState.Held ? people : null,
                        note?.Trim(),
                        db.Acting.Name
                    );
                    await files.Add(project, FileOf.Centre, row.Id, photos, shown: false, cancel);
                    db.Record(
                        "rota.centre",
                        $"rota:{month.Key()}:{centre.Code}",
                        after: new
                        {
                            state,
                            on,
                            people,
                        }
                    );
                    await db.SaveChangesAsync(cancel);
                },
                cancel
            );
        }
        catch (DbUpdateException problem) when (!Outage.Is(problem))
        {
            db.Discard();
            throw new RuleBroken("rule.changed-meanwhile");
        }
    }

    /// <summary>A photo of a centre within the account's scope, whoever's project it is.</summary>
    public async Task<IActionResult> Photo(long id, HttpResponse response, CancellationToken cancel)
    {
        var file =
            await db
                .Files.AsNoTracking()
                .SingleOrDefaultAsync(
                    f => f.Id == id && f.Of == FileOf.Centre && db.CentreEvents.Any(e => e.Id == f.OwnerId),
                    cancel
                )
            ?? throw new NotFound();
        return store.Serve(file.Hash, file.Name, file.Type, response);
    }

    /// <summary>Until there are centres of their own kind, each community has one.</summary>
    internal static IEnumerable<Unit> Centres(UnitTree tree, Unit district) =>
        tree.Under(district.Path).Where(u => u is { Kind: UnitKind.Community, State: UnitState.Active });

    private async Task<List<Project>> Shared(Unit town, CancellationToken cancel) =>
        await db
            .Projects.AsNoTracking()
            .Under(town.Path)
            .Where(p => db.LibraryEntries.Any(e => e.ProjectId == p.Id && e.TakenOutAt == null))
            .OrderByDescending(p => p.Id)
            .Take(200)
            .ToListAsync(cancel);

    private async Task<(RotaTurn Turn, Unit District)> Turn(DateOnly month, CancellationToken cancel)
    {
        var district = await rota.District(cancel);
        return (
            await db.Turns.SingleOrDefaultAsync(t => t.DistrictId == district.Id && t.Month == month, cancel)
                ?? throw new NotFound(),
            district
        );
    }
}

/// <param name="Event">Null while the centre has told nothing.</param>
internal sealed record CentreLine(Unit Centre, CentreEvent? Event, IReadOnlyList<ProjectFile> Photos);

internal sealed record MonthView(
    RotaTurn Turn,
    Unit? Town,
    Project? Project,
    IReadOnlyList<Project> Choice,
    IReadOnlyList<CentreLine> Centres,
    TurnSwap? Swap,
    bool Own
)
{
    public int Held => Centres.Count(c => c.Event?.State == CentreState.Held);
    public int Planned => Centres.Count(c => c.Event?.State == CentreState.Planned);
    public int Silent => Centres.Count(c => c.Event is null);
    public int People => Centres.Sum(c => c.Event?.People ?? 0);
}
