using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Modular.Kernel.Data;

namespace Modular.Kernel.Plugins;

/// <summary>Where plugins are dropped in, and the content-addressed copies they are run from.</summary>
public sealed class PluginStore(DatabaseOptions options, IConfiguration configuration)
{
    private readonly string _store = Path.Combine(options.Folder, "plugin-store");

    /// <summary>Folders that are looked through: what is shipped, and what administrators drop in.</summary>
    public IReadOnlyList<(string Path, bool Shipped)> Places { get; } =
    [
        (configuration["Plugins:Shipped"] ?? Path.Combine(AppContext.BaseDirectory, "plugins"), true),
        (configuration["Plugins:Folder"] ?? Path.Combine(options.Folder, "plugins"), false),
    ];

    public IEnumerable<(string Folder, bool Shipped)> Folders() => Places
        .Where(p => Directory.Exists(p.Path))
        .SelectMany(p => Directory.EnumerateDirectories(p.Path).Order(StringComparer.Ordinal).Select(f => (f, p.Shipped)));

    /// <summary>SHA-256 over every file's relative path, length and content, in ordinal order.</summary>
    public static string Hash(string folder)
    {
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] number = new byte[8];
        byte[] buffer = new byte[81920];
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            byte[] name = Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file).Replace('\\', '/'));
            BinaryPrimitives.WriteInt64BigEndian(number, name.Length);
            sum.AppendData(number);
            sum.AppendData(name);
            using var stream = File.OpenRead(file);
            BinaryPrimitives.WriteInt64BigEndian(number, stream.Length);
            sum.AppendData(number);
            int read;
            while ((read = stream.Read(buffer)) > 0) sum.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(sum.GetHashAndReset());
    }

    /// <summary>The copy that is run. It is checked against its name before every use, so a changed file is never run.</summary>
    public string? Copy(string hash)
    {
        string copy = Path.Combine(_store, hash);
        return Directory.Exists(copy) && Hash(copy) == hash ? copy : null;
    }

    public void Keep(string folder, string hash)
    {
        if (Copy(hash) is not null) return;
        string copy = Path.Combine(_store, hash), half = $"{copy}.{Environment.ProcessId}";
        if (Directory.Exists(copy)) Directory.Delete(copy, recursive: true);
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            string to = Path.Combine(half, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to, overwrite: true);
        }

        if (!Directory.Exists(copy)) Directory.Move(half, copy);
    }
}
