using System.Globalization;
using Modular.Benchmarks;
using Modular.TestKit;

// jobs Sqlite|Postgres N: asked and done a second, wait until begun, idle processor, recovery after kill -9.
if (args[0] == "victim")
{
    await using var host = await RunningHost.Start(args[3..], args[2], seed: true, JobBench.Kind);
    await JobBench.Enqueue(host, JobBench.Endless);
    await Task.Delay(Timeout.Infinite);
}

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
await JobBench.Throughput(args[1], int.Parse(args[2], CultureInfo.InvariantCulture));
await JobBench.Recovery(args[1]);
