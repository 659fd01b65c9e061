using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Privacy;

/// <summary>One version of the notice on personal data, as people agree to it. Versions are never changed.</summary>
public sealed class PrivacyNotice
{
    public int Version { get; init; }
    public required string Zh { get; init; }
    public required string En { get; init; }

    /// <summary>It counts from this instant on.</summary>
    public DateTimeOffset From { get; init; }
    public DateTimeOffset At { get; init; }
    public required string By { get; init; }

    public string Text() => Words.IsEnglish ? En : Zh;

    internal static void Shape(ModelBuilder model) =>
        model.Entity<PrivacyNotice>(e =>
        {
            e.HasKey(n => n.Version);
            e.Property(n => n.Version).ValueGeneratedNever();
            e.Property(n => n.By).HasMaxLength(100);
        });
}

/// <summary>What somebody agreed to, and when.</summary>
public sealed record Consent(int Version, DateTimeOffset At);

/// <summary>The versions of the notice: the present one, publishing another, and consent to it.</summary>
public sealed class PrivacyNotices(KernelDb db, Words words, TimeProvider clock)
{
    public const int Longest = 10_000;

    public async Task<PrivacyNotice> Current(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return await db
                .PrivacyNotices.AsNoTracking()
                .Where(n => n.From <= now)
                .OrderByDescending(n => n.Version)
                .FirstOrDefaultAsync(cancel)
            ?? await First(cancel);
    }

    public Task<List<PrivacyNotice>> All(CancellationToken cancel) =>
        db.PrivacyNotices.AsNoTracking().OrderByDescending(n => n.Version).ToListAsync(cancel);

    public async Task<PrivacyNotice> One(int version, CancellationToken cancel) =>
        await db.PrivacyNotices.AsNoTracking().SingleOrDefaultAsync(n => n.Version == version, cancel)
        ?? throw new NotFound();

    /// <summary>
    /// The version whose box was ticked. It is the one that stood on the form: whoever read an older text did not agree
    /// to a newer one.
    /// </summary>
    /// <exception cref="RuleBroken">Not ticked, or the notice was replaced while the form was filled in.</exception>
    public async Task<Consent> Given(int? version, CancellationToken cancel)
    {
        if (version is not { } ticked)
            throw new RuleBroken("privacy.consent-needed") { Field = "Consented" };
        if (ticked != (await Current(cancel)).Version)
            throw new RuleBroken("privacy.consent-old") { Field = "Consented" };
        return new(ticked, clock.GetUtcNow());
    }

    /// <summary>
    /// The same where nothing personal need be said: without name and number there is nothing to agree to.
    /// </summary>
    public async Task<Consent?> GivenFor(int? version, CancellationToken cancel, params string?[] personal) =>
        version is null && personal.All(string.IsNullOrWhiteSpace) ? null : await Given(version, cancel);

    public async Task<int> Publish(string? zh, string? en, DateTimeOffset? from, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(zh))
            throw new RuleBroken("privacy.notice-text") { Field = "Zh" };
        if (string.IsNullOrWhiteSpace(en))
            throw new RuleBroken("privacy.notice-text") { Field = "En" };
        if (zh.Length > Longest || en.Length > Longest)
            throw new RuleBroken("form.too-long") { Field = zh.Length > Longest ? "Zh" : "En" };
        var now = clock.GetUtcNow();
        var newest = (await All(cancel)).FirstOrDefault() ?? await First(cancel);
        if (Same(newest.Zh, zh) && Same(newest.En, en))
            throw new RuleBroken("privacy.notice-same") { Field = "Zh" };
        var starts = from is { } wished && wished > now ? wished : now;
        if (newest.From > starts)
            throw new RuleBroken("privacy.notice-order", newest.From) { Field = "From" };
        int version = newest.Version + 1;
        db.PrivacyNotices.Add(
            new()
            {
                Version = version,
                Zh = zh.Trim(),
                En = en.Trim(),
                From = starts,
                At = now,
                By = db.Acting.Name,
            }
        );
        db.Record("privacy.notice-published", $"privacy:notice-{version}", after: new { version, from = starts });
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException problem) when (!Outage.Is(problem))
        {
            db.Discard();
            throw new RuleBroken("rule.changed-meanwhile");
        }

        return version;
    }

    /// <summary>
    /// Keeps the text that was shipped as version 1, so that a later program does not change what people agreed to.
    /// </summary>
    internal async Task<PrivacyNotice> First(CancellationToken cancel)
    {
        var shipped = words.Both("privacy.notice.shipped").ToList();
        var now = clock.GetUtcNow();
        var first = new PrivacyNotice
        {
            Version = 1,
            Zh = shipped[0],
            En = shipped[1],
            From = now,
            At = now,
            By = "system",
        };
        if (await db.PrivacyNotices.AsNoTracking().OrderBy(n => n.Version).FirstOrDefaultAsync(cancel) is { } known)
            return known;
        db.PrivacyNotices.Add(first);
        try
        {
            await db.SaveChangesAsync(cancel);
            return first;
        }
        catch (DbUpdateException problem) when (!Outage.Is(problem))
        {
            // Another host was first.
            db.Discard();
            return await One(1, cancel);
        }
    }

    private static bool Same(string kept, string typed) =>
        kept.Trim() == typed.Trim().Replace("\r\n", "\n", StringComparison.Ordinal);
}

/// <summary>The notice is there before the first form is shown.</summary>
internal sealed class ShipNotice(IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingScope>().ActAsSystem("privacy");
        await scope.ServiceProvider.GetRequiredService<PrivacyNotices>().First(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
