using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;

namespace Modular.Kernel.Privacy;

/// <summary>
/// How long each kind of personal data is kept: the module's own word until an administrator sets another.
/// </summary>
public sealed class RetentionPeriods(KernelDb db)
{
    private const string Prefix = "privacy.days.";

    public async Task<int> Days(string entry, RetentionRule rule, CancellationToken cancel)
    {
        string key = Prefix + entry;
        string? set = await db
            .Settings.AsNoTracking()
            .Where(s => s.Key == key)
            .Select(s => s.Value)
            .SingleOrDefaultAsync(cancel);
        return Bounded(set, rule);
    }

    public Task<int> Days(PersonalEntry entry, CancellationToken cancel) => Days(entry.Id, entry.Rule!, cancel);

    /// <exception cref="RuleBroken">Outside the bounds the entry states.</exception>
    public async Task Set(PersonalEntry entry, int days, CancellationToken cancel)
    {
        if (entry.Rule is not { } rule)
            throw new NotFound();
        if (days < rule.Least || days > rule.Most)
            throw new RuleBroken("privacy.days-bounds", rule.Least, rule.Most) { Field = "Days" };
        string key = Prefix + entry.Id;
        var kept = await db.Settings.SingleOrDefaultAsync(s => s.Key == key, cancel);
        int before = Bounded(kept?.Value, rule);
        if (before == days)
            return;
        string text = days.ToString(CultureInfo.InvariantCulture);
        if (kept is null)
            db.Settings.Add(new() { Key = key, Value = text });
        else
            kept.Value = text;
        db.Record("retention.changed", $"privacy:{entry.Id}", new { days = before }, new { days });
        await db.SaveChangesAsync(cancel);
    }

    // A value from before the bounds were drawn closer counts as the nearest one allowed.
    private static int Bounded(string? set, RetentionRule rule) =>
        int.TryParse(set, CultureInfo.InvariantCulture, out int days)
            ? Math.Clamp(days, rule.Least, rule.Most)
            : rule.Days;
}
