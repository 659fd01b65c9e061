using System.Diagnostics;
using System.Text;
using System.Text.Json;
using MimeKit;
using Modular.TestKit;

namespace Modular.Kernel.Tests;

/// <summary>A real SMTP server in a process of its own, on loopback.</summary>
internal sealed class SmtpSink : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly Process _process;

    private SmtpSink(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <param name="wanted">See smtp-sink.mjs.</param>
    public static async Task<SmtpSink> Start(object? wanted = null)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(Repository.Root, "tests", "Kernel", "Notices", "smtp-sink.mjs"));
        start.ArgumentList.Add(JsonSerializer.Serialize(wanted ?? new { }));
        var process = Process.Start(start)!;
        return new(process, int.Parse(await Line(process), System.Globalization.CultureInfo.InvariantCulture));
    }

    public async Task<TakenMail> Next()
    {
        var line = JsonDocument.Parse(await Line(_process)).RootElement;
        byte[] bytes = line.GetProperty("mail").GetBytesFromBase64();
        using var stream = new MemoryStream(bytes);
        string[] to = [.. line.GetProperty("to").EnumerateArray().Select(a => a.GetString()!)];
        bool secure = line.GetProperty("secure").GetBoolean();
        string? user = line.GetProperty("user").GetString();
        return new(to, secure, user, await MimeMessage.LoadAsync(stream), Encoding.UTF8.GetString(bytes));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    private static async Task<string> Line(Process process)
    {
        using var limit = new CancellationTokenSource(Patience);
        string? line = await process.StandardOutput.ReadLineAsync(limit.Token);
        return line ?? throw new EndOfStreamException("The mail server ended.");
    }
}

/// <summary>A mail as the server took it.</summary>
internal sealed record TakenMail(string[] To, bool Secure, string? User, MimeMessage Message, string Raw);
