using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Rules;
using Modular.Needs.Issues;
using Modular.TestKit;

namespace Modular.Needs.Tests;

/// <summary>The officer's hand on hot issues.</summary>
[Trait("rule", "N11")]
public sealed class JoinIssuesTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_issue_is_not_joined_with_itself(string database)
    {
        await using var host = await RunningHost.Start(database, "--Jobs:Enabled=false");
        foreach (long[] chosen in new[] { Array.Empty<long>(), [5], [5, 5] })
        {
            var refused = await Assert.ThrowsAsync<RuleBroken>(() =>
                host.Do(s => s.GetRequiredService<KeepIssues>().Join(chosen, default))
            );
            Assert.Equal("needs.issues.choose-two", refused.Key);
        }
    }
}
