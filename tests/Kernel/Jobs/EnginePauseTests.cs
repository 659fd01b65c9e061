using Modular.Kernel.Jobs;

namespace Modular.Kernel.Tests;

[Trait("rule", "K7")]
public sealed class EnginePauseTests
{
    [Theory, InlineData(0), InlineData(1), InlineData(5), InlineData(1000), InlineData(int.MaxValue)]
    public void However_long_the_database_was_away_work_begins_within_two_seconds_of_its_return(int tries) =>
        Assert.InRange(HangfireServer.Pause(tries), TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(2));
}
