using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Kernel.Files;
using Modular.Kernel.Modules;
using Modular.Kernel.Store;
using Modular.Kernel.Texts;
using Modular.Kernel.Units;

namespace Modular.Host;

/// <summary>
/// A fictional district with units, one account per role, and each module's part. Passwords are made at random and
/// printed once. A second start finds its mark and changes nothing.
/// </summary>
internal static class Demonstration
{
    public const string Key = "demonstration";

    /// <summary>In bytes: what database and pictures of the demonstration take, and some.</summary>
    private const long Room = 64 << 20;

    public static async Task Fill(IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var provider = scope.ServiceProvider;
        provider.GetRequiredService<ActingScope>().ActAsSystem("demonstration");
        var db = provider.GetRequiredService<KernelDb>();
        if (await db.Settings.AnyAsync(s => s.Key == Key, cancel))
            return;
        var words = provider.GetRequiredService<Words>();
        if (await db.Units.AnyAsync(cancel) && !await db.Units.AnyAsync(u => u.Code == "YH", cancel))
            throw new StartRefused("start.demo-not-empty");
        // Beforehand: half a demonstration could neither be shown nor filled up later.
        if (!provider.GetRequiredService<UploadBudget>().Fits(Room))
            throw new StartRefused("start.demo-space", Room >> 20);
        await Units(
            provider.GetRequiredService<KeepUnits>(),
            provider.GetRequiredService<UnitDirectory>(),
            words,
            cancel
        );
        var passwords = await Accounts(provider, db, words, cancel);
        foreach (var part in provider.GetServices<IDemonstration>().OrderBy(p => p.Order))
        {
            await part.Fill(cancel);
            // The modules tell each other what happened before the next one builds on it.
            while (await provider.GetRequiredService<Courier>().CarryRound(cancel) > 0) { }
        }

        db.Settings.Add(new() { Key = Key, Value = "1" });
        db.Record("demonstration.filled", "demonstration");
        await db.SaveChangesAsync(cancel);
        if (!provider.GetRequiredService<IConfiguration>().GetValue("Demonstration:Print", true))
            return;
        await Console.Out.WriteLineAsync(words["demo.accounts"]);
        foreach (var (name, shown, password) in passwords)
            await Console.Out.WriteLineAsync($"  {name, -12} {password}   {shown}");
    }

    private static async Task Units(KeepUnits manage, UnitDirectory directory, Words words, CancellationToken cancel)
    {
        foreach (string line in words.Zh("demo.units").Split('\n'))
        {
            string[] parts = line.Split('|');
            var tree = await directory.Tree(cancel);
            if (tree.Find(parts[0]) is not null)
                continue;
            await manage.Add(
                parts[0],
                parts[1],
                Enum.Parse<UnitKind>(parts[2]),
                parts[3].Length == 0 ? null : tree.Find(parts[3])!.Id,
                null,
                parts.Length > 4 ? parts[4] : null,
                parts.Length > 5 ? parts[5] : null,
                cancel
            );
        }
    }

    private static async Task<List<(string, string, string)>> Accounts(
        IServiceProvider provider,
        KernelDb db,
        Words words,
        CancellationToken cancel
    )
    {
        var manage = provider.GetRequiredService<KeepAccounts>();
        var tree = await provider.GetRequiredService<UnitDirectory>().Tree(cancel);
        var made = new List<(string, string, string)>();
        foreach (string line in words.Zh("demo.people").Split('\n'))
        {
            string[] parts = line.Split('|');
            string password = KeepAccounts.NewPassword();
            string name = parts[0];
            if (await db.Accounts.SingleOrDefaultAsync(a => a.UserName == name, cancel) is { } known)
                password = await manage.ResetPassword(known.Id, cancel, handedOut: false);
            else
                await manage.Open(
                    name,
                    parts[1],
                    password,
                    [
                        .. parts[2]
                            .Split(',')
                            .Select(r => r.Split('@'))
                            .Select(r => (Enum.Parse<Role>(r[0]), tree.Find(r[1])!.Id)),
                    ],
                    true,
                    cancel
                );
            made.Add((name, parts[1], password));
        }

        return made;
    }
}
