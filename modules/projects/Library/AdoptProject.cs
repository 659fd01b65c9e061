using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Domain;

namespace Modular.Projects.Library;

/// <summary>
/// A unit takes over a project of the library: asks its origin, copies the plan into a draft of its own, says how it
/// goes.
/// </summary>
internal sealed class AdoptProject(
    ProjectsDb db,
    DesignProject design,
    TakePlan plans,
    UnitDirectory units,
    TimeProvider clock
)
{
    /// <summary>
    /// The project as the library shows it; null fields where the unit writes its own people and dates.
    /// </summary>
    public async Task<Project> Source(string number, CancellationToken cancel) =>
        await ShowLibrary.OnShelf(db, ShowLibrary.Open(db)).SingleOrDefaultAsync(p => p.Number == number, cancel)
        ?? throw new NotFound();

    public async Task<Adoption> Ask(string number, int unitId, string? note, CancellationToken cancel)
    {
        try
        {
            return await db.InTransaction(
                async () =>
                {
                    var source = await Source(number, cancel);
                    var unit = await Unit(unitId, cancel);
                    if (unit.Id == source.UnitId)
                        throw new RuleBroken("projects.adopt.own") { Field = "UnitId" };
                    string open = $"{source.Id}:{unit.Id}";
                    if (await db.Adoptions.SingleOrDefaultAsync(a => a.Open == open, cancel) is { } before)
                    {
                        if (
                            before.Now(
                                await db
                                    .Projects.Where(p => p.Id == before.DraftId)
                                    .Select(p => (ProjectState?)p.State)
                                    .SingleOrDefaultAsync(cancel)
                            ) != AdoptionState.Ended
                        )
                            throw new RuleBroken("projects.adopt.open", unit.Name) { Field = "UnitId" };
                        (before.State, before.Open) = (AdoptionState.Ended, null);
                        await db.SaveChangesAsync(cancel);
                    }

                    var adoption = new Adoption
                    {
                        Id = Ids.Next(clock),
                        SourceId = source.Id,
                        UnitId = unit.Id,
                        UnitPath = unit.Path,
                        HandlerPath = source.UnitPath,
                        At = clock.GetUtcNow(),
                        By = db.Acting.Name,
                        Open = open,
                    };
                    db.Adoptions.Add(adoption);
                    if (!string.IsNullOrWhiteSpace(note))
                        Note(adoption, note);
                    db.Notify(
                        "projects.adopt-asked",
                        source.UnitId,
                        ProjectsModule.Design,
                        $"/projects/{source.Number}/library#adoptions",
                        unit.Name,
                        source.Title
                    );
                    db.Record("project.adopt-asked", $"project:{source.Number}", after: new { unit = unit.Code, note });
                    await db.SaveChangesAsync(cancel);
                    return adoption;
                },
                cancel
            );
        }
        catch (DbUpdateException problem) when (!Outage.Is(problem))
        {
            db.Discard();
            throw new RuleBroken("projects.adopt.open", (await units.Tree(cancel)).Name(unitId)) { Field = "UnitId" };
        }
    }

    /// <summary>
    /// Copies aims, targets, funds and plan into a draft; people, dates and figures before are the unit's own to write.
    /// The steps of the plan come after the draft: where they do not fit, the draft stands without them, and it is said
    /// why.
    /// </summary>
    public async Task<AdoptedDraft> Copy(long adoptionId, CancellationToken cancel)
    {
        var draft = await Draft(adoptionId, cancel);
        try
        {
            return new(draft, await plans.Into(draft.Number, draft.ParentId!.Value, cancel), null);
        }
        catch (Exception problem) when (problem is RuleBroken or YearMissing)
        {
            return new(draft, 0, problem);
        }
    }

    private Task<Project> Draft(long adoptionId, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var adoption = await Taking(adoptionId, cancel);
                if (adoption.State == AdoptionState.Ended)
                    throw new RuleBroken("projects.adopt.ended");
                if (adoption.DraftId is not null)
                    throw new RuleBroken("projects.adopt.drafted");
                var source =
                    await ShowLibrary.Open(db).SingleOrDefaultAsync(p => p.Id == adoption.SourceId, cancel)
                    ?? throw new RuleBroken("projects.adopt.gone");
                var text = await design.Text(source, cancel);
                var draft = await design.Draft(
                    adoption.UnitId,
                    text with
                    {
                        Leader = "",
                        Responsible = "",
                        Team = "",
                        StartsOn = null,
                        EndsOn = null,
                        Targets = [.. text.Targets.Select(t => t with { Start = null, Asked = null })],
                        ServiceName = null,
                        ServiceDecision = null,
                        ServiceReason = null,
                    },
                    new(EntryId: source.EntryId, ParentId: source.Id),
                    cancel
                );
                bool first = !await db
                    .Adoptions.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                    .AnyAsync(a => a.SourceId == source.Id && a.UnitId == adoption.UnitId && a.DraftId != null, cancel);
                (adoption.DraftId, adoption.State) = (draft.Id, AdoptionState.Drafted);
                if (first)
                    await db
                        .LibraryEntries.Where(e => e.ProjectId == source.Id)
                        .ExecuteUpdateAsync(set => set.SetProperty(e => e.Adopted, e => e.Adopted + 1), cancel);
                string unit = (await units.Tree(cancel)).Name(adoption.UnitId);
                db.Notify(
                    "projects.adopted",
                    source.UnitId,
                    ProjectsModule.Design,
                    $"/projects/{source.Number}/library#adoptions",
                    unit,
                    source.Title
                );
                db.Record("project.adopted", $"project:{source.Number}", after: new { draft = draft.Number });
                await db.SaveChangesAsync(cancel);
                return draft;
            },
            cancel
        );

    /// <summary>
    /// Contact was made, or it came to an end; either unit may say so. Running and done follow from the draft itself.
    /// </summary>
    public Task Tell(long adoptionId, AdoptionState state, string note, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                if (string.IsNullOrWhiteSpace(note) || note.Length > 400)
                    throw new RuleBroken("projects.adopt.note-needed") { Field = "Note" };
                var adoption =
                    await db.Adoptions.SingleOrDefaultAsync(a => a.Id == adoptionId, cancel) ?? throw new NotFound();
                if (adoption.State == AdoptionState.Ended)
                    throw new RuleBroken("projects.adopt.ended");
                bool allowed =
                    state == adoption.State
                    || state is AdoptionState.InContact && adoption.State == AdoptionState.Asked
                    || state is AdoptionState.Ended;
                if (!allowed)
                    throw new RuleBroken("projects.adopt.follows");
                adoption.State = state;
                if (state == AdoptionState.Ended)
                    adoption.Open = null;
                Note(adoption, note);
                db.Record("project.adoption", $"adoption:{adoption.Id}", after: new { state, note });
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    private void Note(Adoption adoption, string text) =>
        db.AdoptionNotes.Add(
            new()
            {
                Id = Ids.Next(clock),
                AdoptionId = adoption.Id,
                At = clock.GetUtcNow(),
                By = db.Acting.Name,
                State = adoption.State,
                Text = text.Trim(),
            }
        );

    /// <summary>Only the unit that takes over may copy, not the origin, which sees the adoption too.</summary>
    private async Task<Adoption> Taking(long id, CancellationToken cancel)
    {
        var adoption = await db.Adoptions.SingleOrDefaultAsync(a => a.Id == id, cancel) ?? throw new NotFound();
        return adoption.UnitPath.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal)
            ? adoption
            : throw new NotFound();
    }

    private async Task<Unit> Unit(int id, CancellationToken cancel) =>
        (await units.Tree(cancel)).Find(id)
            is { State: UnitState.Active, Kind: UnitKind.Community or UnitKind.Town or UnitKind.District } unit
        && unit.Path.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal)
            ? unit
            : throw new RuleBroken("projects.unit-needed") { Field = "UnitId" };
}

/// <param name="Tasks">Tasks of the plan taken over.</param>
/// <param name="Without">Why the draft has no plan although its origin has one.</param>
internal sealed record AdoptedDraft(Project Draft, int Tasks, Exception? Without)
{
    public string Key =>
        Without is not null ? "projects.said.copied-without"
        : Tasks > 0 ? "projects.said.copied-plan"
        : "projects.said.copied";

    public object? Detail(Words words) => Without is null ? Tasks : Problems.Sentence(words, Without);
}
