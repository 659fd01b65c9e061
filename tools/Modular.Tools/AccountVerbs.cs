using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Store;
using Modular.Kernel.Units;

namespace Modular.Tools;

/// <summary>
/// The way back in for whoever holds the server: accounts without signing in. Each act stands in the audit as done on
/// the command line.
/// </summary>
internal static class AccountVerbs
{
    public static async Task<int> List(Call call, CancellationToken cancel)
    {
        await using var services = await Services.OpenThere(call, cancel);
        await using var scope = services.AsSystem();
        var db = scope.ServiceProvider.GetRequiredService<KernelDb>();
        var tree = await scope.ServiceProvider.GetRequiredService<UnitDirectory>().Tree(cancel);
        var roles = (await db.AccountRoles.AsNoTracking().ToListAsync(cancel)).ToLookup(r => r.AccountId);
        foreach (var account in await db.Accounts.AsNoTracking().OrderBy(a => a.UserName).ToListAsync(cancel))
        {
            string held = string.Join("; ", roles[account.Id].Select(r => $"{r.Role} {tree.Find(r.UnitId)?.Code}"));
            string state = account.Disabled ? Said.Of("tools.said.account-disabled") : "";
            await Console.Out.WriteLineAsync(
                $"{account.UserName, -20} {account.DisplayName, -12} {held} {state}".TrimEnd()
            );
        }

        return 0;
    }

    public static async Task<int> Open(Call call, CancellationToken cancel)
    {
        string name = call.Place(0),
            wanted = call.Named("role") ?? nameof(Role.Administrator);
        if (!Enum.TryParse<Role>(wanted, ignoreCase: true, out var role) || !Enum.IsDefined(role))
            throw WrongCall.Of("tools.wrong.role", wanted, string.Join(", ", Enum.GetNames<Role>()));
        await using var services = await Services.OpenThere(call, cancel);
        await using var scope = services.AsSystem();
        var tree = await scope.ServiceProvider.GetRequiredService<UnitDirectory>().Tree(cancel);
        var unit = Place(tree, call.Named("unit"));
        string password = KeepAccounts.NewPassword();
        await scope
            .ServiceProvider.GetRequiredService<KeepAccounts>()
            .Open(name, call.Named("display") ?? name, password, [(role, unit.Id)], false, cancel, handedOut: true);
        await Console.Out.WriteLineAsync(Said.Of("tools.said.account-opened", name, role, unit.Name, password));
        return 0;
    }

    public static async Task<int> Reset(Call call, CancellationToken cancel)
    {
        string name = call.Place(0);
        await using var services = await Services.OpenThere(call, cancel);
        await using var scope = services.AsSystem();
        string key = SignInName.Normal(name).ToUpperInvariant();
        var account =
            await scope
                .ServiceProvider.GetRequiredService<KernelDb>()
                .Accounts.AsNoTracking()
                .SingleOrDefaultAsync(a => a.NormalizedUserName == key, cancel)
            ?? throw WrongCall.Of("tools.wrong.account", name);
        var manage = scope.ServiceProvider.GetRequiredService<KeepAccounts>();
        if (account.Disabled)
            await manage.SetDisabled(account.Id, false, cancel);
        // Whoever lost the password of the last administrator may have lost the phone with it.
        await manage.ResetSecond(account.Id, cancel);
        string password = await manage.ResetPassword(account.Id, cancel);
        await Console.Out.WriteLineAsync(Said.Of("tools.said.account-reset", account.UserName!, password));
        return 0;
    }

    /// <summary>The district where no unit is named.</summary>
    private static Unit Place(UnitTree tree, string? code) =>
        code is null
            ? tree.All.FirstOrDefault(u => u.ParentId is null) ?? throw WrongCall.Of("tools.wrong.no-district")
            : tree.Find(code) ?? throw WrongCall.Of("tools.wrong.unit", code);
}
