using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Modular.Kernel.Data;
using Modular.Kernel.Secrets;

namespace Modular.Kernel.Audit;

/// <summary>
/// Ends of the audit chain noted outside the database, each signed by the operator's secret (HMAC-SHA-256): whoever
/// writes the database and this file again cannot sign. <c>Audit:CheckpointCopy</c> names a second file, on another
/// machine's share, that gets every line too.
/// </summary>
public sealed class Checkpoints(DatabaseOptions options, IConfiguration configuration, OperatorSecret secret)
{
    private const string Purpose = "audit-checkpoint";

    /// <summary>Both files that count, as far as they are there.</summary>
    private IEnumerable<string> Files => new[] { Own, Copy }.OfType<string>().Where(File.Exists);

    private string Own => Path.Combine(options.Folder, "audit-checkpoints.txt");

    private string? Copy =>
        configuration["Audit:CheckpointCopy"] is { Length: > 0 } file ? Path.GetFullPath(file) : null;

    /// <summary>Lines of an older version carry no signature.</summary>
    public IReadOnlyList<Checkpoint> Read() => [.. Files.SelectMany(File.ReadLines).Select(Parse).OfType<Checkpoint>()];

    public async Task Note(long seq, byte[] hash, DateTimeOffset at, CancellationToken cancel)
    {
        string said = string.Create(CultureInfo.InvariantCulture, $"{seq} {Convert.ToHexString(hash)} {at:O}");
        foreach (string file in new[] { Own, Copy }.OfType<string>())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.AppendAllTextAsync(file, $"{said} {Sign(said)}\n", cancel);
        }
    }

    private Checkpoint? Parse(string line)
    {
        string[] parts = line.Split(' ');
        if (parts.Length < 3 || !long.TryParse(parts[0], CultureInfo.InvariantCulture, out long seq))
            return null;
        if (parts.Length == 3)
            return new(seq, parts[1], Signed: false, Forged: false);
        bool right = CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(parts[3]),
            Encoding.ASCII.GetBytes(Sign(string.Join(' ', parts[..3])))
        );
        return new(seq, parts[1], Signed: right, Forged: !right);
    }

    private string Sign(string said) =>
        Convert.ToHexString(HMACSHA256.HashData(secret.KeyFor(Purpose), Encoding.ASCII.GetBytes(said)));
}

/// <summary>One noted end of the chain.</summary>
/// <param name="Signed">Carries a signature by the operator's secret, and the right one.</param>
/// <param name="Forged">Carries one that is wrong.</param>
public sealed record Checkpoint(long Seq, string Hash, bool Signed, bool Forged);
