using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Calendar;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Units;
using Modular.Needs.Data;

namespace Modular.Needs.Reports;

/// <summary>
/// Sends last month's report of every community and town to the unit above. Looks every morning and sends once: a day
/// the host was off is made up for.
/// </summary>
internal sealed class SendReports(
    NeedsDb db,
    ServiceReport report,
    UnitDirectory units,
    EachUnit each,
    TimeProvider clock
) : IJobWork
{
    public const string Kind = "needs.monthly-report";

    public async Task<string?> Run(JobRun run, CancellationToken cancel)
    {
        var today = clock.Today();
        var month = new DateOnly(today.Year, today.Month, 1).AddMonths(-1);
        var tree = await units.Tree(cancel);
        var sent = await db
            .IssuedReports.IgnoreQueryFilters([ModuleDb.ScopeFilter])
            .Where(r => r.Month == month)
            .Select(r => r.UnitId)
            .ToListAsync(cancel);
        var reporting = tree.All.Where(u =>
            u is { State: UnitState.Active, Kind: UnitKind.Community or UnitKind.Town } && !sent.Contains(u.Id)
        );
        int count = 0;
        foreach (var unit in reporting)
            await each.Try(
                unit.Code,
                async () =>
                {
                    if (await Send(unit, month, cancel))
                        count++;
                },
                cancel
            );

        each.End();
        return count == 0 ? null : $"{count}";
    }

    /// <returns>False if another host sent it at the same moment.</returns>
    private async Task<bool> Send(Unit unit, DateOnly month, CancellationToken cancel)
    {
        // Nothing of a unit that failed goes along with the next.
        db.Discard();
        var last = month.AddMonths(1).AddDays(-1);
        var all = (await report.Write(unit.Id, month, last, cancel)).All;
        db.IssuedReports.Add(
            new()
            {
                Id = Ids.Next(clock),
                UnitId = unit.Id,
                UnitPath = unit.Path,
                Month = month,
                Figures = JsonSerializer.Serialize(all),
                SentAt = clock.GetUtcNow(),
            }
        );
        if (unit.ParentId is { } above)
        {
            string page = $"/needs/report?unit={unit.Id}&from={month.Iso()}&to={last.Iso()}";
            string name = month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
            db.Notify("needs.report", above, NeedsModule.Supervise, page, unit.Name, name, all.Received, all.Overdue);
        }

        try
        {
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException problem) when (!Outage.Is(problem))
        {
            return false;
        }
    }

    public static async Task<IReadOnlyList<IssuedReport>> Latest(NeedsDb db, string path, CancellationToken cancel)
    {
        return await db
            .IssuedReports.AsNoTracking()
            .Under(path)
            .OrderByDescending(r => r.Month)
            .ThenBy(r => r.UnitPath)
            .Take(60)
            .ToListAsync(cancel);
    }
}

/// <summary>
/// A month's figures as they were when the report was sent up; what changes later does not change them.
/// </summary>
internal sealed class IssuedReport : IScoped
{
    public long Id { get; init; }
    public int UnitId { get; init; }
    public required string UnitPath { get; init; }

    /// <summary>First day of the month.</summary>
    public DateOnly Month { get; init; }

    /// <summary>JSON of <see cref="Fare"/>.</summary>
    public required string Figures { get; init; }
    public DateTimeOffset SentAt { get; init; }

    public Fare Fare => JsonSerializer.Deserialize<Fare>(Figures)!;

    internal static void Shape(ModelBuilder model) =>
        model.Entity<IssuedReport>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.Property(r => r.UnitPath).HasMaxLength(200);
            e.Ignore(r => r.Fare);
            e.HasIndex(r => new { r.UnitId, r.Month }).IsUnique();
        });
}
