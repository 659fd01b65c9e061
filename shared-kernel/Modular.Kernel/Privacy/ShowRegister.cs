using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Store;

namespace Modular.Kernel.Privacy;

/// <summary>The register of purposes and retention, with what is held now.</summary>
public sealed class ShowRegister(
    IEnumerable<IPersonalRegister> registers,
    RetentionPeriods periods,
    KernelDb db,
    TimeProvider clock
)
{
    public async Task<IReadOnlyList<RegisterLine>> Lines(CancellationToken cancel)
    {
        var lines = new List<RegisterLine>();
        foreach (var (module, entry) in registers.SelectMany(r => r.Entries.Select(e => (r.Module, e))))
        {
            int? days = entry.Rule is null ? null : await periods.Days(entry, cancel);
            long past = days is { } kept ? await entry.Past(clock.GetUtcNow().AddDays(-kept), cancel) : 0;
            lines.Add(new(module, entry, days, await entry.Held(cancel), past));
        }

        return lines;
    }

    public PersonalEntry? Find(string id) => registers.SelectMany(r => r.Entries).FirstOrDefault(e => e.Id == id);

    /// <summary>What the last nights erased, the newest first.</summary>
    public Task<List<RetentionRun>> Runs(CancellationToken cancel) =>
        db.RetentionRuns.AsNoTracking().OrderByDescending(r => r.Id).Take(30).ToListAsync(cancel);
}

/// <param name="Days">How long it is kept; null: as long as its record.</param>
/// <param name="Held">Rows that hold such data.</param>
/// <param name="Past">Of these, past their time.</param>
public sealed record RegisterLine(string Module, PersonalEntry Entry, int? Days, long Held, long Past);
