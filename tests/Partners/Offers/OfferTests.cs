using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Needs.Data;
using Modular.Needs.Domain;
using Modular.Partners.Data;
using Modular.Partners.Domain;
using Modular.Partners.Offers;
using Modular.TestKit;

namespace Modular.Partners.Tests;

/// <summary>A need put before partner units, as both sides do it.</summary>
public sealed class OfferTests
{
    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("rule", "U4"),
        Trait("rule", "N8")
    ]
    public async Task A_partner_unit_claims_does_and_reports_and_the_first_receiver_answers(string database)
    {
        await using var host = await RunningHost.Start(database);
        await Offering.Partners(host);
        var one = await Offering.WithResource(host, "P1", 2);
        await Offering.WithResource(host, "P2", 2);
        string number = await Offering.Offered(host, "暖气不热已经三天,请上门检查。电话 13812345678", "P1", "P2");
        var offer = await Offering.Only(host);
        await one.Open("/partners/orders");
        await one.Open($"/partners/orders/{offer.Id}");
        Assert.DoesNotContain("13812345678", one.Text, StringComparison.Ordinal);
        await one.Press("Claim");
        await host.Settle();
        Assert.Equal(
            1,
            await host.Ask(s => s.GetRequiredService<PartnersDb>().Resources.Where(r => r.Held > 0).CountAsync())
        );
        var worker = await host.As("worker-a1");
        await worker.Open($"/needs/{number}");
        Assert.Contains("Partner P1", worker.Text, StringComparison.Ordinal);
        // The other was too late, and a liaison sees no need by itself.
        var two = await host.As("liaison-P2");
        await two.Open($"/partners/orders/{offer.Id}");
        Assert.Null(two.Page.QuerySelector("form[action*='handler=Claim']"));
        await two.Open($"/needs/{number}", HttpStatusCode.Forbidden);
        await one.Open($"/partners/orders/{offer.Id}");
        await one.Press("Report", ("Input.Report", "换了阀门,室温二十度。"));
        await host.Settle();
        await worker.Open($"/needs/{number}");
        Assert.Contains("换了阀门", worker.Text, StringComparison.Ordinal);
        await worker.Press("Answer", ("Input.Outcome", "供热单位已换阀门,室温恢复。"));
        Assert.Equal(
            NeedState.Answered,
            await host.Ask(s => s.GetRequiredService<NeedsDb>().Needs.Select(n => n.State).SingleAsync())
        );
    }

    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("rule", "U4"),
        Trait("fault", "2")
    ]
    public async Task Of_fifty_claims_at_once_one_wins_and_capacity_is_held_once(string database)
    {
        await using var host = await RunningHost.Start(database);
        var units = await Offering.Partners(host);
        await Offering.WithResource(host, "P1", 1);
        await Offering.WithResource(host, "P2", 1);
        await Offering.Offered(host, "暖气不热已经三天", "P1", "P2");
        var offer = await Offering.Only(host);
        var resources = await host.Ask(s =>
            s.GetRequiredService<PartnersDb>().Resources.ToDictionaryAsync(r => r.UnitId, r => r.Id)
        );
        bool[] won = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(i =>
                    Task.Run(async () =>
                    {
                        int unit = units[i % 2 == 0 ? "P1" : "P2"].Id;
                        try
                        {
                            await host.Do(s =>
                                s.GetRequiredService<AnswerOffer>().Claim(offer.Id, unit, resources[unit], default)
                            );
                            return true;
                        }
                        catch (Kernel.Rules.RuleBroken)
                        {
                            return false;
                        }
                    })
                )
        );
        Assert.Single(won, w => w);
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<PartnersDb>();
            Assert.Equal(1, await db.Resources.SumAsync(r => r.Held));
            Assert.Equal(
                [InviteState.Claimed, InviteState.Missed],
                (await db.Invites.Select(i => i.State).ToListAsync()).Order()
            );
        });
        // The winner's resource is used up: a second need cannot take it this month.
        int winner = (await Offering.Only(host)).ClaimedUnitId!.Value;
        await Offering.Offered(host, "又一户暖气不热", winner == units["P1"].Id ? "P1" : "P2");
        var second = await Offering.Only(host);
        Assert.NotEqual(offer.Id, second.Id);
        await host.Do(async s =>
        {
            var refused = await Assert.ThrowsAsync<Kernel.Rules.RuleBroken>(async () =>
                await s.GetRequiredService<AnswerOffer>().Claim(second.Id, winner, resources[winner], default)
            );
            Assert.Equal("partners.no-capacity", refused.Key);
        });
        Assert.Equal(OfferState.Open, (await Offering.Only(host)).State);
        Assert.Equal(1, await host.Ask(s => s.GetRequiredService<PartnersDb>().Resources.SumAsync(r => r.Held)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "U4")]
    public async Task Only_who_claimed_reports_once_and_on_the_state_they_saw(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        var units = await Offering.Partners(host);
        await Offering.WithResource(host, "P1", 1);
        await Offering.WithResource(host, "P2", 1);
        await Offering.Offered(host, "暖气不热已经三天", "P1", "P2");
        var offer = await Offering.Only(host);
        Assert.Equal("partners.not-claimed", await Report("P1", offer.Version));
        await host.Do(s => s.GetRequiredService<AnswerOffer>().Claim(offer.Id, units["P1"].Id, null, default));
        int claimed = (await Offering.Only(host)).Version;
        Assert.Equal("rule.changed-meanwhile", await Report("P1", offer.Version));
        Assert.Equal("partners.not-claimed", await Report("P2", claimed));
        Assert.Null(await Report("P1", claimed));
        Assert.Equal("partners.not-claimed", await Report("P1", (await Offering.Only(host)).Version));

        async Task<string?> Report(string unit, int version)
        {
            try
            {
                await host.Do(s =>
                    s.GetRequiredService<AnswerOffer>().Report(offer.Id, units[unit].Id, version, "修好了", default)
                );
                return null;
            }
            catch (Kernel.Rules.RuleBroken refused)
            {
                return refused.Key;
            }
        }
    }

    [
        Theory,
        MemberData(nameof(Databases.Both), MemberType = typeof(Databases)),
        Trait("rule", "N8"),
        Trait("rule", "U7")
    ]
    public async Task What_all_decline_or_nobody_answers_in_time_goes_to_the_joint_meeting_by_itself(string database)
    {
        await using var host = await RunningHost.Start(database);
        await Offering.Partners(host);
        var one = await Offering.WithResource(host, "P1", 2);
        string declined = await Offering.Offered(host, "暖气不热已经三天", "P1");
        var offer = await Offering.Only(host);
        await one.Open($"/partners/orders/{offer.Id}");
        await one.Press("Decline", ("Input.Reason", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, one.Status);
        await one.Press("Decline", ("Input.Reason", "师傅都在外地"));
        await host.Settle();
        string silent = await Offering.Offered(host, "另一户暖气也不热", "P1");
        Assert.Equal(0, await host.Ask(s => s.GetRequiredService<EndOffers>().Expire(default)));
        host.Clock.Move(TimeSpan.FromDays(6));
        Assert.Equal(1, await host.Ask(s => s.GetRequiredService<EndOffers>().Expire(default)));
        Assert.Equal(0, await host.Ask(s => s.GetRequiredService<EndOffers>().Expire(default)));
        await host.Settle();
        var worker = await host.As("worker-a1");
        await worker.Open("/partners/meeting");
        Assert.Contains(declined, worker.Text, StringComparison.Ordinal);
        Assert.Contains(silent, worker.Text, StringComparison.Ordinal);
        await worker.Send("form.part", ("Input.Decision", "由物业协调供热公司"), ("Input.Owner", "张主任"));
        await worker.Open($"/needs/{declined}");
        Assert.All(
            await host.Ask(s => s.GetRequiredService<NeedsDb>().Needs.Select(n => n.State).ToListAsync()),
            state => Assert.Equal(NeedState.Registered, state)
        );
        var stranger = await host.As("worker-b1");
        await stranger.Open("/partners/meeting");
        Assert.DoesNotContain(declined, stranger.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "U4")]
    public async Task A_need_sent_elsewhere_meanwhile_withdraws_the_claim_and_frees_what_was_held(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        var units = await Offering.Partners(host);
        var one = await Offering.WithResource(host, "P1", 1);
        string number = await Offering.Offered(host, "暖气不热已经三天", "P1");
        var worker = await host.As("worker-a1");
        // Not offered twice at a time.
        await worker.Open($"/needs/{number}/offer");
        Assert.NotNull(worker.Page.QuerySelector("a[href='/partners/orders']"));
        Assert.Equal(
            HttpStatusCode.UnprocessableEntity,
            await worker.Raw(
                $"/needs/{number}/offer",
                ("Input.Units", $"{units["P1"].Id}"),
                (
                    "Input.Version",
                    $"{await host.Ask(s => s.GetRequiredService<NeedsDb>().Needs.Select(n => n.Version).SingleAsync())}"
                )
            )
        );
        var offer = await Offering.Only(host);
        await one.Open($"/partners/orders/{offer.Id}");
        await one.Press("Claim");
        await host.Settle();
        await worker.Open($"/needs/{number}");
        await worker.Press("Dispatch", ("Input.HandlerUnitId", $"{units["A1-1"].Id}"));
        await host.Settle();
        offer = await Offering.Only(host);
        Assert.Equal(OfferState.Withdrawn, offer.State);
        Assert.Equal(0, await host.Ask(s => s.GetRequiredService<PartnersDb>().Resources.SumAsync(r => r.Held)));
        Assert.Equal(
            units["A1-1"].Id,
            await host.Ask(s => s.GetRequiredService<NeedsDb>().Needs.Select(n => n.HandlerUnitId).SingleAsync())
        );
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "K2")]
    public async Task Only_the_community_and_the_invited_see_an_order_and_the_invited_not_what_others_said(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        await Offering.Partners(host);
        await Offering.WithResource(host, "P1", 1);
        var other = await Offering.WithResource(host, "P2", 1);
        await Offering.Offered(host, "三号楼暖气不热，供暖维修", "P1", "P2");
        var offer = await Offering.Only(host);
        await other.Open($"/partners/orders/{offer.Id}");
        await other.Press("Decline", ("Input.Reason", "our people are all away"));
        var neighbour = await host.As("worker-b1");
        await neighbour.Open($"/partners/orders/{offer.Id}", HttpStatusCode.NotFound);
        await neighbour.Open("/partners/orders");
        Assert.DoesNotContain("三号楼", neighbour.Text, StringComparison.Ordinal);
        await neighbour.Open("/desk");
        Assert.DoesNotContain($"/partners/orders/{offer.Id}", neighbour.Page.Body!.InnerHtml, StringComparison.Ordinal);
        var invited = await host.As("liaison-P1");
        await invited.Open("/desk");
        Assert.Contains("三号楼", invited.Text, StringComparison.Ordinal);
        await invited.Open($"/partners/orders/{offer.Id}");
        Assert.DoesNotContain("our people are all away", invited.Text, StringComparison.Ordinal);
        var own = await host.As("worker-a1");
        await own.Open($"/partners/orders/{offer.Id}");
        Assert.Contains("our people are all away", own.Text, StringComparison.Ordinal);
        // What was claimed stays on the liaison's page until it is reported.
        await invited.Press("Claim");
        host.Clock.Move(TimeSpan.FromSeconds(11));
        var later = await host.As("liaison-P1");
        await later.Open("/desk");
        Assert.Contains("三号楼", later.Text, StringComparison.Ordinal);
    }
}
