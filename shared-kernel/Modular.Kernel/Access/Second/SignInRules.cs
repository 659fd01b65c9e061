using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;

namespace Modular.Kernel.Access.Second;

/// <summary>What the district asks of those who sign in.</summary>
/// <param name="SecondFor">Roles that must have a second factor.</param>
/// <param name="Classified">
/// The profile of classified protection (网络安全等级保护): passwords of three kinds of characters that are changed every
/// ninety days, an end after thirty idle minutes, and administration, accounts and audit in different hands.
/// </param>
public sealed record SignInRules(IReadOnlyList<Role> SecondFor, bool Classified)
{
    public static readonly SignInRules None = new([], false);

    /// <summary>A password older than this is changed before anything else, where the profile is on.</summary>
    public static readonly TimeSpan PasswordLife = TimeSpan.FromDays(90);

    /// <summary>The longest a session may lie idle where the profile is on.</summary>
    public static readonly TimeSpan ClassifiedIdle = TimeSpan.FromMinutes(30);

    public bool NeedsSecond(IEnumerable<Role> roles) => roles.Any(SecondFor.Contains);

    public bool PasswordExpired(DateTimeOffset changedAt, DateTimeOffset now) =>
        Classified && now - changedAt > PasswordLife;
}

/// <summary>Keeps the rules as one setting of the site; every host reads a change within ten seconds.</summary>
public sealed class SignInRuleBook(IDbContextFactoryOf<KernelDb> contexts, IMemoryCache cache)
{
    private const string Key = "sign-in-rules";
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(10);
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    public async ValueTask<SignInRules> Read(CancellationToken cancel)
    {
        if (cache.TryGetValue(Key, out SignInRules? known))
            return known!;
        await using var db = contexts.Create();
        string? kept = await db
            .Settings.AsNoTracking()
            .Where(s => s.Key == Key)
            .Select(s => s.Value)
            .FirstOrDefaultAsync(cancel);
        var rules = kept is null ? SignInRules.None : JsonSerializer.Deserialize<SignInRules>(kept, Json)!;
        return cache.Set(Key, rules, Remembered);
    }

    /// <exception cref="RuleBroken">The profile needs hands that are apart, and they are not.</exception>
    public async Task Write(KernelDb db, SignInRules wanted, CancellationToken cancel)
    {
        var before = await Read(cancel);
        if (wanted.Classified && !before.Classified)
            await ApartHands.CheckAll(db, cancel);
        string value = JsonSerializer.Serialize(wanted, Json);
        if (await db.Settings.SingleOrDefaultAsync(s => s.Key == Key, cancel) is { } row)
            row.Value = value;
        else
            db.Settings.Add(new() { Key = Key, Value = value });
        db.Record("sign-in.rules-set", "site", Said(before), Said(wanted));
        await db.SaveChangesAsync(cancel);
        cache.Remove(Key);
    }

    private static object Said(SignInRules rules) =>
        new { Second = rules.SecondFor.Select(r => r.ToString()), rules.Classified };
}
