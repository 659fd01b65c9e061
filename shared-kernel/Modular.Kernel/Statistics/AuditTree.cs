using System.Security.Cryptography;

namespace Modular.Kernel.Statistics;

/// <summary>
/// The root of a Merkle tree as in RFC 6962, section 2.1: leaves are hashed behind 0, inner nodes behind 1, and the
/// left side is the largest power of two below n.
/// </summary>
public static class AuditTree
{
    public static byte[] Root(IReadOnlyList<byte[]> leaves) =>
        leaves.Count == 0 ? SHA256.HashData([]) : Of(leaves, 0, leaves.Count);

    private static byte[] Of(IReadOnlyList<byte[]> leaves, int from, int count)
    {
        if (count == 1)
            return SHA256.HashData([0, .. leaves[from]]);
        int left = 1;
        while (left * 2 < count)
            left *= 2;
        return SHA256.HashData([1, .. Of(leaves, from, left), .. Of(leaves, from + left, count - left)]);
    }
}
