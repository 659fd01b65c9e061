using Modular.TestKit;

namespace Modular.Journeys.Tests;

/// <summary>What tests of killed hosts share.</summary>
internal static class Killing
{
    public static async Task<(string[] Args, string Folder)> Prepare(string database, Func<RunningHost, Task> work)
    {
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        string[] args = await Databases.Empty(database, folder);
        await using var host = await RunningHost.Start(args, folder, seed: true);
        host.KeepData = true;
        await work(host);
        return (args, folder);
    }

    public static async Task Until(Func<Task<bool>> done)
    {
        for (int i = 0; i < 450; i++)
        {
            if (await done())
                return;
            await Task.Delay(200);
        }

        Assert.Fail("It had not ended after ninety seconds.");
    }
}
