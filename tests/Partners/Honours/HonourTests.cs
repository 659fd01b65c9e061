using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Units;
using Modular.Partners.Data;
using Modular.Partners.Honours;
using Modular.TestKit;

namespace Modular.Partners.Tests;

[Trait("rule", "U10")]
public sealed class HonourTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Nobody_is_put_up_before_the_community_has_answered_nor_against_its_word_without_a_reason(
        string database
    )
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        var (partner, a1) = await host.Ask(async s =>
        {
            var tree = await s.GetRequiredService<UnitDirectory>().Tree(default);
            var unit = await s.GetRequiredService<KeepUnits>()
                .Add("P1", "Partner P1", UnitKind.PartnerUnit, tree.Find("Q")!.Id, null, null, null, default);
            s.GetRequiredService<UnitDirectory>().Forget();
            await s.GetRequiredService<KeepAccounts>()
                .Open("liaison-1", "liaison-1", RunningHost.Password, [(Role.UnitLiaison, unit.Id)], false, default);
            return (unit.Id, tree.Find("A1")!.Id);
        });
        var liaison = await host.As("liaison-1");
        await liaison.Open("/partners/honours");
        string soon = Kernel
            .Calendar.LocalTime.Today(host.Clock)
            .AddDays(7)
            .ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await liaison.Send(
            "form.form",
            ("Input.Name", "Model unit"),
            ("Input.CandidateUnit", $"{partner}"),
            ("Input.Grounds", "served all year"),
            ("Input.Community", $"{a1}"),
            ("Input.AnswerBy", soon)
        );
        Assert.NotNull(liaison.Page.QuerySelector(".said"));
        string at = liaison.At;
        // Blocked, also for who sends the form by hand.
        Assert.Null(liaison.Page.QuerySelector("form[action*='handler=PutUp']"));
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await liaison.Raw($"{at}?handler=putUp", ("Input.Version", "0"), ("Input.Reason", "urgent"))
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            await liaison.Raw(
                $"{at}?handler=answer",
                ("Input.Version", "0"),
                ("Input.Opinion", "Support"),
                ("Input.Text", "we like ourselves")
            )
                is var own
            && own == HttpStatusCode.Forbidden
                ? HttpStatusCode.NotFound
                : own
        );
        var other = await host.As("worker-b1");
        Assert.Equal(HttpStatusCode.NotFound, await other.StatusOf(at));
        var worker = await host.As("worker-a1");
        await worker.Open("/desk");
        await worker.Open(at);
        string photo = Path.Combine(Directory.CreateTempSubdirectory("modular-test-").FullName, "a.png");
        await File.WriteAllBytesAsync(
            photo,
            Convert.FromBase64String(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
            )
        );
        await worker.Press(
            "Answer",
            ("Input.Opinion", "Oppose"),
            ("Input.Text", "claimed three, did none"),
            ("Input.Files", "file:" + photo)
        );
        Assert.NotNull(worker.Page.QuerySelector(".said"));
        string evidence = worker.Page.QuerySelector(".files a")!.GetAttribute("href")!;
        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound),
            (await worker.StatusOf(evidence), await liaison.StatusOf(evidence), await other.StatusOf(evidence))
        );
        await liaison.Open(at);
        await liaison.Press("PutUp");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, liaison.Status);
        await liaison.Press("PutUp", ("Input.Reason", "the year before was better"));
        Assert.NotNull(liaison.Page.QuerySelector(".said"));
        var kept = await host.Ask(s => s.GetRequiredService<PartnersDb>().Honours.SingleAsync());
        Assert.Equal(
            (HonourState.PutUp, Opinion.Oppose, "claimed three, did none", "the year before was better"),
            (kept.State, kept.Opinion, kept.OpinionText, kept.Decision)
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_community_that_is_late_is_reminded_once_a_day_and_the_proposal_goes_on_waiting(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        var today = Kernel.Calendar.LocalTime.Today(host.Clock);
        await host.Do(async s =>
        {
            var tree = await s.GetRequiredService<UnitDirectory>().Tree(default);
            var db = s.GetRequiredService<PartnersDb>();
            db.Honours.Add(
                new()
                {
                    Id = 5,
                    UnitId = tree.Find("Q")!.Id,
                    UnitPath = tree.Find("Q")!.Path,
                    Name = "Model",
                    CandidateUnitId = tree.Find("B1")!.Id,
                    Grounds = "g",
                    CommunityId = tree.Find("A1")!.Id,
                    AnswerBy = today.AddDays(4),
                    ProposedBy = "x",
                    ProposedAt = host.Clock.GetUtcNow(),
                }
            );
            await db.SaveChangesAsync();
        });
        async Task<int> Told()
        {
            for (int i = 0; i < 2; i++)
                await host.Do(s => s.GetRequiredService<RemindHonours>().Run(null!, default));
            return await host.Ask(s =>
                s.GetRequiredService<Kernel.Store.KernelDb>()
                    .Set<NoticeWish>()
                    .CountAsync(w => w.Kind == "partners.honour-asked")
            );
        }

        Assert.Equal(0, await Told());
        host.Clock.Move(TimeSpan.FromDays(2));
        Assert.Equal(1, await Told());
        host.Clock.Move(TimeSpan.FromDays(5));
        Assert.Equal(2, await Told());
        Assert.Equal(
            HonourState.Asked,
            await host.Ask(s => s.GetRequiredService<PartnersDb>().Honours.Select(h => h.State).SingleAsync())
        );
    }
}
