using System.Security.Cryptography;
using System.Text;
using Modular.Kernel.Data;
using Modular.Kernel.Privacy;
using Modular.Kernel.Secrets;

namespace Modular.Needs.Domain;

/// <summary>
/// Turns a phone number, or failing that a name, into a keyed digest: the same person gives the same key, the key gives
/// no person.
/// </summary>
internal sealed class PersonKeys(DatabaseOptions options, PersonalData personal)
{
    // PersonalData makes the key file; touching it first keeps the order.
    private readonly byte[] _key = personal is null
        ? []
        : SHA256.HashData(File.ReadAllBytes(Path.Combine(options.Folder, "personal-data.key")));

    public string? Of(string? phone, string? name)
    {
        string? from =
            !string.IsNullOrWhiteSpace(phone) ? "p:" + Phones.Digits(phone)
            : !string.IsNullOrWhiteSpace(name) ? "n:" + name.Trim()
            : null;
        return from is null
            ? null
            : Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(from)).AsSpan(0, 15));
    }

    /// <summary>Every key under which a telephone may have been taken in, however it was written then.</summary>
    public IReadOnlyList<string> All(string? phone) => [.. Phones.Forms(phone).Select(form => Of(form, null)!)];

    /// <summary>A keyed digest short enough for a reference.</summary>
    public string Short(string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes("ref:" + text)).AsSpan(0, 20));

    /// <summary>
    /// The query code that belongs to one submit: a repeated submit gets the same code although only its hash is
    /// stored.
    /// </summary>
    public string CodeOf(string ticket) =>
        SecretCode.Of(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes("code:" + ticket)));
}
