using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Modular.Kernel.Rules;

namespace Modular.Kernel.Files;

/// <summary>
/// The operator's virus scanner, off unless set: a program that gets the file on its standard input and leaves 0 for
/// clean and 1 for found (<c>Files:Scanner:Command</c>), or a clamd on this machine
/// (<c>Files:Scanner:Clamd</c>, such as <c>127.0.0.1:3310</c>). Where one is set and does not answer, nothing is taken.
/// </summary>
public sealed partial class FileScanner(IConfiguration configuration, ILogger<FileScanner> log)
{
    private const int Piece = 1 << 16;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly string? _command = configuration["Files:Scanner:Command"];
    private readonly string? _clamd = configuration["Files:Scanner:Clamd"];

    /// <exception cref="RuleBroken">Something was found, or nobody could look.</exception>
    public async Task Look(byte[] bytes, string name, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(_command) && string.IsNullOrWhiteSpace(_clamd))
            return;
        bool clean;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Longest);
        try
        {
            clean = string.IsNullOrWhiteSpace(_clamd)
                ? await ByCommand(_command!, bytes, limit.Token)
                : await ByClamd(_clamd, bytes, limit.Token);
        }
        catch (Exception problem) when (!problem.IsAskedBy(cancel))
        {
            LogAway(problem);
            throw new RuleBroken("files.scanner-away") { Field = "Files" };
        }

        if (!clean)
            throw new RuleBroken("files.virus", name) { Field = "Files" };
    }

    private static async Task<bool> ByCommand(string command, byte[] bytes, CancellationToken cancel)
    {
        string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            var output = Task.WhenAll(
                process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, cancel),
                process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancel)
            );
            try
            {
                await process.StandardInput.BaseStream.WriteAsync(bytes, cancel);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It had seen enough.
            }

            await output;
            await process.WaitForExitAsync(cancel);
            return process.ExitCode switch
            {
                0 => true,
                1 => false,
                int code => throw new InvalidOperationException($"The scanner left {code}."),
            };
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>
    /// INSTREAM of clamd's protocol: pieces with their length before them, a piece of no length at the end.
    /// </summary>
    private static async Task<bool> ByClamd(string place, byte[] bytes, CancellationToken cancel)
    {
        // What residents send does not leave this machine.
        if (!IPEndPoint.TryParse(place, out var address) || !IPAddress.IsLoopback(address.Address))
            throw new InvalidOperationException("Files:Scanner:Clamd must be an address of this machine with a port.");
        using var line = new TcpClient();
        await line.ConnectAsync(address, cancel);
        await using var stream = line.GetStream();
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancel);
        byte[] length = new byte[4];
        for (int at = 0; at < bytes.Length; at += Piece)
        {
            int size = Math.Min(Piece, bytes.Length - at);
            BinaryPrimitives.WriteInt32BigEndian(length, size);
            await stream.WriteAsync(length, cancel);
            await stream.WriteAsync(bytes.AsMemory(at, size), cancel);
        }

        await stream.WriteAsync(new byte[4], cancel);
        byte[] answer = new byte[1024];
        int read = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, cancel);
        string said = Encoding.UTF8.GetString(answer, 0, read).TrimEnd('\0', '\n');
        if (said.EndsWith(" OK", StringComparison.Ordinal))
            return true;
        return said.EndsWith(" FOUND", StringComparison.Ordinal)
            ? false
            : throw new InvalidOperationException($"clamd said: {said}");
    }

    [LoggerMessage(LogLevel.Error, "The virus scanner did not answer; no file is taken until it does.")]
    private partial void LogAway(Exception problem);
}
