using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Modular.Host;
using Modular.Kernel.Access;
using Modular.Kernel.Data;
using Modular.Kernel.Facts;
using Modular.Kernel.Store;
using Modular.Kernel.Units;

namespace Modular.TestKit;

/// <summary>
/// The whole host on a port of its own, with a small district and one account per role; all passwords are
/// <see cref="Password"/>.
/// </summary>
public sealed class RunningHost : IAsyncDisposable
{
    public const string Password = "green-lamp-42";
    private readonly WebApplication _app;
    private readonly bool _onServer;

    private RunningHost(WebApplication app, Clock clock, string folder, bool onServer) =>
        (_app, Clock, Folder, _onServer) = (app, clock, folder, onServer);

    public Clock Clock { get; }

    public string Folder { get; }

    /// <summary>Another host goes on with the same data afterwards.</summary>
    public bool KeepData { get; set; }

    public IServiceProvider Services => _app.Services;

    public Uri Address => new(_app.Urls.First());

    public static Task<RunningHost> Start(string kind, params string[] more) => Start(kind, _ => { }, more);

    /// <summary>With services of the test's own, such as a kind of job.</summary>
    public static async Task<RunningHost> Start(string kind, Action<IServiceCollection> services, params string[] more)
    {
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        if (SeededDatabase.Fits(more))
            return await Start(await SeededDatabase.Copy(kind, folder), folder, seed: false, services, more);
        return await Start(await Databases.Empty(kind, folder), folder, seed: true, services, more);
    }

    /// <summary>Lays the small district into an empty database and ends without having run.</summary>
    internal static async Task Lay(string[] database)
    {
        var clock = Clock.Plain();
        await using var app = await Build(database, clock, _ => { });
        await new RunningHost(app, clock, "", false).Do(District.Seed);
    }

    /// <summary>On a database that is there already.</summary>
    public static Task<RunningHost> Start(string[] database, string folder, bool seed, params string[] more) =>
        Start(database, folder, seed, _ => { }, more);

    public static async Task<RunningHost> Start(
        string[] database,
        string folder,
        bool seed,
        Action<IServiceCollection> services,
        params string[] more
    )
    {
        var clock = Clock.Plain();
        var app = await Build(database, clock, services, more);
        var host = new RunningHost(app, clock, folder, database.Contains("--Database:Kind=Postgres"));
        if (seed)
            await host.Do(District.Seed);
        await app.StartAsync();
        return host;
    }

    private static Task<WebApplication> Build(
        string[] database,
        Clock clock,
        Action<IServiceCollection> services,
        params string[] more
    )
    {
        string[] args =
        [
            .. database,
            "--urls=http://127.0.0.1:0",
            "--Clock:CompareWithDatabase=false",
            "--Limits:PublicPerMinute=100000",
            "--Limits:CodesPerMinute=100000",
            "--Limits:SignInsPerMinute=100000",
            "--Logging:LogLevel:Default=Warning",
            // What is tested is the product and not the disk it is tested on.
            "--Files:FreeMegabytes=0",
            .. more,
        ];
        return Hosting.Build(args, With(clock, services), Path.Combine(Repository.Root, "host"));
    }

    private static Action<IServiceCollection> With(Clock clock, Action<IServiceCollection> more) =>
        services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
            more(services);
        };

    public Visitor Visitor() => new(Address);

    public async Task<Visitor> As(string name)
    {
        var visitor = Visitor();
        await visitor.SignIn(name, Password);
        return visitor;
    }

    /// <summary>Work inside a scope that acts as the system.</summary>
    public async Task Do(Func<IServiceProvider, Task> work)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingScope>().ActAsSystem("test");
        await work(scope.ServiceProvider);
    }

    public async Task<T> Ask<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingScope>().ActAsSystem("test");
        return await work(scope.ServiceProvider);
    }

    /// <summary>Waits until every fact told so far has been heard.</summary>
    public async Task Settle()
    {
        var courier = Services.GetRequiredService<Courier>();
        for (int i = 0; i < 400; i++)
        {
            await courier.CarryRound(CancellationToken.None);
            await using var db = Services.GetRequiredService<IDbContextFactoryOf<KernelDb>>().Create();
            if (!await db.Facts.AnyAsync(f => f.DeliveredAt == null && !f.Parked))
                return;
            await Task.Delay(25);
        }

        throw new TimeoutException($"Facts were not delivered within ten seconds: {await Undelivered()}");
    }

    private async Task<string> Undelivered()
    {
        await using var db = Services.GetRequiredService<IDbContextFactoryOf<KernelDb>>().Create();
        var left = await db.Facts.Where(f => f.DeliveredAt == null && !f.Parked).Take(5).ToListAsync();
        return string.Join(
            "; ",
            left.Select(f => $"{f.Name}, tries {f.Attempts}, held until {f.HeldUntil:O}: {f.Error}")
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        // A host that has ended leaves its connections and the engine's in pools, and a server takes only so many.
        Npgsql.NpgsqlConnection.ClearAllPools();
        if (KeepData)
            return;
        if (_onServer)
            await Databases.Drop(Folder);
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (IOException)
        {
            // A file may still be held; the temporary folder is cleared by the system.
        }
    }
}

public static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Directory.Packages.props")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The repository's root was not found.");
    }
}

/// <summary>Two towns, three communities, a grid, a department; accounts named after their roles.</summary>
public static class District
{
    public static async Task Seed(IServiceProvider services)
    {
        var units = services.GetRequiredService<KeepUnits>();
        var cancel = CancellationToken.None;
        var district = await units.Add("Q", "Test District", UnitKind.District, null, null, null, null, cancel);
        var a = await units.Add("A", "Town A", UnitKind.Town, district.Id, null, null, null, cancel);
        var b = await units.Add("B", "Town B", UnitKind.Town, district.Id, null, null, null, cancel);
        var a1 = await units.Add("A1", "Community A1", UnitKind.Community, a.Id, null, "0000-1", null, cancel);
        await units.Add("A2", "Community A2", UnitKind.Community, a.Id, null, null, null, cancel);
        var b1 = await units.Add("B1", "Community B1", UnitKind.Community, b.Id, null, null, null, cancel);
        await units.Add("A1-1", "Grid A1-1", UnitKind.Grid, a1.Id, null, null, null, cancel);
        var accounts = services.GetRequiredService<KeepAccounts>();
        foreach (
            var (name, role, unit) in new[]
            {
                ("admin", Role.Administrator, district),
                ("district", Role.DistrictOfficer, district),
                ("town-a", Role.TownOfficer, a),
                ("town-b", Role.TownOfficer, b),
                ("worker-a1", Role.CommunityWorker, a1),
                ("worker-b1", Role.CommunityWorker, b1),
                ("clerk", Role.WindowClerk, a1),
                ("auditor", Role.Auditor, district),
                ("judge1", Role.Evaluator, district),
                ("judge2", Role.Evaluator, district),
                ("judge3", Role.Evaluator, district),
                ("volunteer", Role.Volunteer, a1),
            }
        )
            await accounts.Open(name, name, RunningHost.Password, [(role, unit.Id)], false, cancel);
    }
}
