using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Modular.Kernel.Units;
using Modular.Needs.Domain;
using Modular.Needs.Intake;
using Modular.TestKit;

namespace Modular.Journeys.Tests;

/// <summary>
/// What <c>dotnet publish host</c> makes is whole: it runs from any folder, has its pages' files and can compute.
/// </summary>
public sealed class PublishedHostTests(PublishedHostTests.Published host) : IClassFixture<PublishedHostTests.Published>
{
    private static readonly string[] Kinds =
    [
        "小区停车位太少，晚上车没有地方停",
        "孩子上小学学位紧张，咨询学区划分",
        "公司拖欠工资，讨薪无门",
    ];

    [Fact]
    public async Task It_answers_pages_and_files_from_any_folder_and_groups_needs_into_topics()
    {
        string data = Directory.CreateTempSubdirectory("modular-test-").FullName;
        string[] args = await Databases.Empty(Databases.Sqlite, data);
        await using (var first = await RunningHost.Start(args, data, seed: true))
        {
            first.KeepData = true;
            await Register(first, 24);
        }

        using var process = new HostProcess(args, null, published: host.Folder);
        var officer = await process.As("town-a");
        foreach (
            string file in new[]
            {
                "/css/base.css",
                "/css/staff.css",
                "/js/staff.js",
                "/icons.svg",
                "/lib/bootstrap.min.css",
            }
        )
            Assert.Equal(HttpStatusCode.OK, await officer.StatusOf(file));
        using (var client = new HttpClient { BaseAddress = process.Address })
            Assert.Equal("Healthy", await client.GetStringAsync("/health/ready"));
        await officer.Open("/needs/topics");
        await officer.Press("Form", ("Input.Topics", "3"));
        await officer.WaitForJob();
        await officer.Open("/needs/topics");
        Assert.Contains("停车", officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_runner_a_demonstration_is_refused_in_one_sentence_of_both_languages()
    {
        var (code, said) = await Demonstrate(host.Without("runner"));
        Assert.Equal(2, code);
        Assert.Contains("找不到插件运行程序", said, StringComparison.Ordinal);
        Assert.Contains("The installation is incomplete: the plugin runner", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_shipped_plugin_it_starts_says_which_and_is_degraded()
    {
        string data = Directory.CreateTempSubdirectory("modular-test-").FullName;
        string[] args = await Databases.Empty(Databases.Sqlite, data);
        await using (var first = await RunningHost.Start(args, data, seed: true))
            first.KeepData = true;
        string folder = host.Without(Path.Combine("plugins", "schulze"));
        using var process = new HostProcess(args, null, published: folder);
        var admin = await process.As("admin");
        using (var client = new HttpClient { BaseAddress = process.Address })
            Assert.Equal("Degraded", await client.GetStringAsync("/health/ready"));
        await admin.Open("/admin/plugins");
        Assert.Contains("schulze", admin.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);

        var (code, said) = await Demonstrate(folder);
        Assert.Equal(2, code);
        Assert.Contains("the shipped plugins schulze are missing", said, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said)> Demonstrate(string folder)
    {
        string data = Directory.CreateTempSubdirectory("modular-test-").FullName;
        string[] args = ["--demo", "--urls=http://127.0.0.1:0", $"--DataFolder={data}"];
        using var process = HostProcess.LaunchPublished(folder, args);
        string said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said);
    }

    private static async Task Register(RunningHost host, int count)
    {
        var unit = (await host.Ask(s => s.GetRequiredService<UnitDirectory>().Tree(default).AsTask())).Find("A1")!;
        var desk = host.Services.GetRequiredService<NeedDesk>();
        for (int i = 0; i < count; i++)
            await desk.Register(
                new(
                    $"第{i}件",
                    Kinds[i % 3] + "，请处理",
                    unit.Id,
                    unit.Path,
                    NeedChannel.Window,
                    host.Clock.GetUtcNow(),
                    "clerk"
                ),
                default
            );
    }

    /// <summary>Published once for all tests, from what the tests were built with.</summary>
    public sealed class Published : IAsyncLifetime
    {
        public string Folder { get; } =
            Path.Combine(Directory.CreateTempSubdirectory("modular-test-").FullName, "published");

        public async ValueTask InitializeAsync()
        {
            bool release = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal);
            var start = new ProcessStartInfo(
                "dotnet",
                [
                    "publish",
                    Path.Combine(Repository.Root, "host"),
                    "--no-build",
                    "-c",
                    release ? "Release" : "Debug",
                    "-o",
                    Folder,
                    "-nologo",
                    "-v",
                    "q",
                    "-nodeReuse:false",
                ]
            )
            {
                RedirectStandardOutput = true,
            };
            using var process = Process.Start(start)!;
            string said = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, said);
        }

        /// <summary>The same without one of its folders.</summary>
        public string Without(string part)
        {
            string to = Path.Combine(Directory.CreateTempSubdirectory("modular-test-").FullName, "published");
            foreach (string file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
            {
                string name = Path.GetRelativePath(Folder, file);
                if (name.StartsWith(part + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                    continue;
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, name))!);
                File.Copy(file, Path.Combine(to, name));
            }

            return to;
        }

        public ValueTask DisposeAsync()
        {
            Directory.Delete(Path.GetDirectoryName(Folder)!, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
