using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Modular.Host;
using Modular.Kernel.Audit;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Modules;
using Modular.Kernel.Secrets;

namespace Modular.Tools;

internal static class Database
{
    public static async Task<int> Demo(Call call, CancellationToken cancel)
    {
        await using var services = await Services.Open(call, prepare: true, cancel);
        await Demonstration.Fill(services, cancel);
        return 0;
    }

    public static async Task<int> Import(Call call, CancellationToken cancel)
    {
        string file = call.Place(0),
            unit = call.Needed("unit");
        if (!File.Exists(file))
            throw WrongCall.NoFile(file);
        Dictionary<string, string>? map = null;
        if (call.Named("map") is { } mapping)
        {
            try
            {
                map = JsonSerializer.Deserialize<Dictionary<string, string>>(
                    await File.ReadAllTextAsync(mapping, cancel)
                );
            }
            catch (JsonException)
            {
                throw WrongCall.Of("tools.wrong.map", mapping);
            }
        }

        await using var services = await Services.OpenThere(call, cancel);
        await using var scope = services.AsSystem();
        var watch = Stopwatch.StartNew();
        string errorFile = Path.GetFullPath(call.Named("errors") ?? file + ".errors.csv");
        var import = scope.ServiceProvider.GetRequiredService<INeedImport>();
        bool dry = call.Flag("dry-run");
        var report = await Bar.While(
            Said.Of("tools.bar.import"),
            said =>
                import.Import(
                    Path.GetFullPath(file),
                    unit,
                    map,
                    dry,
                    errorFile,
                    (done, total) => said(done, total),
                    cancel
                )
        );
        double seconds = watch.Elapsed.TotalSeconds;
        int rows = report.Added + report.Known + report.Wrong;
        await Console.Out.WriteLineAsync(
            $"{(call.Flag("dry-run") ? "would add" : "added")} {report.Added}, already there {report.Known}, "
                + $"wrong {report.Wrong}; {rows} rows in {seconds:0.0} s, {rows / seconds:0} rows/s, peak memory "
                + $"{Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB"
        );
        if (report.ErrorFile is { } errors)
            await Console.Out.WriteLineAsync($"wrong rows: {errors}");
        return report.Wrong == 0 ? 0 : 1;
    }

    /// <summary>Runs one recurring job now, as its schedule would.</summary>
    public static async Task<int> RunJob(Call call, CancellationToken cancel)
    {
        string name = call.Place(0);
        await using var services = await Services.OpenThere(call, cancel);
        await using var scope = services.AsSystem();
        var kinds = services.GetServices<JobKind>().Where(k => k.Cron is not null).ToList();
        var kind =
            kinds.Find(k => k.Kind == name)
            ?? throw WrongCall.Of("tools.wrong.job", name, string.Join(", ", kinds.Select(k => k.Kind)));
        var watch = Stopwatch.StartNew();
        var job = new Job
        {
            Id = 0,
            Kind = name,
            Title = name,
            Arguments = "{}",
            UnitId = 0,
            UnitPath = "/",
            By = "system",
        };
        string? result = await ((IJobWork)scope.ServiceProvider.GetRequiredService(kind.Work)).Run(
            new(job, (_, _) => Task.CompletedTask),
            cancel
        );
        await Console.Out.WriteLineAsync(
            $"{name}: {result ?? "done"} in {watch.Elapsed.TotalSeconds:0.0} s, peak memory "
                + $"{Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB"
        );
        return 0;
    }

    public static async Task<int> Verify(Call call, CancellationToken cancel)
    {
        await using var services = await Services.OpenThere(call, cancel);
        await using var scope = services.AsSystem();
        var verify = scope.ServiceProvider.GetRequiredService<VerifyAudit>();
        var verdict = await Bar.While(Said.Of("tools.bar.verify"), said => verify.Run(seq => said(seq, 0), cancel));
        await Console.Out.WriteLineAsync(
            verdict.BrokenAt is { } at
                ? $"entry {at} is wrong: {verdict.Reason}; {verdict.Entries} before it hold"
                : $"{verdict.Entries} entries hold"
        );
        return verdict.BrokenAt is null ? 0 : 1;
    }

    public static async Task<int> Backup(Call call, CancellationToken cancel)
    {
        string file = Path.GetFullPath(call.Place(0));
        await using var services = await Services.OpenThere(call, cancel);
        var backup = services.GetRequiredService<Kernel.Operations.Backup>();
        var held = await backup.Save(file, cancel);
        await backup.Rehearse(file, cancel);
        await Console.Out.WriteLineAsync(
            Said.Of(
                "tools.said.backup",
                held.Units,
                held.Accounts,
                held.AuditEntries,
                held.Files,
                held.Bytes >> 10,
                file
            )
        );
        await Console.Out.WriteLineAsync(Where(services.GetRequiredService<OperatorSecret>()));
        return 0;
    }

    /// <summary>Without the secret the backup is worth nothing, so each one says where it lies.</summary>
    private static string Where(OperatorSecret secret) =>
        secret.Given ? Said.Of("tools.said.secret-given") : Said.Of("tools.said.secret-file", secret.Place!);

    public static async Task<int> Restore(Call call, CancellationToken cancel)
    {
        string file = Path.GetFullPath(call.Place(0));
        await using var services = await Services.Open(call, prepare: false, cancel);
        await services.GetRequiredService<Kernel.Operations.Backup>().Restore(file, cancel);
        await Console.Out.WriteLineAsync(
            Said.Of("tools.said.restored", services.GetRequiredService<Kernel.Operations.Backup>().Where)
        );
        return 0;
    }
}
