using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Modular.Appraisal.Data;
using Modular.Appraisal.Domain;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Units;

namespace Modular.Appraisal.Ledger;

/// <summary>
/// A ledger of points: entries by hand or from a file, taken back only by an entry of the opposite sign.
/// </summary>
internal sealed class KeepLedger(AppraisalDb db, PluginCatalogue plugins, UnitDirectory units, TimeProvider clock)
{
    public const int MostPoints = 100_000;
    private const int MostFaults = 20,
        MostRows = 20_000;

    /// <param name="levels">Points from which each star is reached, rising.</param>
    public async Task<long> Draft(
        int unitId,
        string title,
        IReadOnlyList<int> unitIds,
        IReadOnlyList<string> names,
        IReadOnlyList<double> levels,
        CancellationToken cancel
    )
    {
        var tree = await units.Tree(cancel);
        var unit = tree.Find(unitId) ?? throw new NotFound();
        if (string.IsNullOrWhiteSpace(title))
            throw new RuleBroken("rounds.title-needed") { Field = "Title" };
        if (
            levels.Any(l => !double.IsFinite(l))
            || levels.Zip(levels.Skip(1)).Any(p => p.Second <= p.First)
            || levels.Any(l => l <= 0)
        )
            throw new RuleBroken("ledger.levels") { Field = "Levels" };
        var method = await plugins.Get(PluginKind.Method, "points", cancel);
        var round = new Round
        {
            Id = Ids.Next(clock),
            Kind = RoundKind.Points,
            Title = title.Trim(),
            UnitId = unit.Id,
            UnitPath = unit.Path,
            MethodId = method.Description.Id,
            Parameters =
                $"{{\"levels\":[{string.Join(',', levels.Select(l => l.ToString(CultureInfo.InvariantCulture)))}]}}",
            CreatedAt = clock.GetUtcNow(),
        };
        var subjects = unitIds
            .Distinct()
            .Select(i =>
                tree.Find(i) is { } u && u.Path.StartsWith(db.ScopePath ?? "-", StringComparison.Ordinal)
                    ? Subject.Of(round.Id, u)
                    : throw new NotFound()
            )
            .ToList();
        subjects.AddRange(
            names
                .Select(n => n.Trim())
                .Where(n => n.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .Select((n, i) => Subject.Named(round.Id, i, n))
        );
        if (subjects.Any(x => x.Title.Length > 80))
            throw new RuleBroken("rounds.others-long") { Field = "Names" };
        if (subjects.Count == 0)
            throw new RuleBroken("rounds.subjects-needed", JudgedSubjects.Most) { Field = "Names" };
        db.Rounds.Add(round);
        db.Subjects.AddRange(subjects);
        db.Record(
            "round.drafted",
            $"round:{round.Id}",
            after: new
            {
                round.Title,
                Kind = "points",
                Subjects = subjects.Count,
            }
        );
        MoveRound.Step(round, "opened");
        await db.SaveChangesAsync(cancel);
        return round.Id;
    }

    /// <summary>The whole ledger, the latest day first.</summary>
    public Task<List<PointEvent>> Entries(long id, CancellationToken cancel) =>
        db
            .PointEvents.AsNoTracking()
            .Where(p => p.RoundId == id)
            .OrderByDescending(p => p.On)
            .ThenByDescending(p => p.Id)
            .ToListAsync(cancel);

    /// <summary>Sums over all entries, by subject.</summary>
    public Task<Dictionary<long, int>> Sums(long id, CancellationToken cancel) =>
        db
            .PointEvents.Where(p => p.RoundId == id)
            .GroupBy(p => p.SubjectId)
            .Select(g => new { g.Key, Sum = g.Sum(p => p.Points) })
            .ToDictionaryAsync(g => g.Key, g => g.Sum, cancel);

    /// <param name="key">Made with the form: the same form sent twice is one entry.</param>
    public Task Add(long id, long subject, int points, string? why, DateOnly? on, long key, CancellationToken cancel) =>
        Once(
            key,
            async () =>
            {
                await Open(id, cancel);
                if (!await db.Subjects.AnyAsync(s => s.RoundId == id && s.SubjectId == subject, cancel))
                    throw new NotFound();
                db.PointEvents.Add(Entry(id, subject, points, why, on, key));
                db.Record("round.points", $"round:{id}", after: new { subject, points });
                await db.SaveChangesAsync(cancel);
                return 1;
            },
            cancel
        );

    /// <summary>An entry of the opposite sign; the first stays to be seen. Once only.</summary>
    public async Task Reverse(long id, long entry, string? why, CancellationToken cancel)
    {
        try
        {
            await db.InTransaction(() => ReverseOnce(id, entry, why, cancel), cancel);
        }
        catch (DbUpdateException problem) when (!Outage.Is(problem))
        {
            // Somebody else took it back at the same moment; the key admits one.
            throw new RuleBroken("ledger.reversed");
        }
    }

    private async Task ReverseOnce(long id, long entry, string? why, CancellationToken cancel)
    {
        await Open(id, cancel);
        var wrong =
            await db.PointEvents.AsNoTracking().SingleOrDefaultAsync(p => p.RoundId == id && p.Id == entry, cancel)
            ?? throw new NotFound();
        if (wrong.ReversesId is not null || await db.PointEvents.AnyAsync(p => p.ReversesId == entry, cancel))
            throw new RuleBroken("ledger.reversed");
        if (string.IsNullOrWhiteSpace(why))
            throw new RuleBroken("ledger.why-needed") { Field = "Why" };
        db.PointEvents.Add(
            new()
            {
                Id = Ids.Next(clock),
                RoundId = id,
                SubjectId = wrong.SubjectId,
                Points = -wrong.Points,
                Why = why.Trim(),
                On = clock.Today(),
                By = db.Acting.Name,
                ReversesId = entry,
            }
        );
        db.Record("round.points-reversed", $"round:{id}", after: new { entry, wrong.Points });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Columns: code or name, points, why, day. Whole or not at all.</summary>
    /// <param name="key">Made with the form: the same file sent twice is taken once.</param>
    /// <returns>How many entries came in; 0 where the file was there already.</returns>
    public Task<int> Take(long id, Stream file, long key, CancellationToken cancel) =>
        Once(
            key,
            async () =>
            {
                await Open(id, cancel);
                var subjects = await db.Subjects.AsNoTracking().Where(s => s.RoundId == id).ToListAsync(cancel);
                var byName = subjects
                    .GroupBy(s => s.Title, StringComparer.Ordinal)
                    .Where(g => g.Count() == 1)
                    .ToDictionary(g => g.Key, g => g.Single(), StringComparer.Ordinal);
                var byCode = subjects.ToDictionary(s => s.Code, StringComparer.OrdinalIgnoreCase);
                var (faults, entries) = (new List<string>(), new List<PointEvent>());
                using (SheetTurns.Of(db.Acting))
                using (var table = Sheet.Open(file, cancel))
                    foreach (var row in table.Rows())
                    {
                        string Cell(int at) => at < row.Cells.Length ? row.Cells[at].Trim() : "";
                        if (row.Cells.All(string.IsNullOrWhiteSpace))
                            continue;
                        if (entries.Count >= MostRows)
                            throw new RuleBroken("ledger.many", MostRows) { Field = "File" };
                        var subject = byCode.GetValueOrDefault(Cell(0)) ?? byName.GetValueOrDefault(Cell(0));
                        if (
                            subject is null
                            || !int.TryParse(
                                Cell(1),
                                NumberStyles.AllowLeadingSign,
                                CultureInfo.InvariantCulture,
                                out int points
                            )
                            || points == 0
                            || Math.Abs(points) > MostPoints
                            || Cell(2).Length is 0 or > 200
                            || (Cell(3).Length > 0 && !DateOnly.TryParse(Cell(3), CultureInfo.InvariantCulture, out _))
                        )
                            faults.Add($"{row.Number}: {string.Join(' ', row.Cells.Take(4))}");
                        else
                            entries.Add(
                                Entry(
                                    id,
                                    subject.SubjectId,
                                    points,
                                    Cell(2),
                                    Cell(3).Length == 0 ? null : DateOnly.Parse(Cell(3), CultureInfo.InvariantCulture),
                                    entries.Count == 0 ? key : 0
                                )
                            );
                    }

                if (faults.Count > 0)
                    throw new RuleBroken("ledger.faults", faults.Count, string.Join("; ", faults.Take(MostFaults)))
                    {
                        Field = "File",
                    };
                if (entries.Count == 0)
                    throw new RuleBroken("rounds.offline.empty") { Field = "File" };
                db.PointEvents.AddRange(entries);
                db.Record("round.points-taken", $"round:{id}", after: new { entries.Count });
                await db.SaveChangesAsync(cancel);
                return entries.Count;
            },
            cancel
        );

    /// <summary>
    /// The form's key is that of its first entry, so the table admits one: a second sending does nothing.
    /// </summary>
    private async Task<int> Once(long key, Func<Task<int>> work, CancellationToken cancel)
    {
        Task<bool> There() => key == 0 ? Task.FromResult(false) : db.PointEvents.AnyAsync(p => p.Id == key, cancel);
        try
        {
            return await db.InTransaction(async () => await There() ? 0 : await work(), cancel);
        }
        catch (DbUpdateException problem) when (!Outage.Is(problem))
        {
            // Sent at the same moment.
            db.Discard();
            if (!await There())
                throw;
            return 0;
        }
    }

    private PointEvent Entry(long id, long subject, int points, string? why, DateOnly? on, long key)
    {
        if (points == 0 || Math.Abs(points) > MostPoints)
            throw new RuleBroken("ledger.points-wrong", MostPoints) { Field = "Points" };
        if (string.IsNullOrWhiteSpace(why))
            throw new RuleBroken("ledger.why-needed") { Field = "Why" };
        if (on > clock.Today())
            throw new RuleBroken("ledger.future") { Field = "On" };
        return new()
        {
            Id = key == 0 ? Ids.Next(clock) : key,
            RoundId = id,
            SubjectId = subject,
            Points = points,
            Why = why.Trim(),
            On = on ?? clock.Today(),
            By = db.Acting.Name,
        };
    }

    private async Task Open(long id, CancellationToken cancel)
    {
        var round = await MoveRound.Find(db, id, RoundKind.Points, cancel);
        // A published ledger that is being corrected is entered into while it is closed; everything else while it is
        // open.
        var state = await RoundLock.State(db, id, cancel);
        if (state != RoundState.Open && !(state == RoundState.Closed && round.Edition > 1))
            throw new RuleBroken("rounds.not-open");
    }
}
