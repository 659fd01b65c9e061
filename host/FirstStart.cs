using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Modular.Kernel.Store;

namespace Modular.Host;

internal static class FirstStart
{
    public static async Task Announce(IServiceProvider services, CancellationToken cancel)
    {
        await using var db = services.GetRequiredService<IDbContextFactoryOf<KernelDb>>().Create();
        services.GetRequiredService<DemonstrationMark>().On = await db.Settings.AnyAsync(
            s => s.Key == Demonstration.Key,
            cancel
        );
        if (await db.Accounts.AnyAsync(cancel))
            return;
        var words = services.GetRequiredService<Kernel.Texts.Words>();
        await Console.Out.WriteLineAsync(
            words["start.setup", "/setup", services.GetRequiredService<SetupCode>().Value]
        );
    }
}

/// <summary>The first start asks for an administrator; who may answer is whoever can read the console.</summary>
internal sealed class SetupCode
{
    public string Value { get; } = RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 10);

    /// <summary>There is an account; the code is good for nothing any more.</summary>
    public bool Used { get; set; }
}
