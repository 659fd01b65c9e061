using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Modular.Appraisal.Rounds;
using Modular.TestKit;

namespace Modular.Appraisal.Tests;

/// <summary>Scoring on the spot.</summary>
public sealed class VisitTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("rule", "A7")]
    public async Task On_the_spot_time_place_and_photos_are_kept_and_shown_to_others_after_the_close_only(
        string database
    )
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        long id = await Kit.Panel(
            host,
            ["Centre"],
            p => p with { OnTheSpot = true, Criteria = [new("Clean", null, 0, 1), new("Impression", null, 0, 10)] }
        );
        var judge = await host.As("judge1");
        await judge.Open($"/scoring/{id}");
        Assert.Equal(
            2,
            judge.Page.QuerySelectorAll("select[name$=c0] option[value='1'], select[name$=c0] option[value='0']").Length
        );
        string photo = Path.Combine(Directory.CreateTempSubdirectory("modular-test-").FullName, "a.png");
        await File.WriteAllBytesAsync(
            photo,
            Convert.FromBase64String(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
            )
        );
        await judge.Press(
            "Visit",
            ("Input.Files", "file:" + photo),
            ("Input.Caption", "the board"),
            ("Input.Place", "30.500001,114.3")
        );
        Assert.NotNull(judge.Page.QuerySelector(".said"));
        string address = judge.Page.QuerySelector(".files img")!.GetAttribute("src")!;
        Assert.Equal(HttpStatusCode.OK, await judge.StatusOf(address));
        var other = await host.As("judge2");
        Assert.Equal(HttpStatusCode.NotFound, await other.StatusOf(address));
        var district = await host.As("district");
        string theirs = address.Replace("/scoring/", "/rounds/", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await district.StatusOf(theirs));
        await host.Do(async s => await s.GetRequiredService<RunRound>().Close(id, await Kit.Version(s, id), default));
        Assert.Equal(HttpStatusCode.OK, await district.StatusOf(theirs));
        await district.Open($"/rounds/{id}");
        Assert.Contains("30.50000,114.30000", district.Text, StringComparison.Ordinal);
        Assert.Contains("the board", district.Text, StringComparison.Ordinal);
    }
}
