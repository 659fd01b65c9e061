using Microsoft.Extensions.DependencyInjection;
using Modular.TestKit;

namespace Modular.Needs.Tests;

public sealed class ClearImportsTests
{
    [Fact, Trait("rule", "N16")]
    public async Task Lists_nobody_took_are_cleared_by_themselves_with_what_they_were_called()
    {
        await using var host = await RunningHost.Start(Databases.Sqlite);
        string folder = Path.Combine(host.Folder, "imports");
        Directory.CreateDirectory(folder);
        foreach (
            var (name, days) in new[] { ("old", 8), ("old.name", 8), ("new", 1), ("new.name", 1), ("taken.name", 1) }
        )
        {
            string path = Path.Combine(folder, name);
            await File.WriteAllTextAsync(path, "x");
            File.SetLastWriteTimeUtc(path, (host.Clock.GetUtcNow() - TimeSpan.FromDays(days)).UtcDateTime);
        }

        await host.Do(s => Periods.Pass(s, "needs.upload"));
        Assert.Equal(
            ["new", "new.name"],
            Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)
        );
    }
}
