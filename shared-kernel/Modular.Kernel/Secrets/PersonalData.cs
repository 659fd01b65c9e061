using System.Security.Cryptography;
using System.Text;
using Modular.Kernel.Data;

namespace Modular.Kernel.Secrets;

/// <summary>
/// Encrypts phone and ID numbers before they reach the database (AES-256-GCM). The key is a file beside the database,
/// not in it: a copy of the database alone shows no numbers. Hosts that share a database share the file.
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
                using var stream = PrivateFile.Create(file);
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
        if (string.IsNullOrWhiteSpace(text))
            return null;
        return Convert.ToBase64String(Sealed.Seal(_key, Encoding.UTF8.GetBytes(text.Trim())));
    }

    /// <summary>An empty text is what is left where a column admits no null and somebody's data was erased.</summary>
    public string? Open(string? text) =>
        string.IsNullOrEmpty(text) ? null : Encoding.UTF8.GetString(Sealed.Open(_key, Convert.FromBase64String(text)));

    /// <summary>
    /// The same of a column that was plain before it was sealed: what is no seal of ours is the text itself.
    /// </summary>
    public string? OpenOrPlain(string? text)
    {
        // Nonce and tag alone are 28 bytes: what is shorter was never sealed.
        if (string.IsNullOrEmpty(text))
            return null;
        byte[] bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out int length) || length <= 28)
            return text;
        try
        {
            return Encoding.UTF8.GetString(Sealed.Open(_key, bytes.AsSpan(0, length)));
        }
        catch (CryptographicException)
        {
            return text;
        }
    }

    /// <summary>Whether it was sealed here.</summary>
    public bool IsSealed(string? text) => text is { Length: > 0 } && OpenOrPlain(text) != text;

    /// <summary>
    /// A keyed digest by which one person counts once for one purpose; digests of two purposes cannot be joined.
    /// </summary>
    /// <returns>Twenty characters of Base64.</returns>
    public string Digest(string purpose, string text) =>
        Convert.ToBase64String(
            HMACSHA256
                .HashData(
                    HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, 32, info: Encoding.UTF8.GetBytes(purpose)),
                    Encoding.UTF8.GetBytes(text)
                )
                .AsSpan(0, 15)
        );

    /// <summary>138****5678: enough to recognise, not enough to call.</summary>
    public static string? Mask(string? phone) =>
        phone switch
        {
            null => null,
            { Length: >= 11 } => phone[..3] + "****" + phone[^4..],
            { Length: > 4 } => "****" + phone[^2..],
            _ => "****",
        };

    /// <summary>The family name and stars.</summary>
    public static string? MaskName(string? name) =>
        string.IsNullOrEmpty(name) ? name : name[..1] + new string('*', Math.Clamp(name.Length - 1, 1, 2));
}

/// <summary>
/// Codes that stand for a right, such as following one's own request: 130 random bits in 26 letters and digits, stored
/// only as a hash.
/// </summary>
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
        for (int i = 0; i < 26; i++)
            code[i] = Alphabet[bytes[i] & 31];
        return new(code);
    }

    /// <summary>Blanks, hyphens and case do not matter: people copy codes by hand.</summary>
    public static byte[] Hash(string code) =>
        SHA256.HashData(
            Encoding.ASCII.GetBytes(string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant())
        );

    public static string Spaced(string code) =>
        string.Join(
            ' ',
            Enumerable
                .Range(0, (code.Length + 4) / 5)
                .Select(i => code.Substring(i * 5, Math.Min(5, code.Length - i * 5)))
        );
}
