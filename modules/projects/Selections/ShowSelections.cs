using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Notice;

namespace Modular.Projects.Selections;

/// <summary>Selections for staff, and their results for everybody while they stand in public and after.</summary>
internal sealed class ShowSelections(ProjectsDb db, RunSelection run, PersonalData personal, TimeProvider clock)
{
    /// <summary>Those of the acting person's units, and those of the units above, which are open to them.</summary>
    public Task<List<Selection>> List(SelectionState? state, CancellationToken cancel) =>
        Seen().Where(s => state == null || s.State == state).OrderByDescending(s => s.Id).ToListAsync(cancel);

    public async Task<SelectionView> One(long id, CancellationToken cancel)
    {
        if (await db.Selections.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancel) is { } own)
            return await View(own, cancel);
        var whole = await View(
            await Seen().SingleOrDefaultAsync(s => s.Id == id, cancel) ?? throw new NotFound(),
            cancel
        );
        string scope = db.ScopePath ?? "-";
        bool shown = whole.Selection.State is SelectionState.InNotice or SelectionState.Awarded;
        var entries = whole
            .Entries.Where(e =>
                (shown && !e.Entry.Out) || e.Project.UnitPath.StartsWith(scope, StringComparison.Ordinal)
            )
            .ToList();
        if (!shown)
            foreach (var e in entries)
                (e.Entry.Rank, e.Entry.ScoreMicro, e.Entry.Award, e.Entry.Marks) = (null, null, null, "");
        return whole with { Entries = entries, Objections = [], Applicant = true };
    }

    private IQueryable<Selection> Seen()
    {
        var chain = Catalogue.Districts.Chain(db.ScopePath).ToList();
        string path = db.ScopePath ?? "-",
            end = ModuleDb.EndOf(path);
        return db.ScopeAll
            ? db.Selections.AsNoTracking()
            : db
                .Selections.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .AsNoTracking()
                .Where(s =>
                    (string.Compare(s.UnitPath, path) >= 0 && string.Compare(s.UnitPath, end) < 0)
                    || (chain.Contains(s.UnitId) && s.State != SelectionState.Cancelled)
                );
    }

    public async Task<SelectionView> Public(long id, CancellationToken cancel)
    {
        var selection =
            await db
                .Selections.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                .AsNoTracking()
                .SingleOrDefaultAsync(
                    s => s.Id == id && (s.State == SelectionState.InNotice || s.State == SelectionState.Awarded),
                    cancel
                )
            ?? throw new NotFound();
        return await View(selection, cancel);
    }

    public Task<List<Selection>> AllPublic(CancellationToken cancel) =>
        db
            .Selections.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(s => s.State == SelectionState.InNotice)
            .OrderByDescending(s => s.Id)
            .Take(20)
            .ToListAsync(cancel);

    /// <returns>The code with which the answer can be read.</returns>
    public async Task<string> Object(
        long id,
        string text,
        string? contact,
        CancellationToken cancel,
        Consent? consent = null
    )
    {
        if (contact is { Length: > 60 })
            throw new RuleBroken("form.too-long") { Field = "Contact" };
        if (string.IsNullOrWhiteSpace(text) || text.Length > 2000)
            throw new RuleBroken("projects.objection-text") { Field = "Text" };
        return await db.InTransaction(
            async () =>
            {
                // The row is held until the objection stands: an award at the same moment sees it, or has closed the
                // notice before.
                if (
                    await db
                        .Selections.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                        .Where(s => s.Id == id && s.State == SelectionState.InNotice)
                        .ExecuteUpdateAsync(set => set.SetProperty(s => s.Turn, s => s.Turn + 1), cancel) == 0
                )
                    throw new RuleBroken("projects.notice-closed");
                var selection = await db
                    .Selections.IgnoreQueryFilters([ModuleDb.ScopeFilter])
                    .AsNoTracking()
                    .SingleAsync(s => s.Id == id, cancel);
                if ((await run.Ends(selection, cancel)).Ends is { } ends && clock.Today() >= ends)
                    throw new RuleBroken("projects.objection-late", ends.AddDays(-1));
                string code = SecretCode.New();
                db.Objections.Add(
                    new()
                    {
                        Id = Ids.Next(clock),
                        NoticeId = id,
                        At = clock.GetUtcNow(),
                        Text = text.Trim(),
                        Contact = string.IsNullOrWhiteSpace(contact) ? null : personal.Seal(contact.Trim()),
                        CodeHash = SecretCode.Hash(code),
                        ConsentVersion = consent?.Version,
                        ConsentAt = consent?.At,
                    }
                );
                db.Record("objection.raised", $"selection:{id}");
                db.Notify(
                    "projects.objection",
                    selection.UnitId,
                    ProjectsModule.Decide,
                    $"/selections/{id}#objections",
                    selection.Name,
                    ""
                );
                await db.SaveChangesAsync(cancel);
                return code;
            },
            cancel
        );
    }

    private async Task<SelectionView> View(Selection selection, CancellationToken cancel)
    {
        var entries = await db.Entries.AsNoTracking().Where(e => e.SelectionId == selection.Id).ToListAsync(cancel);
        var ids = entries.ConvertAll(e => e.ProjectId);
        // Who may see the selection may see who applied to it.
        var projects = await db
            .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(p => ids.Contains(p.Id))
            .ToDictionaryAsync(p => p.Id, cancel);
        var (ends, counting) = await run.Ends(selection, cancel);
        return new(
            selection,
            entries.ConvertAll(e => new EntryView(e, projects[e.ProjectId])),
            await db
                .Objections.AsNoTracking()
                .Where(o => o.NoticeId == selection.Id)
                .OrderBy(o => o.Id)
                .ToListAsync(cancel),
            ends,
            counting
        );
    }
}

internal sealed record EntryView(SelectionEntry Entry, Project Project);

internal sealed record SelectionView(
    Selection Selection,
    IReadOnlyList<EntryView> Entries,
    IReadOnlyList<Objection> Objections,
    DateOnly? Ends,
    Counting? Counting
)
{
    /// <summary>
    /// Seen from below by those who may apply: their own entries only, and no scores before they stand in public.
    /// </summary>
    public bool Applicant { get; init; }

    public IEnumerable<EntryView> Standing =>
        Entries.Where(e => !e.Entry.Out).OrderBy(e => e.Entry.Rank ?? int.MaxValue).ThenBy(e => e.Entry.Id);
}
