using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Rules;
using Modular.Projects.Activities;
using Modular.Projects.Data;
using Modular.Projects.Domain;
using Modular.TestKit;

namespace Modular.Projects.Tests;

[Trait("rule", "P9")]
public sealed class SignInTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Fifty_presses_of_one_phone_sign_in_once_and_fifty_phones_fifty_times(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Execution.Running(host);
        long id = await Execution.Plan(host, number, new(2026, 3, 20));
        Execution.At(host, 2026, 3, 20, 9);
        string code = (await Execution.Activity(host, id)).Code;
        Task<bool> Sign(string device, string name, string? phone) =>
            host.Ask(s =>
                s.GetRequiredService<TakeSignIn>()
                    .Sign(code, null, device, SignInAs.Resident, name, phone, true, default)
            );
        bool[] once = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => Task.Run(() => Sign("one", "Li Si", "13800000000")))
        );
        Assert.Single(once, true);
        bool[] many = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(i => Task.Run(() => Sign($"phone {i}", $"Person {i}", null)))
        );
        Assert.All(many, Assert.True);
        var activity = await Execution.Activity(host, id);
        Assert.Equal(
            (51, 51),
            (activity.Signed, await host.Ask(s => s.GetRequiredService<ProjectsDb>().SignIns.CountAsync()))
        );
        // One person with a second phone, and one name twice.
        Assert.Equal(
            "signin.phone-known",
            (await Assert.ThrowsAsync<RuleBroken>(() => Sign("another", "Somebody", "138-0000-0000"))).Key
        );
        Assert.Equal(
            "signin.name-known",
            (await Assert.ThrowsAsync<RuleBroken>(() => Sign("another", "Person 7", null))).Key
        );
        Assert.True(await Sign("another", "Person 7", "13911112222"));
        Assert.Equal(
            "activity.served-below",
            (
                await Assert.ThrowsAsync<RuleBroken>(() =>
                    host.Do(s =>
                        s.GetRequiredService<KeepActivities>().Hold(number, id, 0, new(51, 0, 0, null), default)
                    )
                )
            ).Key
        );
        // Who comes in after it was written down raises what was reported.
        await host.Do(s => s.GetRequiredService<KeepActivities>().Hold(number, id, 0, new(52, 0, 0, null), default));
        Assert.True(await Sign("late", "Late", null));
        Assert.Equal(53, (await Execution.Activity(host, id)).Served);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Nobody_is_signed_in_to_what_is_cancelled_at_the_same_moment(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Execution.Running(host);
        for (int i = 0; i < 6; i++)
        {
            Execution.At(host, 2026, 3, 20 + i, 8, 30);
            long id = await Execution.Plan(host, number, new(2026, 3, 20 + i));
            string code = (await Execution.Activity(host, id)).Code;
            async Task<bool> Goes(Func<IServiceProvider, Task> work)
            {
                try
                {
                    await host.Do(work);
                    return true;
                }
                catch (RuleBroken)
                {
                    return false;
                }
            }

            bool[] done = await Task.WhenAll(
                Task.Run(() =>
                    Goes(s => s.GetRequiredService<KeepActivities>().Cancel(number, id, 0, "rain", default))
                ),
                Task.Run(() =>
                    Goes(s =>
                        s.GetRequiredService<TakeSignIn>()
                            .Sign(code, null, "one", SignInAs.Resident, "Li Si", null, true, default)
                    )
                )
            );
            Assert.Single(done, true);
            var activity = await Execution.Activity(host, id);
            Assert.Equal(
                done[0] ? (ActivityState.Cancelled, 0) : (ActivityState.Planned, 1),
                (activity.State, activity.Signed)
            );
        }
    }

    [Fact]
    public async Task The_door_opens_an_hour_before_and_closes_an_hour_after()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await Execution.Running(host);
        long id = await Execution.Plan(host, number, new(2026, 3, 20));
        string code = (await Execution.Activity(host, id)).Code;
        async Task<Door> Door(int hour, int minute)
        {
            Execution.At(host, 2026, 3, 20, hour, minute);
            return (await host.Ask(s => s.GetRequiredService<TakeSignIn>().Show(code, null, null, default))).Door;
        }

        Assert.Equal(
            [Activities.Door.Early, Activities.Door.Open, Activities.Door.Open, Activities.Door.Over],
            [await Door(7, 59), await Door(8, 0), await Door(11, 59), await Door(12, 0)]
        );
        Assert.Equal(
            "signin.door.Over",
            (
                await Assert.ThrowsAsync<RuleBroken>(() =>
                    host.Do(s =>
                        s.GetRequiredService<TakeSignIn>()
                            .Sign(code, null, "d", SignInAs.Resident, "Late", null, true, default)
                    )
                )
            ).Key
        );
    }

    [Fact]
    public async Task A_photo_of_a_changing_code_is_worth_nothing_after_two_minutes_but_a_form_may_be_finished()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await Execution.Running(host);
        long id = await Execution.Plan(host, number, new(2026, 3, 20), rotating: true);
        Execution.At(host, 2026, 3, 20, 9);
        var activity = await Execution.Activity(host, id);
        string token = host.Services.GetRequiredService<SignInCode>().Token(activity);
        using var resident = host.Visitor();
        await resident.Open($"/a/{token}");
        using var home = host.Visitor();
        host.Clock.Move(TimeSpan.FromSeconds(125));
        await home.Open($"/a/{token}");
        Assert.Null(home.Page.QuerySelector("main form"));
        Assert.Contains("过期", home.Text, StringComparison.Ordinal);
        await home.Open($"/a/{activity.Code}");
        Assert.Null(home.Page.QuerySelector("main form"));
        // Whoever had the form open may still finish it, also after a refusal; half an hour later not.
        await resident.Send("main form", ("Form.Name", "Wang Wu"), ("Form.As", "Resident"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, resident.Status);
        Assert.Contains("勾选同意", resident.Text, StringComparison.Ordinal);
        await resident.Send("main form", ("Form.Consent", "true"));
        Assert.Contains("您已签到", resident.Text, StringComparison.Ordinal);
        await resident.Open($"/a/{host.Services.GetRequiredService<SignInCode>().Token(activity)}");
        Assert.Null(resident.Page.QuerySelector("main form"));
        using var slow = host.Visitor();
        await slow.Open($"/a/{host.Services.GetRequiredService<SignInCode>().Token(activity)}");
        host.Clock.Move(TimeSpan.FromMinutes(11));
        await slow.Send("main form", ("Form.Name", "Slow"), ("Form.Consent", "true"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, slow.Status);
        Assert.Equal(1, (await Execution.Activity(host, id)).Signed);
    }

    [Theory, Trait("rule", "K15"), MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Names_are_sealed_masked_and_erased_and_the_count_stays(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Execution.Running(host);
        long id = await Execution.Plan(host, number, new(2026, 3, 20));
        Execution.At(host, 2026, 3, 20, 9);
        using var worker = await host.As("worker-a1");
        await worker.Open($"/projects/{number}/activities/{id}");
        await worker.Press(
            "ByHand",
            ("Input.As", "Volunteer"),
            ("Input.Lines", "Zhang San 13812345678\nZhao Liu\nZhao Liu")
        );
        Assert.Contains("Z**", worker.Text, StringComparison.Ordinal);
        Assert.Contains("138****5678", worker.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Zhang San", worker.Text, StringComparison.Ordinal);
        await host.Do(async s =>
            Assert.All(
                await s.GetRequiredService<ProjectsDb>().SignIns.ToListAsync(),
                r => Assert.DoesNotContain("Zha", r.Name!, StringComparison.Ordinal)
            )
        );
        await worker.Press("Names");
        Assert.Contains("Zhang San", worker.Text, StringComparison.Ordinal);
        await worker.Open($"/projects/{number}/activities/{id}");
        await worker.Press("Roster");
        Assert.Equal(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            worker.Answer.Content.Headers.ContentType!.MediaType
        );
        Execution.At(host, 2026, 6, 18, 10);
        await host.Do(async s => Assert.Equal(0, await s.GetRequiredService<EraseNames>().Due(default)));
        Execution.At(host, 2026, 6, 18, 12);
        await host.Do(async s => Assert.Equal(2, await s.GetRequiredService<EraseNames>().Due(default)));
        await host.Do(async s =>
            Assert.All(
                await s.GetRequiredService<ProjectsDb>().SignIns.ToListAsync(),
                r => Assert.True(r is { Name: null, Phone: null, PersonKey: null, DeviceKey: null, ErasedAt: not null })
            )
        );
        Assert.Equal(2, (await Execution.Activity(host, id)).SignedVolunteers);
        using var later = await host.As("worker-a1");
        await later.Open($"/projects/{number}/activities/{id}");
        Assert.Contains("姓名已删除", later.Text, StringComparison.Ordinal);
    }

    [Fact, Trait("rule", "K2")]
    public async Task Another_town_sees_neither_activities_nor_ledger_nor_report()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await Execution.Running(host);
        long id = await Execution.Plan(host, number, new(2026, 3, 20));
        using var other = await host.As("worker-b1");
        foreach (
            string page in new[]
            {
                "activities",
                "activities/new",
                $"activities/{id}",
                $"activities/{id}/code",
                "series",
                "ledger",
                "report",
                "eligibility",
                "activities?handler=export",
                "report?handler=docx",
            }
        )
            Assert.Equal(HttpStatusCode.NotFound, await other.StatusOf($"/projects/{number}/{page}"));
        using var own = await host.As("worker-a1");
        foreach (
            string page in new[]
            {
                "activities",
                "activities/new",
                $"activities/{id}",
                $"activities/{id}/code",
                "series",
                "ledger",
                "report",
                "eligibility",
                "activities?handler=export",
                "report?handler=docx",
            }
        )
            Assert.Equal(HttpStatusCode.OK, await own.StatusOf($"/projects/{number}/{page}"));
    }
}
