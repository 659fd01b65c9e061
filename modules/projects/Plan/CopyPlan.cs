using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Texts;
using Modular.Language;
using Modular.Projects.Data;
using Modular.Projects.Domain;

namespace Modular.Projects.Plan;

/// <summary>
/// Plans made from what is there: lines of text, or the plan of another project with its links and checklists, at this
/// project's dates.
/// </summary>
internal sealed class CopyPlan(ProjectsDb db, ChangePlan change, Words words, TimeProvider clock)
{
    private const int MostLines = 500;
    public const int Offered = 100;

    /// <summary>
    /// Projects with a plan, newest first: those in scope and those the public may see; of more than a hundred those a
    /// word is looked for in.
    /// </summary>
    public async Task<IReadOnlyList<PlanSource>> Sources(string except, string? word, CancellationToken cancel)
    {
        // Two questions: leaving the scope leaves it in a whole query, and drafts of others are nobody's business.
        var own = Rows(db.Projects.AsNoTracking().Where(p => p.Number != except), word);
        var shown = Rows(Shown().Where(p => p.Number != except), word);
        return
        [
            .. (await own.ToListAsync(cancel))
                .Concat(await shown.ToListAsync(cancel))
                .DistinctBy(s => s.Number)
                .OrderByDescending(s => s.Number, StringComparer.Ordinal)
                .Take(Offered),
        ];
    }

    /// <summary>
    /// What everybody may see; what was taken out of the library is nobody's any more but its unit's.
    /// </summary>
    private IQueryable<Project> Shown() =>
        db
            .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .AsNoTracking()
            .Where(p =>
                ProjectMoves.Live.Contains(p.State)
                && !db.LibraryEntries.Any(e => e.ProjectId == p.Id && e.TakenOutAt != null)
            );

    private IQueryable<PlanSource> Rows(IQueryable<Project> projects, string? word) =>
        projects
            .Where(p =>
                (string.IsNullOrWhiteSpace(word) || p.Title.Contains(word.Trim()) || p.Number.Contains(word.Trim()))
                && db.PlanTasks.Any(t => t.ProjectId == p.Id && !t.Dropped)
            )
            .OrderByDescending(p => p.Id)
            .Take(Offered)
            .Select(p => new PlanSource(p.Number, p.Title, db.PlanTasks.Count(t => t.ProjectId == p.Id && !t.Dropped)));

    public async Task<int> From(string number, int version, string source, CancellationToken cancel)
    {
        // Chosen among what may be seen; the library goes beyond one's own scope.
        var known =
            await db
                .Projects.AsNoTracking()
                .Where(p => p.Number == source)
                .Select(p => (long?)p.Id)
                .SingleOrDefaultAsync(cancel)
            ?? await Shown().Where(p => p.Number == source).Select(p => (long?)p.Id).SingleOrDefaultAsync(cancel);
        if (
            source == number
            || known is not { } from
            || !await db.PlanTasks.AnyAsync(t => t.ProjectId == from && !t.Dropped, cancel)
        )
            throw new RuleBroken("plan.source-unknown") { Field = "Source" };
        var tasks = ShowPlan.Outline(
            await db.PlanTasks.AsNoTracking().Where(t => t.ProjectId == from && !t.Dropped).ToListAsync(cancel)
        );
        var links = await db.TaskLinks.AsNoTracking().Where(l => l.ProjectId == from).ToListAsync(cancel);
        var items = await db
            .TaskItems.AsNoTracking()
            .Where(i => i.ProjectId == from)
            .OrderBy(i => i.Id)
            .ToListAsync(cancel);
        await change.Apply(
            number,
            version,
            draft =>
            {
                var now = new Dictionary<long, PlanTask>(tasks.Count);
                // Names and dates of people and days belong to the other project; what is done, how long and in which
                // order is copied.
                foreach (var task in tasks)
                    now[task.Id] = draft.Add(
                        new(task.IsGroup ? "group" : "add")
                        {
                            Name = task.Name,
                            Days = task.Days,
                            Group = task.GroupId is { } g && now.TryGetValue(g, out var group) ? group.Id : null,
                        }
                    );
                foreach (var link in links.Where(l => now.ContainsKey(l.FromId) && now.ContainsKey(l.ToId)))
                    draft.Link(now[link.FromId], now[link.ToId], link.Kind, link.Lag);
                foreach (var item in items.Where(i => now.ContainsKey(i.TaskId)))
                    db.TaskItems.Add(
                        new()
                        {
                            Id = Ids.Next(clock),
                            ProjectId = draft.ProjectId,
                            TaskId = now[item.TaskId].Id,
                            Text = item.Text,
                            NeedsFile = item.NeedsFile,
                        }
                    );
            },
            cancel
        );
        return tasks.Count;
    }

    /// <summary>
    /// The first plan of a project just drafted from an entry. The draft stands: why it has no plan is told, not a
    /// reason to refuse it.
    /// </summary>
    /// <returns>A sentence, or null where all is well.</returns>
    public async Task<string?> Begin(string number, long? entryId, CancellationToken cancel)
    {
        try
        {
            if (entryId is { } entry)
                await FromEntry(number, entry, cancel);
            return null;
        }
        catch (Exception refused) when (Problems.Sentence(words, refused) is { } said)
        {
            return said;
        }
    }

    /// <summary>
    /// The usual steps of a catalogue entry as the first plan of a project designed from it; they follow each other by
    /// name there, by line here.
    /// </summary>
    public async Task<int> FromEntry(string number, long entryId, CancellationToken cancel)
    {
        string text =
            await db.CatalogueEntries.Where(e => e.Id == entryId).Select(e => e.Tasks).SingleOrDefaultAsync(cancel)
            ?? "";
        var steps = Catalogue.EntryLines.Tasks(text).ToList();
        return steps.Count == 0
            ? 0
            : await Lines(
                number,
                0,
                string.Join(
                    '\n',
                    steps.Select(s =>
                        string.Create(CultureInfo.InvariantCulture, $"{s.Name} | {s.Days} | {After(s.After)}")
                    )
                ),
                cancel
            );

        // The line of the step it follows.
        int? After(string name) => name.Length == 0 ? null : steps.FindIndex(o => o.Name == name) + 1;
    }

    /// <summary>
    /// One task a line: <c>name | days | after</c>, where after are numbers of lines; no days make a group of what
    /// follows, 0 a milestone.
    /// </summary>
    public async Task<int> Lines(string number, int version, string text, CancellationToken cancel)
    {
        var lines = text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
        if (lines.Count == 0)
            throw new RuleBroken("plan.lines-needed") { Field = "Lines" };
        if (lines.Count > MostLines)
            throw new RuleBroken("plan.too-many", MostLines) { Field = "Lines" };
        await change.Apply(
            number,
            version,
            draft =>
            {
                var made = new List<PlanTask>(lines.Count);
                PlanTask? group = null;
                for (int i = 0; i < lines.Count; i++)
                {
                    string[] parts = lines[i].Replace('\uFF5C', '|').Split('|', StringSplitOptions.TrimEntries);
                    if (parts.Skip(1).All(p => p.Length == 0))
                    {
                        made.Add(group = draft.Add(new("group") { Name = parts[0] }));
                        continue;
                    }

                    if (
                        !int.TryParse(
                            Width.Narrow(parts[1]),
                            NumberStyles.None,
                            CultureInfo.InvariantCulture,
                            out int days
                        )
                    )
                        throw new RuleBroken("plan.line-wrong", i + 1, lines[i]) { Field = "Lines" };
                    made.Add(
                        draft.Add(
                            new("add")
                            {
                                Name = parts[0],
                                Days = days,
                                Group = group?.Id,
                                Owner = parts.Length > 3 ? parts[3] : null,
                            }
                        )
                    );
                }

                for (int i = 0; i < lines.Count; i++)
                    foreach (
                        var (no, kind, lag) in LinkTexts.Read(
                            words,
                            lines[i].Replace('\uFF5C', '|').Split('|') is { Length: > 2 } parts ? parts[2] : null
                        )
                    )
                        draft.Link(
                            no >= 1 && no <= made.Count
                                ? made[no - 1]
                                : throw new RuleBroken("plan.line-after", i + 1, no) { Field = "Lines" },
                            made[i],
                            kind,
                            lag
                        );
            },
            cancel
        );
        return lines.Count;
    }
}

internal sealed record PlanSource(string Number, string Title, int Tasks);
