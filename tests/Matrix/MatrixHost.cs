using Modular.Kernel.Data;
using Modular.TestKit;

namespace Modular.Matrix.Tests;

/// <summary>One host with the demonstration and everybody signed in; started once for each database.</summary>
internal sealed class MatrixHost : IAsyncDisposable
{
    private readonly List<Caller> _callers = [];

    private MatrixHost(RunningHost host, Store store, Writes writes) => (Host, Store, Writes) = (host, store, writes);

    public RunningHost Host { get; }

    public Store Store { get; }

    public Writes Writes { get; }

    public Dictionary<string, List<string>> Tables { get; private set; } = null!;

    public IReadOnlyDictionary<string, (int Id, string Path)> Units { get; private set; } = null!;

    public List<Who> People { get; } = [];

    public Who Nobody { get; private set; } = null!;

    public List<Who> Keys { get; } = [];

    public static async Task<MatrixHost> Start(string database)
    {
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        string[] arguments = await Databases.Empty(database, folder);
        var writes = new Writes();
        string[] more =
        [
            "--demo",
            "--Demonstration:Print=false",
            "--Limits:ApiPerMinute=100000",
            "--Limits:HallPerMinute=100000",
        ];
        var host = await RunningHost.Start(
            arguments,
            folder,
            seed: false,
            services =>
                Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddTransient<
                    Microsoft.AspNetCore.Hosting.IStartupFilter,
                    Writes.Filter
                >(services),
            more
        );
        var made = new MatrixHost(host, Store.Of(database, arguments, folder), writes);
        made.Tables = await made.Store.Tables();
        var seeds = new Seeds(made.Store, made.Tables);
        await Seeds.Accounts(host);
        await seeds.Things();
        made.Units = seeds.Units;
        await made.SignIn();
        await made.Settle();
        return made;
    }

    /// <summary>What the demonstration asked of the engine is done before anything is compared.</summary>
    private async Task Settle()
    {
        await Host.Settle();
        for (
            int i = 0;
            i < 600
                && await Store.Number("SELECT count(*) FROM {kernel.job} WHERE state IN ('Waiting', 'Running')") > 0;
            i++
        )
            await Task.Delay(100);
    }

    private async Task SignIn()
    {
        Nobody = new(Add("nobody"), null, null, "-");
        await Nobody.Caller.Arm("/sign-in");
        foreach (var role in Enum.GetValues<Role>())
        foreach (var place in Enum.GetValues<Place>())
            People.Add(new(Add(Seeds.Name(role, place)), role, place, Units[Seeds.Code(place)].Path));
        await Parallel.ForEachAsync(
            People,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (who, _) => await who.Caller.SignIn(who.Caller.Name)
        );
        foreach (var (name, key) in await Seeds.Keys(Host))
            Keys.Add(
                new(
                    Add("key " + name, key),
                    null,
                    Enum.TryParse<Place>(name, out var place) ? place : null,
                    Enum.TryParse(name, out place) ? Units[Seeds.Code(place)].Path : "-"
                )
            );
        Keys.Add(new(Add("key invented", new string('0', 40)), null, null, "-"));
    }

    private Caller Add(string name, string? key = null)
    {
        var caller = new Caller(Host.Address, Writes, name, key);
        _callers.Add(caller);
        return caller;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var caller in _callers)
            caller.Dispose();
        Writes.Dispose();
        await Host.DisposeAsync();
    }
}

/// <summary>Who calls: a role at a place, nobody, or a key.</summary>
internal sealed record Who(Caller Caller, Role? Role, Place? Place, string Path);
