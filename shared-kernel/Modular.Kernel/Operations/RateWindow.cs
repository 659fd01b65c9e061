using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Secrets;
using Modular.Kernel.Store;

namespace Modular.Kernel.Operations;

/// <summary>How often somebody asked for something within one minute, on all hosts together.</summary>
public sealed class RateWindow
{
    /// <summary>A keyed digest of what is limited and who asks: nobody counts back from it to an address.</summary>
    public required byte[] Key { get; init; }

    /// <summary>Minutes since 1970.</summary>
    public long Minute { get; init; }
    public int Asked { get; set; }

    internal static void Shape(ModelBuilder model) =>
        model.Entity<RateWindow>(e =>
        {
            e.HasKey(w => new { w.Key, w.Minute });
            e.Property(w => w.Key).HasMaxLength(16);
            e.HasIndex(w => w.Minute);
        });
}

/// <summary>Counts in the database, so that two hosts behind one address do not let through twice as much.</summary>
public sealed class SharedCount(IDbContextFactoryOf<KernelDb> contexts, PersonalData personal, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    /// <summary>Adds so many askings to the present minute.</summary>
    /// <returns>How often it was asked within this minute, these included, and the minute.</returns>
    public async Task<(int Asked, long Minute)> Add(string what, string who, int times, CancellationToken cancel)
    {
        byte[] key = Convert.FromBase64String(personal.Digest("rate-window", $"{what}\n{who}"));
        long minute = Now;
        await using var db = contexts.Create();
        string table = db.IsSqlite ? "kernel_rate_window" : "kernel.rate_window";
        string own = table.Split('.')[^1];
        var asked = await db
            .Database.SqlQueryRaw<int>(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"INSERT INTO {table} (key, minute, asked) VALUES ({{0}}, {{1}}, {{2}}) "
                        + $"ON CONFLICT (key, minute) DO UPDATE SET asked = {own}.asked + {{2}} RETURNING asked"
                ),
                key,
                minute,
                times
            )
            .ToListAsync(cancel);
        return (asked[0], minute);
    }

    /// <summary>The present minute.</summary>
    public long Now => Minute(clock.GetUtcNow());

    public async Task Clear(CancellationToken cancel)
    {
        long before = Minute(clock.GetUtcNow() - Kept);
        await using var db = contexts.Create();
        await db.Set<RateWindow>().Where(w => w.Minute < before).ExecuteDeleteAsync(cancel);
    }

    private static long Minute(DateTimeOffset at) => at.ToUnixTimeSeconds() / 60;
}
