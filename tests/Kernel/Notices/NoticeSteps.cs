using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Notices;
using Modular.Kernel.Secrets;
using Modular.Kernel.Store;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>What tests of notices do again and again.</summary>
internal static class NoticeSteps
{
    public static Task Tell(RunningHost host, string kind = "needs.at-risk", params object[] arguments) =>
        host.Do(async s =>
        {
            var unit = (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("A1")!;
            var db = s.GetRequiredService<KernelDb>();
            db.Notify(kind, unit.Id, "needs.handle", "/needs?due=risk", arguments.Length == 0 ? [3] : arguments);
            await db.SaveChangesAsync();
        });

    /// <summary>To somebody without an account.</summary>
    public static Task TellAddress(RunningHost host, string address, string href, string argument) =>
        host.Do(async s =>
        {
            var db = s.GetRequiredService<KernelDb>();
            string closed = s.GetRequiredService<PersonalData>().Seal(address)!;
            db.NotifyAddress("needs.followed", closed, href, argument);
            await db.SaveChangesAsync();
        });

    /// <summary>The host's own postman may be at it at the same time, so wait for the end and not for a turn.</summary>
    public static async Task Until(Func<Task<bool>> done, Func<Task>? push = null)
    {
        for (int i = 0; i < 300; i++)
        {
            if (push is not null)
                await push();
            if (await done())
                return;
            await Task.Delay(50);
        }

        Assert.Fail("It did not come about within fifteen seconds.");
    }

    /// <summary>Carries on until the deliveries are as wanted.</summary>
    public static Task Until(RunningHost host, Func<KernelDb, Task<bool>> done) =>
        Until(() => host.Ask(s => done(s.GetRequiredService<KernelDb>())), () => Carry(host));

    public static async Task Carry(RunningHost host)
    {
        var postman = host.Services.GetRequiredService<Postman>();
        await postman.Spread(default);
        await postman.Send(default);
    }
}
