using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>A visitor must not be able to fill the disk with lines of the log.</summary>
[Trait("attack", "A15")]
public sealed class LogBudgetTests
{
    private const int Rounds = 20;

    [Fact]
    public async Task Looking_and_being_refused_write_next_to_nothing()
    {
        using var lines = new Lines();
        await using var host = await RunningHost.Start(
            Databases.Sqlite,
            services => services.AddSingleton<ILoggerProvider>(lines),
            "--Jobs:Enabled=false",
            "--Logging:LogLevel:Default=Information"
        );
        var visitor = host.Visitor();
        await visitor.Open("/sign-in");
        using var bare = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = host.Address,
        };
        lines.Clear();
        for (int i = 0; i < Rounds; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await visitor.StatusOf("/ask"));
            Assert.Equal(HttpStatusCode.NotFound, await visitor.StatusOf($"/library/nothing-{i}"));
            Assert.Equal(
                HttpStatusCode.UnprocessableEntity,
                await visitor.Raw("/sign-in", ("Input.Name", $"n{i}"), ("Input.Password", "x"))
            );
            Assert.Equal(
                HttpStatusCode.UnprocessableEntity,
                await visitor.Raw("/track", ("Number", "XQ-2026-000001"), ("Code", $"{i}"))
            );
            using var forged = await bare.PostAsync("/sign-in", new FormUrlEncodedContent([]));
            Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
            using var keyless = await bare.GetAsync("/api/v1/needs");
            Assert.Equal(HttpStatusCode.Unauthorized, keyless.StatusCode);
        }

        // Six requests each time: one line for every ten of them would be too many.
        Assert.True(
            lines.Count * 10 <= Rounds * 6,
            $"{lines.Count} lines for {Rounds * 6} requests, such as: {lines.First}"
        );
    }

    /// <summary>What would be written, with the filters the host is shipped with.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _said = [];

        public int Count => _said.Count;

        public string First => string.Join(" | ", _said.Take(3));

        public void Clear() => _said.Clear();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => _said.Enqueue($"{logLevel} {formatter(state, exception)}");

        public void Dispose() { }
    }
}
