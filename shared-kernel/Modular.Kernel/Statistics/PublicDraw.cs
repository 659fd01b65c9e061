using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Modular.Kernel.Rules;

namespace Modular.Kernel.Statistics;

/// <summary>
/// A draw anybody can check (D. Eastlake, RFC 3797): the pool is numbered and published first, then a key nobody could
/// foresee; the hash of step, key, step says who of those left is next.
/// </summary>
public static class PublicDraw
{
    /// <summary>Fixes a list: SHA-256 of its lines in their order, in hexadecimal.</summary>
    public static string Digest(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));

    /// <summary>The key joined to the list it falls on, so that it fits no other.</summary>
    public static string Joined(string listDigest, string key) => $"{listDigest}/{key}";

    /// <returns>Places in the pool, from 1, in the order drawn.</returns>
    /// <exception cref="RuleBroken">Pool or number do not make sense.</exception>
    public static IReadOnlyList<int> Run(string key, int pool, int take, bool md5 = false)
    {
        if (pool is < 1 or > 65535)
            throw new RuleBroken("draw.pool");
        if (take < 0 || take > pool)
            throw new RuleBroken("draw.take", pool);
        var left = Enumerable.Range(1, pool).ToList();
        var drawn = new List<int>(take);
        byte[] text = Encoding.UTF8.GetBytes(key),
            message = new byte[text.Length + 4];
        text.CopyTo(message, 2);
        for (int step = 0; step < take; step++)
        {
            (message[0], message[1]) = ((byte)(step >> 8), (byte)step);
            (message[^2], message[^1]) = (message[0], message[1]);
#pragma warning disable CA5351 // MD5 is the published vector's hash; draws of the product use SHA-256.
            byte[] hash = md5 ? MD5.HashData(message) : SHA256.HashData(message);
#pragma warning restore CA5351
            int at = (int)(new BigInteger(hash, isUnsigned: true, isBigEndian: true) % left.Count);
            drawn.Add(left[at]);
            left.RemoveAt(at);
        }

        return drawn;
    }
}
