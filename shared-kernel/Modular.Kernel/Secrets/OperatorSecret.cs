using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Modular.Kernel.Data;

namespace Modular.Kernel.Secrets;

/// <summary>
/// The secret of whoever runs the installation: it wraps the key ring, seals backups and signs the checkpoints of the
/// audit. It is in no table and in no backup, so that neither of them is a way in. <c>Secrets:Key</c> gives it (Base64,
/// 32 bytes or more), or <c>Secrets:File</c> names its file; without either it is made at the first start, beside the
/// data, where it should not stay.
/// </summary>
public sealed class OperatorSecret
{
    public const string FileName = "operator.secret";
    private const int Length = 32;
    private readonly Lazy<byte[]> _secret;

    public OperatorSecret(IConfiguration configuration, DatabaseOptions options)
    {
        string? given = configuration["Secrets:Key"];
        Given = !string.IsNullOrWhiteSpace(given);
        string? named = configuration["Secrets:File"];
        Place =
            Given ? null
            : string.IsNullOrWhiteSpace(named) ? Path.Combine(options.Folder, FileName)
            : Path.GetFullPath(named);
        BesideData = !Given && string.IsNullOrWhiteSpace(named);
        _secret = new(() => Given ? Decode(given!) : Read());
    }

    /// <summary>Comes from the configuration and not from a file.</summary>
    public bool Given { get; }

    /// <summary>Its file; null when <see cref="Given"/>.</summary>
    public string? Place { get; }

    /// <summary>Lies where the database lies: whoever copies the folder has both.</summary>
    public bool BesideData { get; }

    /// <summary>A key for one purpose; keys of two purposes tell nothing of each other (HKDF, RFC 5869).</summary>
    /// <returns>32 bytes.</returns>
    public byte[] KeyFor(string purpose, byte[]? salt = null) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret.Value, Length, salt, Encoding.UTF8.GetBytes(purpose));

    private byte[] Read()
    {
        if (!File.Exists(Place))
            Make(Place!);
        return Decode(File.ReadAllText(Place!));
    }

    private static void Make(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        // Two hosts of two machines may share the folder and the process number, as containers do.
        string half = $"{file}.{RandomNumberGenerator.GetHexString(16)}";
        PrivateFile.Write(half, Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)) + "\n");
        try
        {
            File.Move(half, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another host made it at the same moment; its secret counts.
            File.Delete(half);
        }
    }

    private static byte[] Decode(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.Trim(), bytes, out int length) && length >= Length
            ? bytes[..length]
            : throw new StartRefused("start.secret-wrong");
    }
}

/// <summary>Files nobody but the host's own user reads.</summary>
public static class PrivateFile
{
    public static FileStream Create(string file)
    {
        var only = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
            only.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(file, only);
    }

    public static void Write(string file, string text)
    {
        using var stream = Create(file);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }
}
