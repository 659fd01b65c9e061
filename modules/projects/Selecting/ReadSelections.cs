using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Rules;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Notice;

namespace Modular.Projects.Selecting;

internal sealed record EntryView(SelectionEntry Entry, Project Project);

internal sealed record SelectionView(Selection Selection, IReadOnlyList<EntryView> Entries, IReadOnlyList<Objection> Objections, DateOnly? Ends, Counting? Counting)
{
    public IEnumerable<EntryView> Standing => Entries.Where(e => !e.Entry.Out).OrderBy(e => e.Entry.Rank ?? int.MaxValue).ThenBy(e => e.Entry.Id);
}

/// <summary>Selections for staff, and their results for everybody while they stand in public and after.</summary>
internal sealed class ReadSelections(ProjectsDb db, RunSelection run, PersonalData personal, TimeProvider clock)
{
    public Task<List<Selection>> List(CancellationToken cancel) => db.Selections.AsNoTracking().OrderByDescending(s => s.Id).Take(100).ToListAsync(cancel);

    public async Task<SelectionView> One(long id, CancellationToken cancel) => await View(await db.Selections.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancel) ?? throw new NotFound(), cancel);

    public async Task<SelectionView> Public(long id, CancellationToken cancel)
    {
        var selection = await db.Selections.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking().SingleOrDefaultAsync(s => s.Id == id && (s.State == SelectionState.InNotice || s.State == SelectionState.Awarded), cancel) ?? throw new NotFound();
        return await View(selection, cancel);
    }

    public Task<List<Selection>> AllPublic(CancellationToken cancel) =>
        db.Selections.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking().Where(s => s.State == SelectionState.InNotice).OrderByDescending(s => s.Id).Take(20).ToListAsync(cancel);

    public async Task Object(long id, string text, string? contact, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 2000) throw new RuleBroken("projects.objection-text") { Field = "Text" };
        await db.InTransaction(async () =>
        {
            // The row is held until the objection stands: an award at the same moment sees it, or has closed the notice before.
            if (await db.Selections.IgnoreQueryFilters([ModuleDb.ScopeFilter]).Where(s => s.Id == id && s.State == SelectionState.InNotice).ExecuteUpdateAsync(set => set.SetProperty(s => s.Turn, s => s.Turn + 1), cancel) == 0) throw new RuleBroken("projects.notice-closed");
            db.Objections.Add(new() { Id = Ids.Next(clock), NoticeId = id, At = clock.GetUtcNow(), Text = text.Trim(), Contact = personal.Seal(contact) });
            db.Record("objection.raised", $"selection:{id}");
            await db.SaveChangesAsync(cancel);
        }, cancel);
    }

    private async Task<SelectionView> View(Selection selection, CancellationToken cancel)
    {
        var entries = await db.Entries.AsNoTracking().Where(e => e.SelectionId == selection.Id).ToListAsync(cancel);
        var ids = entries.ConvertAll(e => e.ProjectId);
        // Who may see the selection may see who applied to it.
        var projects = await db.Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter]).AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancel);
        var (ends, counting) = await run.Ends(selection, cancel);
        return new(selection, entries.ConvertAll(e => new EntryView(e, projects[e.ProjectId])), await db.Objections.AsNoTracking().Where(o => o.NoticeId == selection.Id).OrderBy(o => o.Id).ToListAsync(cancel), ends, counting);
    }
}
