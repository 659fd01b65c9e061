using System.Security.Cryptography;

namespace Modular.Kernel.Secrets;

/// <summary>Bytes sealed as a whole by AES-256-GCM: nonce (12 bytes), tag (16), cipher text.</summary>
internal static class Sealed
{
    private const int Nonce = 12;
    private const int Tag = 16;
    private const int Head = Nonce + Tag;

    /// <param name="key">32 bytes.</param>
    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain)
    {
        byte[] sealedBytes = new byte[Head + plain.Length];
        var nonce = sealedBytes.AsSpan(0, Nonce);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, Tag);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(Head), sealedBytes.AsSpan(Nonce, Tag));
        return sealedBytes;
    }

    /// <exception cref="CryptographicException">Another key, or changed since.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> sealedBytes)
    {
        byte[] plain = new byte[sealedBytes.Length - Head];
        using var aes = new AesGcm(key, Tag);
        aes.Decrypt(sealedBytes[..Nonce], sealedBytes[Head..], sealedBytes[Nonce..Head], plain);
        return plain;
    }
}
