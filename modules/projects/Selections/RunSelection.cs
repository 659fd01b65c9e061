using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.Projects.Notice;

namespace Modular.Projects.Selections;

/// <summary>Sets up a selection, ranks, publishes and awards.</summary>
internal sealed class RunSelection(
    ProjectsDb db,
    UnitDirectory units,
    CalendarStore calendars,
    SelectionDuty duty,
    TimeProvider clock
)
{
    public async Task<long> SetUp(int unitId, SelectionText text, CancellationToken cancel)
    {
        text.Check();
        var unit = (await units.Tree(cancel)).Find(unitId);
        if (unit is null || !unit.Path.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal))
            throw new RuleBroken("projects.unit-needed") { Field = "UnitId" };
        var row = new Selection
        {
            Id = Ids.Next(clock),
            Name = text.Name.Trim(),
            UnitId = unit.Id,
            UnitPath = unit.Path,
            OpensOn = text.OpensOn,
            ClosesOn = text.ClosesOn,
            Weights = string.Join(',', text.Weights),
            Awards = text.AwardLines(),
            CreatedAt = clock.GetUtcNow(),
        };
        db.Selections.Add(row);
        db.Record("selection.set-up", $"selection:{row.Id}", after: new { row.Name, row.Weights });
        await db.SaveChangesAsync(cancel);
        return row.Id;
    }

    /// <summary>
    /// While it is open its name, window, weights and awards may be put right; who applied stays in, and is ranked by
    /// what stands then.
    /// </summary>
    public Task Change(long id, int version, SelectionText text, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                text.Check();
                var selection = await Get(id, version, cancel);
                if (selection.State != SelectionState.Open)
                    throw new RuleBroken("selections.change-closed");
                var before = new
                {
                    selection.Name,
                    selection.OpensOn,
                    selection.ClosesOn,
                    selection.Weights,
                    selection.Awards,
                };
                (selection.Name, selection.OpensOn, selection.ClosesOn, selection.Weights, selection.Awards) = (
                    text.Name.Trim(),
                    text.OpensOn,
                    text.ClosesOn,
                    string.Join(',', text.Weights),
                    text.AwardLines()
                );
                db.Record(
                    "selection.changed",
                    $"selection:{id}",
                    before,
                    new
                    {
                        selection.Name,
                        selection.OpensOn,
                        selection.ClosesOn,
                        selection.Weights,
                        selection.Awards,
                    }
                );
                await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    /// <summary>
    /// By hand, where the appraisal module is not used: nine marks for each project and the minutes of the meeting.
    /// </summary>
    public Task RankByHand(
        long id,
        int version,
        IReadOnlyDictionary<long, IReadOnlyList<decimal?>> marks,
        string minutes,
        CancellationToken cancel
    ) =>
        db.InTransaction(
            async () =>
            {
                if (string.IsNullOrWhiteSpace(minutes))
                    throw new RuleBroken("projects.minutes-needed") { Field = "Minutes" };
                var selection = await Get(id, version, cancel);
                Closed(selection);
                var entries = await Standing(id, cancel);
                if (entries.Count == 0)
                    throw new RuleBroken("selections.nobody");
                var weights = selection.WeightList;
                foreach (var entry in entries)
                {
                    if (!marks.TryGetValue(entry.Id, out var given))
                        throw new RuleBroken("selections.marks-missing", await Title(entry, cancel));
                    entry.Marks = Ranking.Write(given);
                    entry.ScoreMicro =
                        Ranking.Score(weights, Ranking.Read(entry.Marks))
                        ?? throw new RuleBroken("selections.marks-missing", await Title(entry, cancel));
                    entry.RoundId = null;
                }

                await Place(selection, entries, null, minutes.Trim(), cancel);
            },
            cancel
        );

    /// <summary>
    /// The ranking stands in public for the same five full working days as a project before its approval.
    /// </summary>
    /// <param name="awards">Entry and award; empty for none.</param>
    /// <param name="why">Needed where the awards do not follow the ranking; stands in public beside it.</param>
    public Task Publish(
        long id,
        int version,
        IReadOnlyDictionary<long, string> awards,
        CancellationToken cancel,
        string? why = null
    ) =>
        db.InTransaction(
            async () =>
            {
                var selection = await Get(id, version, cancel);
                await duty.Free(selection, cancel);
                var entries = await Standing(id, cancel);
                var known = selection.AwardList;
                foreach (var entry in entries)
                {
                    string award = awards.GetValueOrDefault(entry.Id, "").Trim();
                    if (award.Length > 0 && known.All(a => a.Name != award))
                        throw new RuleBroken("selections.award-unknown", award);
                    entry.Award = award.Length == 0 ? null : award;
                }

                foreach (var (name, count) in known)
                    if (entries.Count(e => e.Award == name) > count)
                        throw new RuleBroken("selections.award-too-many", name, count);
                bool follows = Ranking.Follows(
                    [.. entries.Select(e => e.Rank)],
                    known,
                    [.. entries.Select(e => e.Award)]
                );
                if (!follows && string.IsNullOrWhiteSpace(why))
                    throw new RuleBroken("selections.awards-why") { Field = "Why" };
                if (why is { Length: > 1000 })
                    throw new RuleBroken("form.too-long") { Field = "Why" };
                selection.AwardsWhy = follows ? null : why!.Trim();
                var text = new List<string>();
                foreach (var e in entries.OrderBy(e => e.Rank))
                    text.Add($"{e.Rank} {await Title(e, cancel)} {e.ScoreMicro} {e.Award}");
                if (selection.AwardsWhy is not null)
                    text.Add(selection.AwardsWhy);
                selection.NoticeOn = clock.Today();
                selection.PromisedDue = (await calendars.Get(cancel))
                    .Count(clock.Today(), PublicNotice.FullWorkingDays)
                    .Due;
                selection.NoticeHash = PublicNotice.Hash(string.Join('\n', text));
                await Move(selection, "notice-opened", selection.AwardsWhy, cancel);
            },
            cancel
        );

    public Task Award(long id, int version, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                var selection = await Get(id, version, cancel);
                if (selection.State != SelectionState.InNotice)
                    throw new RuleBroken("projects.move-not-allowed");
                if (selection.RankedById is { } by && by == db.Acting.AccountId)
                    throw new RuleBroken("selections.second-person");
                await duty.Free(selection, cancel);
                var (ends, _) = await Ends(selection, cancel);
                if (ends is null)
                    throw new RuleBroken(
                        "projects.notice-calendar",
                        selection.NoticeOn!.Value.Year.ToString(System.Globalization.CultureInfo.InvariantCulture)
                    );
                if (clock.Today() < ends)
                    throw new RuleBroken("selections.notice-too-short", ends);
                if (await db.Objections.AnyAsync(o => o.NoticeId == id && o.State == ObjectionState.Open, cancel))
                    throw new RuleBroken("projects.objections-open");
                selection.AwardedOn = clock.Today();
                await Move(selection, "awarded", null, cancel);
                foreach (var entry in await Standing(id, cancel))
                {
                    var project = await db.Projects.SingleAsync(p => p.Id == entry.ProjectId, cancel);
                    if (entry.Award is not null)
                        await MoveProject.Move(
                            db,
                            project,
                            null,
                            "awarded",
                            $"{selection.Name}: {entry.Award}",
                            clock,
                            cancel
                        );
                    await BackToShelf(db, project, clock, cancel);
                }
            },
            cancel
        );

    /// <summary>
    /// An upheld objection opens the ranking again, if it is not open already; it is made and publicised again.
    /// </summary>
    public Task Decide(long id, long objectionId, bool upheld, string reasons, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                if (string.IsNullOrWhiteSpace(reasons))
                    throw new RuleBroken("projects.reasons-needed") { Field = "Reasons" };
                var selection = await Get(id, null, cancel);
                await duty.Free(selection, cancel);
                var (to, text, by) = (
                    upheld ? ObjectionState.Upheld : ObjectionState.Dismissed,
                    reasons.Trim(),
                    db.Acting.Name
                );
                // Of two who decide at the same moment the first has decided, and the second is told.
                if (
                    await db
                        .Objections.Where(o =>
                            o.Id == objectionId && o.NoticeId == id && o.State == ObjectionState.Open
                        )
                        .ExecuteUpdateAsync(
                            set =>
                                set.SetProperty(o => o.State, to)
                                    .SetProperty(o => o.Decision, text)
                                    .SetProperty(o => o.DecidedBy, by),
                            cancel
                        ) == 0
                )
                {
                    var decided =
                        await db
                            .Objections.AsNoTracking()
                            .SingleOrDefaultAsync(o => o.Id == objectionId && o.NoticeId == id, cancel)
                        ?? throw new NotFound();
                    throw new RuleBroken("selections.objection-decided", decided.DecidedBy ?? "", decided.State);
                }

                db.Record("objection.decided", $"objection:{objectionId}", after: new { upheld, reasons });
                if (upheld && SelectionMoves.All.Allowed(selection.State, "reopened"))
                    await Reopen(selection, reasons, cancel);
                else
                    await db.SaveChangesAsync(cancel);
            },
            cancel
        );

    public Task Reopen(long id, int version, string reasons, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                if (string.IsNullOrWhiteSpace(reasons))
                    throw new RuleBroken("projects.reasons-needed") { Field = "Reasons" };
                await Reopen(await Get(id, version, cancel), reasons, cancel);
            },
            cancel
        );

    /// <summary>Ends it without awards; its projects are free to apply elsewhere.</summary>
    public Task Cancel(long id, int version, string reasons, CancellationToken cancel) =>
        db.InTransaction(
            async () =>
            {
                if (string.IsNullOrWhiteSpace(reasons))
                    throw new RuleBroken("projects.reasons-needed") { Field = "Reasons" };
                var selection = await Get(id, version, cancel);
                if (await db.Objections.AnyAsync(o => o.NoticeId == id && o.State == ObjectionState.Open, cancel))
                    throw new RuleBroken("selections.cancel-objections");
                await Move(selection, "cancelled", reasons, cancel);
                foreach (var entry in await Standing(id, cancel))
                {
                    var project = await db.Projects.SingleAsync(p => p.Id == entry.ProjectId, cancel);
                    (entry.Out, entry.ReturnedWhy) = (true, reasons.Trim());
                    entry.Clear();
                    await MoveProject.Move(db, project, null, "application-returned", reasons.Trim(), clock, cancel);
                    await BackToShelf(db, project, clock, cancel);
                }
            },
            cancel
        );

    /// <summary>First day on which the award is possible, and how it was counted.</summary>
    public async Task<(DateOnly? Ends, Counting? Counting)> Ends(Selection selection, CancellationToken cancel)
    {
        if (selection.NoticeOn is not { } opened)
            return (null, null);
        var counting = (await calendars.Get(cancel)).Count(opened, PublicNotice.FullWorkingDays);
        return (PublicNotice.Ends(counting, selection.PromisedDue), counting);
    }

    /// <param name="round">The round the scores came from; null where they are of marks by hand.</param>
    internal async Task Place(
        Selection selection,
        List<SelectionEntry> entries,
        long? round,
        string? minutes,
        CancellationToken cancel
    )
    {
        await duty.Free(selection, cancel);
        Ranking.Renumber(selection, entries);
        foreach (var entry in entries)
        {
            var project = await db.Projects.SingleAsync(p => p.Id == entry.ProjectId, cancel);
            if (project.State == ProjectState.Applied)
                await MoveProject.Move(db, project, null, "evaluated", selection.Name, clock, cancel);
        }

        (selection.RoundId, selection.Minutes, selection.RankedById, selection.RankedBy, selection.AwardsWhy) = (
            round,
            minutes,
            db.Acting.AccountId,
            db.Acting.Name,
            null
        );
        await Move(selection, "ranked", round is null ? null : $"#{round}", cancel);
    }

    /// <summary>
    /// A project that stood in the library before it applied stands there again when the selection is over for it.
    /// </summary>
    internal static async Task BackToShelf(ProjectsDb db, Project project, TimeProvider clock, CancellationToken cancel)
    {
        if (await db.LibraryEntries.AnyAsync(e => e.ProjectId == project.Id, cancel))
            await MoveProject.Move(db, project, null, "shared", null, clock, cancel);
    }

    /// <summary>Nobody is ranked while others may still apply.</summary>
    internal void Closed(Selection selection)
    {
        if (clock.Today() <= selection.ClosesOn)
            throw new RuleBroken("selections.still-open", selection.ClosesOn);
    }

    private async Task Reopen(Selection selection, string reasons, CancellationToken cancel)
    {
        (selection.NoticeOn, selection.PromisedDue, selection.NoticeHash) = (null, null, null);
        await Move(selection, "reopened", reasons.Trim(), cancel);
    }

    internal async Task Move(Selection selection, string move, string? why, CancellationToken cancel)
    {
        var to = SelectionMoves.All.After(selection.State, move, "projects.move-not-allowed");
        db.Record($"selection.{move}", $"selection:{selection.Id}", new { selection.State }, new { to, why });
        selection.State = to;
        await db.SaveChangesAsync(cancel);
    }

    internal Task<List<SelectionEntry>> Standing(long id, CancellationToken cancel) =>
        db.Entries.Where(e => e.SelectionId == id && !e.Out).OrderBy(e => e.Id).ToListAsync(cancel);

    /// <summary>
    /// The selection, held until the transaction has ended: an objection and an award at once, or two who decide, see
    /// each other.
    /// </summary>
    internal async Task<Selection> Get(long id, int? version, CancellationToken cancel)
    {
        await db
            .Selections.Where(s => s.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Turn, s => s.Turn + 1), cancel);
        var selection = await db.Selections.SingleOrDefaultAsync(s => s.Id == id, cancel) ?? throw new NotFound();
        return version is { } seen && seen != selection.Version
            ? throw new RuleBroken("rule.changed-meanwhile")
            : selection;
    }

    internal Task<string> Title(SelectionEntry entry, CancellationToken cancel) =>
        db
            .Projects.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(p => p.Id == entry.ProjectId)
            .Select(p => p.Title)
            .SingleAsync(cancel);
}
