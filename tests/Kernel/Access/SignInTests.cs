using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.Kernel.Units;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>Guessing is slow, and nobody's guessing keeps somebody else out.</summary>
public sealed class SignInTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "S6")]
    public async Task Wrong_tries_from_elsewhere_do_not_keep_a_person_out(string database)
    {
        await using var host = await RunningHost.Start(database);
        var worker = await host.As("worker-a1");
        for (int i = 0; i < 60; i++)
            await Try(host.Visitor(), "worker-a1", "wrong-one-77", from: $"203.0.113.{i}");
        // Her own browser, from an address the attacker used as well.
        await worker.Open("/account");
        await worker.Send("form[action='/sign-out']");
        worker.From = "203.0.113.7";
        await worker.SignIn("worker-a1", RunningHost.Password);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "S6")]
    public async Task After_five_wrong_tries_the_right_password_waits_too_and_longer_each_time(string database)
    {
        await using var host = await RunningHost.Start(database);
        var guesser = host.Visitor();
        for (int i = 0; i < 5; i++)
            await Try(guesser, "worker-a1", "wrong-one-77");
        Assert.False(await Try(guesser, "worker-a1", RunningHost.Password));
        host.Clock.Move(TimeSpan.FromSeconds(2));
        await Try(guesser, "worker-a1", "wrong-one-77");
        host.Clock.Move(TimeSpan.FromSeconds(1.5));
        Assert.False(await Try(guesser, "worker-a1", RunningHost.Password));
        host.Clock.Move(TimeSpan.FromMinutes(16));
        Assert.True(await Try(guesser, "worker-a1", RunningHost.Password));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "S6")]
    public async Task A_reset_lifts_the_wait(string database)
    {
        await using var host = await RunningHost.Start(database);
        var worker = host.Visitor();
        for (int i = 0; i < 12; i++)
        {
            await Try(worker, "worker-a1", "wrong-one-77");
            host.Clock.Move(TimeSpan.FromMinutes(16));
        }

        await Try(worker, "worker-a1", "wrong-one-77");
        string password = await host.Ask(async s =>
            await s.GetRequiredService<KeepAccounts>()
                .ResetPassword(
                    await s.GetRequiredService<KernelDb>()
                        .Accounts.Where(a => a.UserName == "worker-a1")
                        .Select(a => a.Id)
                        .SingleAsync(),
                    default
                )
        );
        Assert.True(await Try(worker, "worker-a1", password));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "S6")]
    public async Task All_refusals_read_alike(string database)
    {
        await using var host = await RunningHost.Start(database);
        await host.Do(async s =>
            await s.GetRequiredService<KeepAccounts>()
                .SetDisabled(
                    await s.GetRequiredService<KernelDb>()
                        .Accounts.Where(a => a.UserName == "worker-b1")
                        .Select(a => a.Id)
                        .SingleAsync(),
                    true,
                    default
                )
        );
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in new[] { "worker-a1", "worker-b1", "nobody-such" })
        {
            var visitor = host.Visitor();
            for (int i = 0; i < 7; i++)
            {
                await Try(visitor, name, "wrong-one-77");
                said.Add(
                    $"{(int)visitor.Status} {visitor.Page.QuerySelector(".errors, [role=alert]")?.TextContent.Trim()}"
                );
            }
        }

        Assert.Single(said);
        Assert.DoesNotContain(said, s => s.Length < 10);
    }

    [Fact, Trait("rule", "S6")]
    public void Each_wrong_try_after_the_free_ones_doubles_the_wait_up_to_a_quarter_of_an_hour()
    {
        int[] seconds = [.. Enumerable.Range(0, 20).Select(n => (int)SignInGuard.Delay(n, 5).TotalSeconds)];
        Assert.Equal([0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900, 900], seconds);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "S6")]
    public async Task The_present_password_is_not_guessed_through_a_borrowed_session(string database)
    {
        await using var host = await RunningHost.Start(database);
        var borrowed = await host.As("worker-a1");
        for (int i = 0; i < 5; i++)
        {
            await borrowed.Open("/account");
            await borrowed.Send("form.form", ("Input.Current", "wrong-one-77"), ("Input.Password", "lantern-river-7"));
        }

        await borrowed.Open("/account");
        await borrowed.Send(
            "form.form",
            ("Input.Current", RunningHost.Password),
            ("Input.Password", "lantern-river-7")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, borrowed.Status);
    }

    [Theory, Trait("rule", "S6")]
    [
        InlineData("Sunshine1"),
        InlineData("12345678a"),
        InlineData("resident1"),
        InlineData("qwerty12"),
        InlineData("woaini123")
    ]
    [
        InlineData("abcabcab"),
        InlineData("1234qwer"),
        InlineData("modular2026"),
        InlineData("password!"),
        InlineData("zhangwei1990")
    ]
    [
        InlineData("13812345678"),
        InlineData("19900101"),
        InlineData("li.na-li.na"),
        InlineData("1qaz2wsx"),
        InlineData("5201314520")
    ]
    public void Passwords_that_are_tried_first_are_refused(string password) => Assert.NotNull(Judge(password));

    [
        Theory,
        InlineData("green-lamp-42"),
        InlineData("wo ai chengdu"),
        InlineData("taiyang-senlin"),
        InlineData("xk9f-2mqp-77ab"),
        InlineData("大水冲了龙王庙呀")
    ]
    public void Others_are_taken_without_rules_about_signs(string password) => Assert.Null(Judge(password));

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "S6")]
    public async Task Names_that_look_like_anothers_are_refused(string database)
    {
        await using var host = await RunningHost.Start(database);
        await host.Do(async s =>
        {
            var manage = s.GetRequiredService<KeepAccounts>();
            int q = (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("Q")!.Id;
            foreach (
                string name in new[]
                {
                    "\uff41\uff44\uff4d\uff49\uff4e",
                    "\u0430dmin",
                    "admin\u200b",
                    "adm\u0131n",
                    "adm\u0131\u0307n",
                    "\u202enimda",
                    "<b>x</b>",
                    "adrnin",
                    "adm1n",
                    "ADMIN",
                    "",
                    "a\tb",
                }
            )
                await Assert.ThrowsAsync<RuleBroken>(() =>
                    manage.Open(name, "x", RunningHost.Password, [(Role.Volunteer, q)], false, default)
                );
            await manage.Open("李娜", "李娜", RunningHost.Password, [(Role.Volunteer, q)], false, default);
            await manage.Open("li.na@street", "李娜", RunningHost.Password, [(Role.Volunteer, q)], false, default);
        });
        // Whoever types in full width is let in all the same.
        await host.Visitor().SignIn("\uff41\uff44\uff4d\uff49\uff4e", RunningHost.Password);
    }

    private static string? Judge(string password) =>
        GuessedPasswords.Refused(new Account { UserName = "li.na", DisplayName = "Li Na" }, password);

    private static async Task<bool> Try(Visitor visitor, string name, string password, string? from = null)
    {
        if (from is not null)
            visitor.From = from;
        await visitor.Open("/sign-in");
        await visitor.Send("form.form", ("Input.Name", name), ("Input.Password", password));
        return visitor.Status == HttpStatusCode.OK && visitor.At != "/sign-in";
    }
}
