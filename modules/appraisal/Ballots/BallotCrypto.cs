using System.Security.Cryptography;
using System.Text;

namespace Modular.Appraisal.Ballots;

/// <summary>
/// A ballot is sealed for the round's key: an ephemeral key agreement on P-256 (NIST SP 800-56A), a key derived by
/// HKDF-SHA256 (RFC 5869), AES-256 in GCM over a plain text of fixed length, bound to round and voter. Every sealed
/// ballot of a round has the same length, and the same ballot sealed twice looks different. The round's private key
/// lies wrapped by a passphrase (PBES2, PBKDF2 with 600,000 rounds) that the system never keeps.
/// </summary>
internal static class BallotCrypto
{
    private const int Rounds = 600_000;
    private const int NonceSize = 12,
        TagSize = 16;
    private static readonly byte[] Use = Encoding.ASCII.GetBytes("modular ballot v1");

    /// <returns>Public key as SubjectPublicKeyInfo, private key as encrypted PKCS #8.</returns>
    public static (byte[] Public, byte[] Wrapped) NewKeys(string passphrase)
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return (
            key.ExportSubjectPublicKeyInfo(),
            key.ExportEncryptedPkcs8PrivateKey(
                passphrase,
                new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, Rounds)
            )
        );
    }

    /// <exception cref="CryptographicException">The passphrase is another one.</exception>
    public static ECDiffieHellman Unwrap(byte[] wrapped, string passphrase)
    {
        var key = ECDiffieHellman.Create();
        try
        {
            key.ImportEncryptedPkcs8PrivateKey(passphrase, wrapped, out _);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    public static byte[] Seal(byte[] publicKey, byte[] plain, string bound)
    {
        using var theirs = ECDiffieHellman.Create();
        theirs.ImportSubjectPublicKeyInfo(publicKey, out _);
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        byte[] ephemeral = own.ExportSubjectPublicKeyInfo(),
            key = Key(own.DeriveRawSecretAgreement(theirs.PublicKey), ephemeral);
        byte[] sealedBallot = new byte[1 + ephemeral.Length + NonceSize + TagSize + plain.Length];
        sealedBallot[0] = (byte)ephemeral.Length;
        ephemeral.CopyTo(sealedBallot, 1);
        var rest = sealedBallot.AsSpan(1 + ephemeral.Length);
        RandomNumberGenerator.Fill(rest[..NonceSize]);
        using var cipher = new AesGcm(key, TagSize);
        cipher.Encrypt(
            rest[..NonceSize],
            plain,
            rest[(NonceSize + TagSize)..],
            rest.Slice(NonceSize, TagSize),
            Encoding.UTF8.GetBytes(bound)
        );
        CryptographicOperations.ZeroMemory(key);
        return sealedBallot;
    }

    /// <exception cref="CryptographicException">It was changed, or belongs to another voter or round.</exception>
    public static byte[] Open(ECDiffieHellman privateKey, byte[] sealedBallot, string bound)
    {
        byte[] ephemeral = sealedBallot[1..(1 + sealedBallot[0])];
        using var theirs = ECDiffieHellman.Create();
        theirs.ImportSubjectPublicKeyInfo(ephemeral, out _);
        byte[] key = Key(privateKey.DeriveRawSecretAgreement(theirs.PublicKey), ephemeral);
        var rest = sealedBallot.AsSpan(1 + ephemeral.Length);
        byte[] plain = new byte[rest.Length - NonceSize - TagSize];
        using var cipher = new AesGcm(key, TagSize);
        cipher.Decrypt(
            rest[..NonceSize],
            rest[(NonceSize + TagSize)..],
            rest.Slice(NonceSize, TagSize),
            plain,
            Encoding.UTF8.GetBytes(bound)
        );
        return plain;
    }

    private static byte[] Key(byte[] secret, byte[] salt) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, salt, Use);
}

/// <summary>
/// What stands in a ballot before it is sealed: one byte an answer, a fixed place for each comment, and the token of
/// the receipt.
/// </summary>
/// <param name="Answers">By subject, then criterion: 0 for none, else 1 and the steps above the least value.</param>
/// <param name="Comments">By subject; empty for none.</param>
/// <param name="Token">
/// Random; its hash is published after the close, which proves that this ballot was counted.
/// </param>
internal sealed record BallotPaper(byte[] Answers, IReadOnlyList<string> Comments, byte[] Token)
{
    /// <summary>Bytes kept for each comment: a hundred and fifty Chinese characters.</summary>
    public const int CommentBytes = 450;
    public const int TokenBytes = 26;

    public static int Size(int subjects, int criteria) =>
        subjects * criteria + subjects * (2 + CommentBytes) + TokenBytes;

    public byte[] Bytes()
    {
        byte[] plain = new byte[Answers.Length + Comments.Count * (2 + CommentBytes) + TokenBytes];
        Answers.CopyTo(plain, 0);
        int at = Answers.Length;
        foreach (string comment in Comments)
        {
            byte[] text = Encoding.UTF8.GetBytes(Fit(comment));
            (plain[at], plain[at + 1]) = ((byte)(text.Length >> 8), (byte)text.Length);
            text.CopyTo(plain, at + 2);
            at += 2 + CommentBytes;
        }

        Token.CopyTo(plain, at);
        return plain;
    }

    public static BallotPaper From(byte[] plain, int subjects, int criteria)
    {
        int at = subjects * criteria;
        var comments = new List<string>(subjects);
        for (int s = 0; s < subjects; s++)
        {
            comments.Add(Encoding.UTF8.GetString(plain, at + 2, (plain[at] << 8) | plain[at + 1]));
            at += 2 + CommentBytes;
        }

        return new(plain[..(subjects * criteria)], comments, plain[at..(at + TokenBytes)]);
    }

    /// <summary>As much as fits, never half a character.</summary>
    public static string Fit(string text)
    {
        text = Kernel.Texts.Plain.Clean(text);
        while (Encoding.UTF8.GetByteCount(text) > CommentBytes)
            text = Kernel.Texts.Plain.Cut(text, text.Length - 1);
        return text;
    }
}
