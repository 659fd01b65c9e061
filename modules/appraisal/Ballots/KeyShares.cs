using System.Security.Cryptography;
using Modular.Kernel.Rules;
using Modular.Kernel.Secrets;

namespace Modular.Appraisal.Ballots;

/// <summary>
/// A passphrase in three parts of which any two give it and one alone tells nothing (A. Shamir, How to share a secret,
/// 1979): for every letter a line over the field of 32 elements (x^5 + x^2 + 1), whose value at 0 is the letter and
/// whose values at 1, 2, 3 are the parts.
/// </summary>
internal static class KeyShares
{
    public const int Count = 3;
    private const int Letters = 26;
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz234567890";

    /// <returns>The passphrase, and three codes of which the first letter says which part it is.</returns>
    public static (string Passphrase, IReadOnlyList<string> Shares) New()
    {
        string passphrase = SecretCode.New();
        byte[] slopes = RandomNumberGenerator.GetBytes(Letters);
        return (
            passphrase,
            [
                .. Enumerable
                    .Range(1, Count)
                    .Select(x =>
                        Alphabet[x]
                        + string.Concat(
                            passphrase.Select(
                                (c, i) =>
                                    Alphabet[Alphabet.IndexOf(c, StringComparison.Ordinal) ^ Times(slopes[i] & 31, x)]
                            )
                        )
                    ),
            ]
        );
    }

    /// <exception cref="RuleBroken">They are no two different parts.</exception>
    public static string Join(string? one, string? other)
    {
        var ((x1, y1), (x2, y2)) = (Read(one), Read(other));
        if (x1 == x2)
            throw new RuleBroken("ballots.shares-same") { Field = "Again" };
        // Two points of a line give its value at 0; in this field minus is plus.
        int turn = Inverse(x1 ^ x2),
            a = Times(x2, turn),
            b = Times(x1, turn);
        return string.Concat(Enumerable.Range(0, Letters).Select(i => Alphabet[Times(y1[i], a) ^ Times(y2[i], b)]));
    }

    private static (int X, int[] Y) Read(string? share)
    {
        int[] letters =
        [
            .. (share ?? "")
                .ToLowerInvariant()
                .Where(char.IsAsciiLetterOrDigit)
                .Select(c => Alphabet.IndexOf(c, StringComparison.Ordinal)),
        ];
        return letters.Length == Letters + 1 && letters.All(l => l >= 0) && letters[0] is >= 1 and <= Count
            ? (letters[0], letters[1..])
            : throw new RuleBroken("ballots.shares-wrong") { Field = "Passphrase" };
    }

    private static int Times(int a, int b)
    {
        int product = 0;
        for (; b > 0; b >>= 1)
        {
            if ((b & 1) != 0)
                product ^= a;
            a = (a << 1) ^ ((a & 16) != 0 ? 0b100101 : 0);
        }

        return product;
    }

    /// <summary>By the order of the field: a to the 30th.</summary>
    private static int Inverse(int a)
    {
        int power = 1;
        for (int i = 0; i < 30; i++)
            power = Times(power, a);
        return power;
    }
}
