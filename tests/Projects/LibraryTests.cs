using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Access;
using Modular.Kernel.Rules;
using Modular.Kernel.Units;
using Modular.Projects.Attached;
using Modular.Projects.Brands;
using Modular.Projects.Data;
using Modular.Projects.Design;
using Modular.Projects.Library;
using Modular.Projects.Publicity;
using Modular.TestKit;

namespace Modular.Projects.Tests;

[Trait("rule", "P16")]
public sealed class LibraryTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Into_the_library_only_with_results_a_public_material_and_a_contact(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Library.Completed(host, "A1", "Lunch for the old");
        Assert.Equal(
            "projects.share.material-needed",
            await Broken(
                host,
                s =>
                    s.GetRequiredService<ShareProject>()
                        .Share(number, Version(s, number), "A1 office", 10, null, default)
            )
        );
        await Library.Material(host, number, shown: false);
        Assert.Equal(
            "projects.share.material-needed",
            await Broken(
                host,
                s =>
                    s.GetRequiredService<ShareProject>()
                        .Share(number, Version(s, number), "A1 office", 10, null, default)
            )
        );
        await Library.Material(host, number, shown: true);
        Assert.Equal(
            "projects.share.contact-needed",
            await Broken(
                host,
                s => s.GetRequiredService<ShareProject>().Share(number, Version(s, number), " ", 10, null, default)
            )
        );
        Assert.Equal(
            "rule.changed-meanwhile",
            await Broken(
                host,
                s =>
                    s.GetRequiredService<ShareProject>()
                        .Share(number, Version(s, number) - 1, "A1 office", 10, null, default, "the first of the shelf")
            )
        );
        await host.Do(s =>
            s.GetRequiredService<ShareProject>()
                .Share(
                    number,
                    Version(s, number),
                    "A1 office 0000-1",
                    1240,
                    "first prize",
                    default,
                    "the first of the shelf"
                )
        );
        using var reader = host.Visitor();
        await reader.Open("/library");
        Assert.Contains("Lunch for the old", reader.Text, StringComparison.Ordinal);
        Assert.Contains("1,240", reader.Text, StringComparison.Ordinal);
        await reader.Open($"/library/{number}");
        Assert.Contains("A1 office 0000-1", reader.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_public_sees_no_draft_no_file_kept_among_staff_and_nothing_taken_out(string database)
    {
        await using var host = await RunningHost.Start(database);
        string draft = await Library.Draft(host, "A1", "A secret plan"),
            number = await Library.Shared(host, "A1", "Shared project");
        long hidden = await Library.Material(host, number, shown: false),
            shown =
                await host.Ask(s =>
                    s.GetRequiredService<ProjectsDb>().Files.Where(f => f.Public).Select(f => f.Id).FirstAsync()
                );
        using var reader = host.Visitor();
        await reader.Open("/library?shelf=Running");
        Assert.DoesNotContain("A secret plan", reader.Text, StringComparison.Ordinal);
        foreach (
            string path in new[]
            {
                $"/library/{draft}",
                $"/library/{draft}/materials.zip",
                $"/library/{number}/files/{hidden}",
                $"/library/{draft}/files/{shown}",
            }
        )
            Assert.Equal((path, HttpStatusCode.NotFound), (path, await reader.StatusOf(path)));
        Assert.Equal(HttpStatusCode.OK, await reader.StatusOf($"/library/{number}/files/{shown}"));
        using var packet = new System.IO.Compression.ZipArchive(
            new MemoryStream(await reader.Bytes($"/library/{number}/materials.zip"))
        );
        Assert.Single(packet.Entries);
        Assert.EndsWith(".png", packet.Entries[0].FullName, StringComparison.Ordinal);
        await host.Do(s => s.GetRequiredService<ShareProject>().TakeOut(number, "figures were wrong", default));
        foreach (
            string path in new[]
            {
                $"/library/{number}",
                $"/library/{number}/files/{shown}",
                $"/library/{number}/materials.zip",
            }
        )
            Assert.Equal((path, HttpStatusCode.NotFound), (path, await reader.StatusOf(path)));
        await reader.Open("/library");
        Assert.DoesNotContain("Shared project", reader.Text, StringComparison.Ordinal);
        await host.Do(s => s.GetRequiredService<ShareProject>().PutBack(number, default));
        Assert.Equal(HttpStatusCode.OK, await reader.StatusOf($"/library/{number}"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Two_characters_find_a_project_and_the_pages_of_the_list_lose_and_repeat_nothing(string database)
    {
        await using var host = await RunningHost.Start(database);
        for (int i = 0; i < 15; i++)
            await Library.Shared(host, i % 2 == 0 ? "A1" : "B1", $"助餐{i:00}号");
        await Library.Shared(host, "B1", "老楼加装电梯");
        await host.Do(async s =>
        {
            var read = s.GetRequiredService<ReadLibrary>();
            Assert.Equal(["老楼加装电梯"], (await read.List(new("电梯"), default)).Lines.Select(l => l.Project.Title));
            Assert.Empty((await read.List(new("电梯 助餐"), default)).Lines);
            var town = (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("A")!;
            Assert.Equal(8, (await read.List(new(Town: town.Id, Most: 50), default)).Lines.Count);
            foreach (var order in Enum.GetValues<LibraryOrder>())
            {
                var seen = new List<long>();
                string? after = null;
                do
                {
                    var page = await read.List(new(Order: order, After: after, Most: 4), default);
                    seen.AddRange(page.Lines.Select(l => l.Project.Id));
                    after = page.Next;
                } while (after is not null);
                Assert.Equal((16, 16), (seen.Count, seen.Distinct().Count()));
            }
        });
    }

    [Fact]
    public async Task A_story_names_the_project_most_alike_wherever_it_is_and_its_page_is_light()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string asked = await Library.Shared(host, "A1", "银龄课堂教老人用手机");
        await Library.Shared(host, "A1", "电动车集中充电棚");
        await Library.Shared(host, "B1", "老人手机课堂");
        using var reader = host.Visitor();
        await reader.Open($"/library/{asked}");
        Assert.Equal("老人手机课堂", reader.Page.QuerySelector("ul.no-print a")!.TextContent);
        int bytes = 0;
        foreach (
            string file in new[]
            {
                $"/library/{asked}",
                "/css/tokens.css",
                "/css/base.css",
                "/css/public.css",
                "/js/public.js",
            }
        )
            bytes += (await reader.Bytes(file)).Length;
        Assert.True(bytes < 60_000, $"{bytes} bytes");
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_unit_elsewhere_copies_the_plan_into_its_draft_and_the_lineage_is_kept_on_both_sides(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        string source = await Library.Shared(host, "A1", "Lunch for the old");
        using var worker = await host.As("worker-b1");
        await worker.Open($"/projects/adopt/{source}");
        await worker.PressButton("button[value=true]", ("Input.Note", "how do you find the cooks?"));
        Assert.EndsWith("/edit", worker.At, StringComparison.Ordinal);
        string draft = worker.At.Split('/')[2];
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<ProjectsDb>();
            var (from, to) = (
                await db.Projects.SingleAsync(p => p.Number == source),
                await db.Projects.SingleAsync(p => p.Number == draft)
            );
            Assert.Equal(
                (from.Id, ProjectOrigin.Adopted, from.Plan, from.Aims, from.Budget, ""),
                (to.ParentId, to.Origin, to.Plan, to.Aims, to.Budget, to.Leader)
            );
            Assert.Null(to.StartsOn);
            var target = await db.Targets.SingleAsync(t => t.ProjectId == to.Id);
            Assert.Equal((80_000L, null), (target.GoalMilli, target.StartMilli));
            var follow = s.GetRequiredService<FollowAdoptions>();
            Assert.Equal([from.Id], (await follow.Lineage(to, default)).Ancestors.Select(a => a.Id));
            Assert.Equal(
                (1, to.Id),
                (
                    (await follow.Lineage(from, default)).Units,
                    (await follow.Lineage(from, default)).Children.Single().Id
                )
            );
        });
        // The origin sees who adopts and how far, and is told; the draft itself is not public.
        using var origin = await host.As("worker-a1");
        await origin.Open($"/projects/{source}/library");
        Assert.Contains("how do you find the cooks?", origin.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await origin.StatusOf($"/projects/{draft}"));
        using var reader = host.Visitor();
        await reader.Open($"/library/{source}");
        Assert.Contains("Community B1", reader.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await reader.StatusOf($"/library/{draft}"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_unit_adopts_a_project_once_however_often_it_is_asked_at_the_same_moment(string database)
    {
        await using var host = await RunningHost.Start(database);
        string source = await Library.Shared(host, "A1", "Lunch for the old");
        int unit = await host.Ask(async s =>
            (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("B1")!.Id
        );
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(async _ =>
                {
                    try
                    {
                        await host.Do(s => s.GetRequiredService<AdoptProject>().Ask(source, unit, null, default));
                        return "";
                    }
                    catch (RuleBroken broken)
                    {
                        return broken.Key;
                    }
                })
        );
        Assert.Equal((1, 5), (answers.Count(a => a.Length == 0), answers.Count(a => a == "projects.adopt.open")));
        Assert.Equal(
            "projects.adopt.own",
            await Broken(
                host,
                async s =>
                    await s.GetRequiredService<AdoptProject>()
                        .Ask(
                            source,
                            (
                                await s.GetRequiredService<ProjectsDb>().Projects.SingleAsync(p => p.Number == source)
                            ).UnitId,
                            null,
                            default
                        )
            )
        );
    }

    [Fact]
    public async Task A_draft_names_only_a_live_parent_so_lineages_never_close_to_a_ring()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string draft = await Library.Draft(host, "A1", "Not yet live");
        Assert.Equal(
            "projects.adopt.gone",
            await Broken(
                host,
                async s =>
                {
                    var parent = await s.GetRequiredService<ProjectsDb>().Projects.SingleAsync(p => p.Number == draft);
                    await s.GetRequiredService<DesignProject>()
                        .Draft(parent.UnitId, Library.Full, new(ParentId: parent.Id), default);
                }
            )
        );
        Assert.Contains(
            typeof(Project)
                .GetProperty(nameof(Project.ParentId))!
                .SetMethod!.ReturnParameter.GetRequiredCustomModifiers(),
            m => m.Name == "IsExternalInit"
        );
    }

    [Fact, Trait("rule", "K17")]
    public async Task Other_systems_read_the_library_with_a_key_and_no_scope_no_answer()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string number = await Library.Shared(host, "A1", "Lunch for the old");
        var (good, bad) = await host.Ask(async s =>
        {
            var clients = s.GetRequiredService<Kernel.Api.ManageApiClients>();
            int unit = (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("B")!.Id;
            return (
                await clients.Add("portal", unit, ["library:read"], default),
                await clients.Add("other", unit, ["needs:read"], default)
            );
        });
        using var http = new HttpClient { BaseAddress = host.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", good);
        Assert.Contains(number, await http.GetStringAsync("/api/v1/library?q=lunch"), StringComparison.Ordinal);
        Assert.Contains(
            "\"contact\"",
            await http.GetStringAsync($"/api/v1/library/{number}"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "/api/v1/library/{number}",
            await http.GetStringAsync("/api/v1.json"),
            StringComparison.Ordinal
        );
        http.DefaultRequestHeaders.Authorization = new("Bearer", bad);
        Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync("/api/v1/library")).StatusCode);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "P19")]
    public async Task A_project_belongs_to_one_brand_of_its_own_unit(string database)
    {
        await using var host = await RunningHost.Start(database);
        string number = await Library.Shared(host, "A1", "Lunch for the old"),
            other = await Library.Draft(host, "B1", "Elsewhere");
        var (first, second, id, elsewhere) = await host.Ask(async s =>
        {
            var brands = s.GetRequiredService<KeepBrands>();
            int unit = (await s.GetRequiredService<UnitDirectory>().Tree(default)).Find("A1")!.Id;
            var db = s.GetRequiredService<ProjectsDb>();
            return (
                (await brands.Add(unit, "Good neighbours", "we sit down together", null, true, default)).Id,
                (await brands.Add(unit, "Warm table", null, null, true, default)).Id,
                (await db.Projects.SingleAsync(p => p.Number == number)).Id,
                (await db.Projects.SingleAsync(p => p.Number == other)).Id
            );
        });
        var answers = await Task.WhenAll(
            new[] { first, second, first }.Select(async brand =>
            {
                try
                {
                    await host.Do(s => s.GetRequiredService<KeepBrands>().Group(brand, id, default));
                    return "";
                }
                catch (RuleBroken broken)
                {
                    return broken.Key;
                }
            })
        );
        Assert.Equal((1, 2), (answers.Count(a => a.Length == 0), answers.Count(a => a == "projects.brand.taken")));
        Assert.Equal(
            "projects.brand.project-needed",
            await Broken(host, s => s.GetRequiredService<KeepBrands>().Group(first, elsewhere, default))
        );
        using var town = await host.As("town-b");
        Assert.Equal(HttpStatusCode.NotFound, await town.StatusOf($"/projects/brands/{first}"));
        using var reader = host.Visitor();
        await reader.Open("/library/brands");
        Assert.Contains("Good neighbours", reader.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "P18")]
    public async Task Publicity_is_logged_by_channel_a_wrong_entry_counts_no_more_and_the_poster_leads_to_the_public_page(
        string database
    )
    {
        await using var host = await RunningHost.Start(database);
        string number = await Library.Shared(host, "A1", "Lunch for the old");
        using var worker = await host.As("worker-a1");
        await worker.Open($"/projects/{number}/publicity");
        await worker.Send(
            "form.form",
            ("Input.Channel", "Board"),
            ("Input.On", "2026-03-09"),
            ("Input.Where", "board at the gate"),
            ("Input.Reach", "400")
        );
        await worker.Send(
            "form.form",
            ("Input.Channel", "Board"),
            ("Input.On", "2026-03-10"),
            ("Input.Where", "the same board again"),
            ("Input.Reach", "300")
        );
        await worker.Send("form[action*='handler=Strike']", ("reasons", "entered twice"));
        await host.Do(async s =>
            Assert.Equal(
                [(Channel.Board, 1, 400L)],
                (await s.GetRequiredService<KeepChannels>().Of(number, default)).Sums.Select(x =>
                    (x.Channel, x.Times, x.Reach)
                )
            )
        );
        await worker.Send(
            "form.form",
            ("Input.Channel", "Card"),
            ("Input.On", "2026-03-11"),
            ("Input.Where", "cards of tomorrow")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, worker.Status);
        await worker.Open($"/projects/{number}/poster?size=A3");
        Assert.NotNull(worker.Page.QuerySelector(".sheet-a3 .qr svg"));
        Assert.EndsWith(
            $"/library/{number}",
            worker.Page.QuerySelector(".sheet-address")!.TextContent,
            StringComparison.Ordinal
        );
        using var town = await host.As("town-b");
        foreach (string page in new[] { "publicity", "library", "poster" })
            Assert.Equal((page, HttpStatusCode.NotFound), (page, await town.StatusOf($"/projects/{number}/{page}")));
        string draft = await Library.Draft(host, "A1", "Not public");
        Assert.Equal(HttpStatusCode.NotFound, await worker.StatusOf($"/projects/{draft}/poster"));
    }

    private static int Version(IServiceProvider s, string number) =>
        s.GetRequiredService<ProjectsDb>()
            .Projects.AsNoTracking()
            .Where(p => p.Number == number)
            .Select(p => p.Version)
            .Single();

    private static async Task<string> Broken(RunningHost host, Func<IServiceProvider, Task> work) =>
        (await Assert.ThrowsAsync<RuleBroken>(() => host.Do(work))).Key;
}
