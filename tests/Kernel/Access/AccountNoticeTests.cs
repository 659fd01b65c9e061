using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Notices;
using Modular.Kernel.Store;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>Who has the account hears of what somebody who took it would do.</summary>
[Trait("rule", "S6")]
public sealed class AccountNoticeTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_device_not_used_before_is_told_of_and_no_choice_silences_that(string database)
    {
        await using var host = await RunningHost.Start(
            database,
            "--Jobs:Enabled=false",
            "--Mail:Host=127.0.0.1",
            "--Mail:Port=9"
        );
        var worker = await host.As("worker-a1");
        await Choose(host, await host.Ask(async s => (await Worker(s)).Id), "worker@example.org");
        await worker.Open("/inbox/choices");
        // Everything switched off, as a thief would do first.
        await worker.Send("form.form", ("Input.InApp", ""), ("Input.From", "00:00"), ("Input.To", "23:59"));
        await Again(worker);
        Assert.Empty(await Told(host));
        await host.As("worker-a1");
        var told = Assert.Single(await Told(host));
        Assert.Equal(AccountNotices.NewDevice, told.Kind);
        // By mail at once, in the middle of the hours in which nothing else may come.
        var letter = await host.Ask(s => s.GetRequiredService<KernelDb>().Deliveries.SingleAsync());
        Assert.Equal((DeliveryChannel.Mail, told.Kind), (letter.Channel, letter.Kind));
        Assert.True(letter.DueAt <= host.Clock.GetUtcNow());
        await worker.Open("/inbox");
        Assert.Contains("没用过的设备", worker.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Another_password_another_factor_and_another_address_are_told_of(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await host.Ask(async s => (await Worker(s)).Id);
        await host.Do(s => s.GetRequiredService<KeepAccounts>().ResetPassword(id, default));
        await host.Do(s => s.GetRequiredService<KeepAccounts>().ResetSecond(id, default));
        Assert.Equal(
            [AccountNotices.PasswordChanged, AccountNotices.SecondChanged],
            (await Told(host)).Select(n => n.Kind)
        );

        await Choose(host, id, "first@example.org");
        await Choose(host, id, "first@example.org");
        Assert.Empty(await ToAddress(host));
        await Choose(host, id, "second@example.org");
        string sealedAddress = Assert.Single(await ToAddress(host));
        Assert.Equal(
            "first@example.org",
            await host.Ask(s =>
                Task.FromResult(s.GetRequiredService<Kernel.Secrets.PersonalData>().Open(sealedAddress))
            )
        );
    }

    /// <summary>Signs in once more in the same browser.</summary>
    private static async Task Again(Visitor worker)
    {
        await worker.Open("/account");
        await worker.Send("form[action='/sign-out']");
        await worker.SignIn("worker-a1", RunningHost.Password);
    }

    private static async Task<List<Notice>> Told(RunningHost host)
    {
        await host.Services.GetRequiredService<Postman>().Spread(default);
        return await host.Ask(async s =>
        {
            long id = (await Worker(s)).Id;
            var db = s.GetRequiredService<KernelDb>();
            return await db.Notices.AsNoTracking().Where(n => n.AccountId == id).OrderBy(n => n.Id).ToListAsync();
        });
    }

    private static Task Choose(RunningHost host, long id, string mail) =>
        host.Do(s =>
        {
            s.GetRequiredService<ActingScope>().Current = Acting.Nobody with { AccountId = id, Name = "worker-a1" };
            return s.GetRequiredService<Inbox>()
                .Choose(new Dictionary<string, (bool, MailChoice)>(), null, null, mail, default);
        });

    private static Task<List<string>> ToAddress(RunningHost host) =>
        host.Ask(s =>
            s.GetRequiredService<KernelDb>()
                .Set<NoticeWish>()
                .Where(w => w.Kind == AccountNotices.MailChanged)
                .Select(w => w.Address!)
                .ToListAsync()
        );

    private static Task<Account> Worker(IServiceProvider services) =>
        services.GetRequiredService<KernelDb>().Accounts.SingleAsync(a => a.UserName == "worker-a1");
}
