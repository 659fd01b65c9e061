using System.Security.Cryptography;
using System.Text;
using Modular.Kernel.Data;

namespace Modular.Kernel.Privacy;

/// <summary>
/// Encrypts phone and ID numbers before they reach the database (AES-256-GCM). The key is a file beside the database, not in it: a copy
/// of the database alone shows no numbers. Hosts that share a database share the file.
/// </summary>
public sealed class PersonalData
{
    private readonly byte[] _key;

    public PersonalData(DatabaseOptions options)
    {
        Directory.CreateDirectory(options.Folder);
        string file = Path.Combine(options.Folder, "personal-data.key");
        if (!File.Exists(file))
        {
            try
            {
                var only = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
                if (!OperatingSystem.IsWindows()) only.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                using var stream = new FileStream(file, only);
                stream.Write(RandomNumberGenerator.GetBytes(32));
            }
            catch (IOException) when (File.Exists(file))
            {
                // Another process made it at the same moment.
            }
        }

        _key = File.ReadAllBytes(file);
    }

    /// <summary>Nonce, tag and cipher text in Base64; null stays null.</summary>
    public string? Seal(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        byte[] plain = Encoding.UTF8.GetBytes(text.Trim());
        byte[] sealedBytes = new byte[28 + plain.Length];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, 12));
        using var aes = new AesGcm(_key, 16);
        aes.Encrypt(sealedBytes.AsSpan(0, 12), plain, sealedBytes.AsSpan(28), sealedBytes.AsSpan(12, 16));
        return Convert.ToBase64String(sealedBytes);
    }

    public string? Open(string? text)
    {
        if (text is null) return null;
        byte[] bytes = Convert.FromBase64String(text);
        byte[] plain = new byte[bytes.Length - 28];
        using var aes = new AesGcm(_key, 16);
        aes.Decrypt(bytes.AsSpan(0, 12), bytes.AsSpan(28), bytes.AsSpan(12, 16), plain);
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>A keyed digest by which one person counts once for one purpose; digests of two purposes cannot be joined.</summary>
    /// <returns>Twenty characters of Base64.</returns>
    public string Digest(string purpose, string text) =>
        Convert.ToBase64String(HMACSHA256.HashData(HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, 32, info: Encoding.UTF8.GetBytes(purpose)), Encoding.UTF8.GetBytes(text)).AsSpan(0, 15));

    /// <summary>138****5678: enough to recognise, not enough to call.</summary>
    public static string? Mask(string? phone) => phone switch
    {
        null => null,
        { Length: >= 11 } => phone[..3] + "****" + phone[^4..],
        { Length: > 4 } => "****" + phone[^2..],
        _ => "****",
    };

    /// <summary>The family name and stars.</summary>
    public static string? MaskName(string? name) => string.IsNullOrEmpty(name) ? name : name[..1] + new string('*', Math.Clamp(name.Length - 1, 1, 2));
}

/// <summary>Codes that stand for a right, such as following one's own request: 130 random bits in 26 letters and digits, stored only as a hash.</summary>
public static class SecretCode
{
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz234567890";

    public static string New()
    {
        Span<byte> random = stackalloc byte[26];
        RandomNumberGenerator.Fill(random);
        return Of(random);
    }

    /// <summary>The code that 26 bytes stand for, five bits of each.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        Span<char> code = stackalloc char[26];
        for (int i = 0; i < 26; i++) code[i] = Alphabet[bytes[i] & 31];
        return new(code);
    }

    /// <summary>Blanks, hyphens and case do not matter: people copy codes by hand.</summary>
    public static byte[] Hash(string code) =>
        SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant()));

    public static string Spaced(string code) => string.Join(' ', Enumerable.Range(0, (code.Length + 4) / 5).Select(i => code.Substring(i * 5, Math.Min(5, code.Length - i * 5))));
}
