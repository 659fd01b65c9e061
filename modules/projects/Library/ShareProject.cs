using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Kernel.Ui;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Selections;

namespace Modular.Projects.Library;

/// <summary>Puts a project on the shelf of quality projects, takes it out with reasons, puts it back.</summary>
internal sealed class ShareProject(
    ProjectsDb db,
    KeepMaterials materials,
    UnitDirectory units,
    Words words,
    TimeProvider clock
)
{
    public Task<LibraryEntry?> Entry(long projectId, CancellationToken cancel) =>
        db.LibraryEntries.AsNoTracking().SingleOrDefaultAsync(e => e.ProjectId == projectId, cancel);

    /// <summary>What the shelf asks for besides a contact, which is given with the move.</summary>
    public async Task<IReadOnlyList<GateItem>> Gate(Project project, CancellationToken cancel)
    {
        string page = $"/projects/{project.Number}/library";
        return
        [
            new(ProjectMoves.All.Allowed(project.State, "shared"), words["projects.share.gate.state"]),
            new(!await Standing(project, cancel), words["projects.share.gate.in-selection"], "/selections"),
            .. await Judged(project, cancel)
                ? Array.Empty<GateItem>()
                : [new GateItem(await District(cancel), words["projects.share.gate.district"])],
            new(
                !string.IsNullOrWhiteSpace(project.Results),
                words["projects.share.gate.results"],
                $"/projects/{project.Number}"
            ),
            new(await Shown(project.Id, cancel), words["projects.share.gate.material"], $"{page}#materials"),
        ];
    }

    /// <summary>
    /// It was awarded, or stood to the end of a selection; then it is ready for the shelf without more.
    /// </summary>
    public async Task<bool> Judged(Project project, CancellationToken cancel) =>
        project.State == ProjectState.Awarded || await Entries(project, SelectionState.Awarded).AnyAsync(cancel);

    /// <param name="why">
    /// Needed for a project that stood in no selection, which only the district puts on the shelf.
    /// </param>
    public async Task Share(
        string number,
        int version,
        string contact,
        int people,
        string? honours,
        CancellationToken cancel,
        string? why = null
    )
    {
        try
        {
            await db.InTransaction(() => Enter(number, version, contact, people, honours, why, cancel), cancel);
        }
        catch (DbUpdateException problem) when (!Outage.Is(problem))
        {
            // Two at the same moment: the key lets one in.
            db.Discard();
            throw new RuleBroken("rule.changed-meanwhile");
        }
    }

    private async Task Enter(
        string number,
        int version,
        string contact,
        int people,
        string? honours,
        string? why,
        CancellationToken cancel
    )
    {
        var project = await Get(number, cancel);
        if (string.IsNullOrWhiteSpace(project.Results))
            throw new RuleBroken("projects.results-needed");
        if (!await Shown(project.Id, cancel))
            throw new RuleBroken("projects.share.material-needed");
        Check(contact, people);
        if (await Standing(project, cancel))
            throw new RuleBroken("projects.share.in-selection");
        bool judged = await Judged(project, cancel);
        if (!judged && !await District(cancel))
            throw new RuleBroken("projects.share.district");
        if (!judged && (string.IsNullOrWhiteSpace(why) || why.Length > 400))
            throw new RuleBroken("projects.share.why-needed") { Field = "Why" };
        db.LibraryEntries.Add(
            new()
            {
                ProjectId = project.Id,
                Contact = contact.Trim(),
                People = people,
                Honours = honours?.Trim() ?? "",
                SharedAt = clock.GetUtcNow(),
                SharedBy = db.Acting.Name,
                Why = judged ? null : why!.Trim(),
            }
        );
        await MoveProject.Move(db, project, version, "shared", judged ? null : why!.Trim(), clock, cancel);
    }

    public Task Change(
        string number,
        int version,
        string contact,
        int people,
        string? honours,
        CancellationToken cancel
    ) =>
        db.InTransaction(
            async () =>
            {
                Check(contact, people);
                var entry = await Entry(number, cancel);
                if (entry.Version != version)
                    throw new RuleBroken("rule.changed-meanwhile");
                db.Record(
                    "project.library-changed",
                    $"project:{number}",
                    new
                    {
                        entry.Contact,
                        entry.People,
                        entry.Honours,
                    },
                    new
                    {
                        contact,
                        people,
                        honours,
                    }
                );
                (entry.Contact, entry.People, entry.Honours) = (contact.Trim(), people, honours?.Trim() ?? "");
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <summary>From then on the public sees neither the project nor its files.</summary>
    public Task TakeOut(string number, string reasons, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                if (string.IsNullOrWhiteSpace(reasons))
                    throw new RuleBroken("projects.reasons-needed") { Field = "Reasons" };
                var entry = await Entry(number, cancel);
                if (entry.TakenOutAt is not null)
                    throw new RuleBroken("projects.share.out-already");
                (entry.TakenOutAt, entry.TakenOutBy, entry.TakenOutReasons) = (
                    clock.GetUtcNow(),
                    db.Acting.Name,
                    reasons.Trim()
                );
                await Told(number, "taken-out", reasons.Trim(), cancel);
            },
            cancel
        );

    public Task PutBack(string number, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var entry = await Entry(number, cancel);
                if (entry.TakenOutAt is null)
                    throw new RuleBroken("projects.share.in-already");
                if (!await Shown(entry.ProjectId, cancel))
                    throw new RuleBroken("projects.share.material-needed");
                (entry.TakenOutAt, entry.TakenOutBy, entry.TakenOutReasons) = (null, null, null);
                await Told(number, "put-back", null, cancel);
            },
            cancel
        );

    private async Task Told(string number, string what, string? note, CancellationToken cancel)
    {
        var project = await Get(number, cancel);
        MoveProject.Note(db, project, what, note, clock);
        db.Notify(
            $"projects.{what}",
            project.UnitId,
            ProjectsModule.Design,
            $"/projects/{number}/library",
            project.Title
        );
        db.Record($"project.{what}", $"project:{number}", after: new { note });
        await db.SaveChangesAsync(cancel);
    }

    private static void Check(string contact, int people)
    {
        if (string.IsNullOrWhiteSpace(contact) || contact.Length > 120)
            throw new RuleBroken("projects.share.contact-needed") { Field = "Contact" };
        if (people < 0)
            throw new RuleBroken("projects.share.people-wrong") { Field = "People" };
    }

    /// <summary>In a selection that is not over; on the shelf it could not be awarded.</summary>
    private Task<bool> Standing(Project project, CancellationToken cancel) =>
        Entries(project, SelectionState.Open, SelectionState.Ranked, SelectionState.InNotice).AnyAsync(cancel);

    // A selection belongs to a unit above the project, out of its scope.
    private IQueryable<SelectionEntry> Entries(Project project, params SelectionState[] states) =>
        db
            .Entries.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(e =>
                e.ProjectId == project.Id
                && !e.Out
                && db.Selections.Any(s => s.Id == e.SelectionId && states.Contains(s.State))
            );

    /// <summary>The acting person decides for the district.</summary>
    private async Task<bool> District(CancellationToken cancel) =>
        db.Acting.IsSystem
        || db.Acting.May(ProjectsModule.Decide)
            && db.Acting.UnitId is { } unit
            && (await units.Tree(cancel)).Find(unit) is { Kind: UnitKind.District };

    private async Task<bool> Shown(long projectId, CancellationToken cancel) =>
        (await materials.Of(projectId, cancel)).Any(m => m.Public)
        || await db.Files.AnyAsync(f => f.ProjectId == projectId && f.Public && f.Of == FileOf.Activity, cancel);

    private async Task<LibraryEntry> Entry(string number, CancellationToken cancel)
    {
        var project = await Get(number, cancel);
        return await db.LibraryEntries.SingleOrDefaultAsync(e => e.ProjectId == project.Id, cancel)
            ?? throw new NotFound();
    }

    private async Task<Project> Get(string number, CancellationToken cancel) =>
        await db.Projects.SingleOrDefaultAsync(p => p.Number == number, cancel) ?? throw new NotFound();
}
