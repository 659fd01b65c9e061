using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Needs.Data;
using Modular.Needs.Domain;

namespace Modular.Needs.Reports;

/// <summary>A unit's day in order of time: written by what people did, with free entries added.</summary>
internal sealed class WorkLog(NeedsDb db, UnitDirectory units, TimeProvider clock)
{
    public async Task<IReadOnlyList<LogLine>> Day(DateOnly day, string? by, CancellationToken cancel)
    {
        var (from, to) = (day.StartOfDay(), day.AddDays(1).StartOfDay());
        var done = db
            .Events.AsNoTracking()
            .Where(e => e.At >= from && e.At < to && e.By != "system" && e.By != "")
            .Join(
                db.Needs.AsNoTracking(),
                e => e.NeedId,
                n => n.Id,
                (e, n) =>
                    new
                    {
                        e.At,
                        e.By,
                        e.What,
                        n.Number,
                        n.Title,
                        e.Note,
                    }
            );
        var notes = db.WorkNotes.AsNoTracking().Where(w => w.At >= from && w.At < to);
        if (!string.IsNullOrWhiteSpace(by))
            (done, notes) = (done.Where(d => d.By == by), notes.Where(w => w.By == by));
        return
        [
            .. (await done.Take(2000).ToListAsync(cancel))
                .Select(d => new LogLine(d.At, d.By, d.What, d.Number, d.Title, d.Note))
                .Concat(
                    (await notes.Take(500).ToListAsync(cancel)).Select(w => new LogLine(
                        w.At,
                        w.By,
                        null,
                        null,
                        null,
                        w.Text
                    ))
                )
                .OrderBy(l => l.At),
        ];
    }

    public async Task Add(DateOnly day, TimeOnly? at, string? text, CancellationToken cancel)
    {
        var unit = (await units.Tree(cancel)).Find(db.Acting.UnitId ?? 0) ?? throw new NotFound();
        if (day > clock.Today())
            throw new RuleBroken("needs.log.future") { Field = "Day" };
        var when = day.StartOfDay().Add((at ?? TimeOnly.FromDateTime(clock.GetUtcNow().Local().DateTime)).ToTimeSpan());
        db.WorkNotes.Add(
            new()
            {
                Id = Ids.Next(clock),
                UnitId = unit.Id,
                UnitPath = unit.Path,
                By = db.Acting.Name,
                At = when,
                Text = MoveNeed.Needed(text, "Text", 500),
            }
        );
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>What somebody did that left no trace of its own, entered by hand into the day's log.</summary>
internal sealed class WorkNote : IScoped
{
    public long Id { get; init; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }
    public required string By { get; init; }
    public DateTimeOffset At { get; init; }
    public required string Text { get; init; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<WorkNote>(e =>
        {
            e.Property(w => w.Id).ValueGeneratedNever();
            e.Property(w => w.UnitPath).HasMaxLength(200);
            e.Property(w => w.By).HasMaxLength(100);
            e.Property(w => w.Text).HasMaxLength(500);
            e.HasIndex(w => new { w.UnitPath, w.At });
        });
}

/// <param name="What">Text key of the event, or null for a free entry.</param>
internal sealed record LogLine(DateTimeOffset At, string By, string? What, string? Number, string? Title, string? Note);
