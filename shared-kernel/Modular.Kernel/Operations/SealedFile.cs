using System.Buffers.Binary;
using System.Security.Cryptography;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;

namespace Modular.Kernel.Operations;

/// <summary>
/// A file sealed by the operator's secret: a mark, a salt, then pieces of 64 KiB each under AES-256-GCM. The nonce of a
/// piece holds its number and whether it is the last, so that none can be changed, left out, moved or cut off (the
/// STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
/// </summary>
internal static class SealedFile
{
    private const int Piece = 1 << 16;
    private const int Tag = 16;
    private const string Purpose = "backup";
    private static readonly byte[] Mark = "DQBACK1\n"u8.ToArray();

    /// <param name="plain">Read to its end.</param>
    public static async Task Seal(Stream plain, Stream to, OperatorSecret secret, CancellationToken cancel)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(16);
        await to.WriteAsync(Mark, cancel);
        await to.WriteAsync(salt, cancel);
        using var aes = new AesGcm(secret.KeyFor(Purpose, salt), Tag);
        byte[] now = new byte[Piece],
            next = new byte[Piece],
            cipher = new byte[Piece + Tag];
        int length = await plain.ReadAtLeastAsync(now, Piece, throwOnEndOfStream: false, cancel);
        for (uint number = 0; ; number++)
        {
            int after =
                length < Piece ? 0 : await plain.ReadAtLeastAsync(next, Piece, throwOnEndOfStream: false, cancel);
            aes.Encrypt(
                Nonce(number, last: after == 0),
                now.AsSpan(0, length),
                cipher.AsSpan(0, length),
                cipher.AsSpan(length, Tag)
            );
            await to.WriteAsync(cipher.AsMemory(0, length + Tag), cancel);
            if (after == 0)
                return;
            (now, next, length) = (next, now, after);
        }
    }

    /// <exception cref="RuleBroken">Not such a file, another secret, or changed since it was written.</exception>
    public static async Task Open(Stream sealedStream, Stream to, OperatorSecret secret, CancellationToken cancel)
    {
        byte[] head = new byte[Mark.Length + 16];
        if (
            await sealedStream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel) < head.Length
            || !head.AsSpan(0, Mark.Length).SequenceEqual(Mark)
        )
            throw new RuleBroken("backup.not-sealed");
        using var aes = new AesGcm(secret.KeyFor(Purpose, head[Mark.Length..]), Tag);
        byte[] now = new byte[Piece + Tag],
            next = new byte[Piece + Tag],
            plain = new byte[Piece];
        int length = await sealedStream.ReadAtLeastAsync(now, now.Length, throwOnEndOfStream: false, cancel);
        for (uint number = 0; ; number++)
        {
            if (length < Tag)
                throw new RuleBroken("backup.broken");
            int after =
                length < now.Length
                    ? 0
                    : await sealedStream.ReadAtLeastAsync(next, next.Length, throwOnEndOfStream: false, cancel);
            Unseal(aes, number, after == 0, now.AsSpan(0, length), plain);
            await to.WriteAsync(plain.AsMemory(0, length - Tag), cancel);
            if (after == 0)
                return;
            (now, next, length) = (next, now, after);
        }
    }

    private static void Unseal(AesGcm aes, uint number, bool last, ReadOnlySpan<byte> piece, Span<byte> plain)
    {
        try
        {
            aes.Decrypt(Nonce(number, last), piece[..^Tag], piece[^Tag..], plain[..(piece.Length - Tag)]);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new RuleBroken(number == 0 ? "backup.other-secret" : "backup.broken");
        }
    }

    private static byte[] Nonce(uint number, bool last)
    {
        byte[] nonce = new byte[12];
        BinaryPrimitives.WriteUInt32BigEndian(nonce.AsSpan(7), number);
        nonce[11] = last ? (byte)1 : (byte)0;
        return nonce;
    }
}
