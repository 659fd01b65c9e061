using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Data;
using Modular.Kernel.Jobs;
using Modular.Kernel.Rules;
using Modular.Kernel.Store;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>The row is the truth: whatever the engine does, asked work runs once and is not lost.</summary>
[Trait("rule", "K7")]
public sealed class JobTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Told_twice_or_twenty_times_at_once_it_runs_once(string database)
    {
        var doings = new Doings();
        await using var host = await Workshop.Start(database, doings);
        doings.Do = (_, cancel) => Task.Delay(300, cancel);
        long id = await host.Enqueue();
        var engine = host.Services.GetRequiredService<IJobEngine>();
        var run = host.Services.GetRequiredService<RunJob>();
        engine.Tell(id);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => run.Once(id))));
        var job = await host.Ended(id);
        await run.Once(id);
        Assert.Equal((JobState.Done, 1, 1), (job.State, job.Attempts, doings.Begun[id]));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Never_told_it_is_found_and_run(string database)
    {
        var doings = new Doings();
        await using var host = await Workshop.Start(database, doings);
        long id = await host.Ask(async s =>
        {
            // A row as a host leaves it that dies between the commit and the telling.
            var db = s.GetRequiredService<KernelDb>();
            int root = await Workshop.Root(s);
            var now = TimeProvider.System.GetUtcNow();
            var job = new Job
            {
                Id = Ids.Next(TimeProvider.System),
                Kind = Workshop.Kind,
                Title = "never told",
                Arguments = "{}",
                UnitId = root,
                UnitPath = $"/{root}/",
                By = "test",
                CreatedAt = now,
                DueAt = now,
            };
            db.Jobs.Add(job);
            await db.SaveChangesAsync();
            return job.Id;
        });
        Assert.Equal(JobState.Done, (await host.Ended(id)).State);
        Assert.Equal(1, doings.Begun[id]);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_the_caller_takes_back_leaves_no_job_and_what_he_commits_brings_it(string database)
    {
        var doings = new Doings();
        await using var host = await Workshop.Start(database, doings);
        long lost = 0,
            kept = 0;
        await host.Do(async s =>
        {
            var db = s.GetRequiredService<KernelDb>();
            var queue = s.GetRequiredService<JobQueue>();
            int root = await Workshop.Root(s);
            await Assert.ThrowsAsync<RuleBroken>(() =>
                db.InTransaction(
                    async () =>
                    {
                        lost = await queue.Enqueue(Workshop.Kind, "taken back", new { }, root, default);
                        throw new RuleBroken("rule.changed-meanwhile");
                    },
                    default
                )
            );
            db.Discard();
            await db.InTransaction(
                async () =>
                {
                    kept = await queue.Enqueue(Workshop.Kind, "kept", new { }, root, default);
                    // Not before the commit: a run that began here would not find its row.
                    Assert.False(doings.Begun.ContainsKey(kept));
                    return 0;
                },
                default
            );
        });
        Assert.Equal(JobState.Done, (await host.Ended(kept)).State);
        Assert.False(await host.Ask(s => s.GetRequiredService<KernelDb>().Jobs.AnyAsync(j => j.Id == lost)));
        Assert.Equal([kept], doings.Begun.Keys);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("fault", "3")]
    public async Task Whose_holder_is_silent_is_taken_over_and_the_former_holder_writes_nothing(string database)
    {
        var doings = new Doings();
        // So long that the living holder neither renews nor is looked for between the two steps below.
        await using var host = await Workshop.Start(database, doings, "--Jobs:LeaseSeconds=600");
        var lease = host.Services.GetRequiredService<JobLease>();
        var first = new TaskCompletionSource();
        doings.Do = (_, _) => first.Task;
        long id = await host.Enqueue();
        await Workshop.Until(() => doings.Begun.ContainsKey(id));
        string former = (await host.Job(id)).LeaseBy!;
        // The clock of the database's row says that nobody was heard of for long, as after a suspended machine.
        await host.Do(s =>
            s.GetRequiredService<KernelDb>()
                .Jobs.Where(j => j.Id == id)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(j => j.LeaseUntil, TimeProvider.System.GetUtcNow().AddHours(-1))
                )
        );
        Assert.NotNull(await lease.Take(id, "another", default));
        Assert.False(await lease.End(id, former, JobState.Failed, null, "from the grave"));
        first.SetResult();
        Assert.True(await lease.End(id, "another", JobState.Done, null, null));
        var job = await host.Job(id);
        Assert.Equal((JobState.Done, (string?)null, 2), (job.State, job.Error, job.Attempts));
    }

    [Fact]
    public void A_host_is_known_to_have_ended_only_if_it_was_here_and_is_no_more()
    {
        string[] me = JobHost.Name.Split(':');
        Assert.False(JobHost.HasEnded($"{JobHost.Name}:17"));
        // The number came again, in a process that began later.
        Assert.True(JobHost.HasEnded($"{me[0]}:{me[1]}:{long.Parse(me[2], CultureInfo.InvariantCulture) - 60}:17"));
        Assert.True(JobHost.HasEnded($"{me[0]}:{int.MaxValue}:1:17"));
        Assert.False(JobHost.HasEnded($"another-machine:{int.MaxValue}:1:17"));
        Assert.False(JobHost.HasEnded("nonsense"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_a_dead_host_of_this_machine_held_is_begun_again_at_the_start(string database)
    {
        var doings = new Doings();
        string folder = Directory.CreateTempSubdirectory("modular-test-").FullName;
        string[] place = await Databases.Empty(database, folder);
        long id;
        string dead = $"{Environment.MachineName}:{int.MaxValue}:1:1";
        await using (var host = await RunningHost.Start(place, folder, true, Workshop.ByRealClock(doings)))
        {
            host.KeepData = true;
            id = await host.Enqueue();
            await host.Ended(id);
            var later = TimeProvider.System.GetUtcNow().AddHours(1);
            await host.Do(s =>
                s.GetRequiredService<KernelDb>()
                    .Jobs.Where(j => j.Id == id)
                    .ExecuteUpdateAsync(set =>
                        set.SetProperty(j => j.State, JobState.Running)
                            .SetProperty(j => j.LeaseBy, dead)
                            .SetProperty(j => j.LeaseUntil, later)
                    )
            );
        }

        await using var again = await RunningHost.Start(place, folder, false, Workshop.ByRealClock(doings));
        Assert.Equal(JobState.Done, (await again.Ended(id)).State);
        Assert.Equal(2, doings.Begun[id]);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_long_run_keeps_its_lease_and_is_not_begun_again(string database)
    {
        var doings = new Doings { Do = (_, cancel) => Task.Delay(5000, cancel) };
        await using var host = await Workshop.Start(database, doings);
        long id = await host.Enqueue();
        var job = await host.Ended(id);
        Assert.Equal((JobState.Done, 1, 1), (job.State, job.Attempts, doings.Begun[id]));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_fails_is_tried_three_times_then_parked_and_tried_again_when_somebody_asks(string database)
    {
        var doings = new Doings { Do = (_, _) => throw new InvalidDataException("it is broken") };
        await using var host = await Workshop.Start(database, doings);
        long id = await host.Enqueue();
        var job = await host.Ended(id);
        Assert.Equal((JobState.Parked, 3, 3), (job.State, job.Attempts, doings.Begun[id]));
        Assert.DoesNotContain("it is broken", job.Error, StringComparison.Ordinal);
        Assert.Contains("job.failed-inside", job.Error, StringComparison.Ordinal);
        doings.Do = (_, _) => Task.CompletedTask;
        await host.Do(s => s.GetRequiredService<JobQueue>().Retry(id, default));
        job = await host.Ended(id);
        Assert.Equal((JobState.Done, (string?)null, 1), (job.State, job.Error, job.Attempts));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_broken_rule_is_no_fault_it_fails_at_once_with_its_sentence(string database)
    {
        var doings = new Doings { Do = (_, _) => throw new RuleBroken("backup.file-exists", "a.zip") };
        await using var host = await Workshop.Start(database, doings);
        long id = await host.Enqueue();
        var job = await host.Ended(id);
        Assert.Equal((JobState.Failed, 1), (job.State, job.Attempts));
        var admin = await host.As("admin");
        await admin.Open($"/jobs/{id}");
        Assert.Contains("a.zip", admin.Page.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Cancelled_while_it_runs_it_ends_without_telling_its_progress(string database)
    {
        var doings = new Doings { Do = (_, cancel) => Task.Delay(Timeout.Infinite, cancel) };
        await using var host = await Workshop.Start(database, doings);
        long id = await host.Enqueue();
        await Workshop.Until(() => doings.Begun.ContainsKey(id));
        await host.Do(s => s.GetRequiredService<JobQueue>().Cancel(id, default));
        Assert.Equal(JobState.Cancelled, (await host.Ended(id)).State);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases)), Trait("fault", "11")]
    public async Task What_takes_its_host_down_every_time_is_parked_with_a_sentence(string database)
    {
        await using var host = await Workshop.Start(database, new Doings(), "--Jobs:SweepSeconds=3600");
        long id = await host.Enqueue();
        await host.Ended(id);
        await host.Do(s =>
            s.GetRequiredService<KernelDb>()
                .Jobs.Where(j => j.Id == id)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(j => j.State, JobState.Running)
                        .SetProperty(j => j.Attempts, JobQueue.TriesLost)
                        .SetProperty(j => j.LeaseUntil, TimeProvider.System.GetUtcNow().AddMinutes(-5))
                )
        );
        await host.Services.GetRequiredService<JobReconciler>().Sweep(default);
        var admin = await host.As("admin");
        await admin.Open($"/jobs/{id}");
        Assert.Contains(
            $"{JobQueue.TriesLost}次",
            admin.Page.QuerySelector(".notice")!.TextContent,
            StringComparison.Ordinal
        );
    }
}
