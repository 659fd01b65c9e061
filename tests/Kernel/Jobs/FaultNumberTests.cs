using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Modular.Kernel.Plugins;
using Modular.Kernel.Rules;
using Modular.Kernel.Tables;
using Modular.Kernel.Texts;
using Modular.Plugins.Contract;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>People read sentences; of what nobody foresaw a number, under which the log has the rest.</summary>
[Trait("rule", "K7")]
public sealed class FaultNumberTests
{
    private const string Path = "/srv/data/imports/0099.xlsx";

    [Fact]
    public async Task What_fails_inside_is_a_number_on_the_page_and_the_log_has_it_under_that_number()
    {
        var doings = new Doings { Do = (_, _) => throw new FileNotFoundException($"Could not find file '{Path}'.") };
        var log = new Kept();
        await using var host = await RunningHost.Start(
            Databases.Sqlite,
            services =>
            {
                Workshop.ByRealClock(doings)(services);
                services.AddSingleton<ILoggerProvider>(log);
            },
            Workshop.Brisk
        );
        long id = await host.Enqueue();
        await host.Ended(id);
        var admin = await host.As("admin");
        await admin.Open($"/jobs/{id}");
        Assert.DoesNotContain("/srv", admin.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Could not find", admin.Text, StringComparison.Ordinal);
        string number = Regex.Match(admin.Page.QuerySelector(".notice")!.TextContent, "[0-9a-f]{8}").Value;
        Assert.Equal(8, number.Length);
        Assert.Contains(
            log.Lines,
            l => l.StartsWith(number, StringComparison.Ordinal) && l.Contains(Path, StringComparison.Ordinal)
        );
    }

    public static TheoryData<Exception> Faults =>
        [
            new IOException(Path),
            new UnauthorizedAccessException(Path),
            new InvalidOperationException(Path),
            new AggregateException(new FileNotFoundException(Path)),
            new PluginFailed(PluginFailed.Threw, Path),
        ];

    [Theory, MemberData(nameof(Faults))]
    public void Nothing_of_an_exceptions_words_is_kept_for_a_page(Exception fault)
    {
        var words = new Words([new(typeof(Words).Assembly)]);
        string shown = Problems.Kept(words, Problems.Keep(fault, "12ab34cd"));
        Assert.DoesNotContain("srv", shown, StringComparison.Ordinal);
        Assert.Matches("[0-9a-f]{8}", shown);
        Assert.DoesNotContain("srv", Problems.Sentence(words, fault) ?? "", StringComparison.Ordinal);
    }

    /// <summary>Rows of earlier versions hold the bare words.</summary>
    [Fact]
    public void What_was_kept_in_bare_words_before_is_not_shown() =>
        Assert.DoesNotContain(
            "srv",
            Problems.Kept(new([new(typeof(Words).Assembly)]), $"Could not find file '{Path}'."),
            StringComparison.Ordinal
        );

    [Fact]
    public void Sentences_for_people_stay_sentences()
    {
        var words = new Words([new(typeof(Words).Assembly)]);
        foreach (
            Exception meant in new Exception[]
            {
                new RuleBroken("files.none"),
                new SheetRefused("sheet.bomb"),
                new PluginFailed("plugin.silent"),
            }
        )
            Assert.Equal(Problems.Sentence(words, meant), Problems.Kept(words, Problems.Keep(meant, "12ab34cd")));
        var refused = new NotComputableException(new("分数太少。", "Too few scores."));
        Assert.Equal("分数太少。", Problems.Kept(words, Problems.Keep(refused, "12ab34cd")));
    }

    private sealed class Kept : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Dispose() { }
    }
}
