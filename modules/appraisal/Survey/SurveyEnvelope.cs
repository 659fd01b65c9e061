using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Modular.Appraisal.Ballots;
using Modular.Kernel.Secrets;

namespace Modular.Appraisal.Survey;

/// <summary>
/// Replies by code while a questionnaire is open: the envelope of the ballots (<see cref="BallotCrypto"/>), of one
/// length for all replies of a questionnaire. Its private key is sealed by the key that lies beside the database: a
/// copy of the database alone opens nothing, and the questionnaire still closes by itself on its day, since no
/// passphrase is asked for.
/// </summary>
internal static class SurveyEnvelope
{
    private const int Head = 13;

    /// <summary>At the opening: keys where replies come by code, a salt where they come by link.</summary>
    public static void Prepare(SurveySheet sheet, PersonalData personal)
    {
        if (sheet.Door == SurveyDoor.Link)
        {
            sheet.AddressSalt = RandomNumberGenerator.GetBytes(16);
            return;
        }

        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        (sheet.PublicKey, sheet.PrivateKey) = (
            key.ExportSubjectPublicKeyInfo(),
            personal.Seal(Convert.ToBase64String(key.ExportPkcs8PrivateKey()))
        );
    }

    public static ECDiffieHellman Unlock(SurveySheet sheet, PersonalData personal)
    {
        var key = ECDiffieHellman.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(personal.Open(sheet.PrivateKey)!), out _);
        return key;
    }

    public static byte[] Seal(
        SurveySheet sheet,
        IReadOnlyList<Question> questions,
        string hash,
        long subject,
        string body,
        bool paper
    )
    {
        byte[] plain = new byte[Head + Longest(questions)];
        BinaryPrimitives.WriteInt64BigEndian(plain, subject);
        plain[8] = paper ? (byte)1 : (byte)0;
        int length = Encoding.UTF8.GetBytes(body, plain.AsSpan(Head));
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(9), length);
        return BallotCrypto.Seal(sheet.PublicKey!, plain, Bound(sheet.RoundId, hash));
    }

    public static Reply Open(ECDiffieHellman key, SealedReply reply)
    {
        byte[] plain = BallotCrypto.Open(key, reply.Content, Bound(reply.RoundId, reply.Hash));
        int length = BinaryPrimitives.ReadInt32BigEndian(plain.AsSpan(9));
        return new()
        {
            RoundId = reply.RoundId,
            Key = RandomNumberGenerator.GetBytes(16),
            SubjectId = BinaryPrimitives.ReadInt64BigEndian(plain),
            Paper = plain[8] == 1,
            Body = Encoding.UTF8.GetString(plain, Head, length),
        };
    }

    /// <summary>Bytes of the longest answers there can be: what escapes in JSON takes six for a letter.</summary>
    private static int Longest(IReadOnlyList<Question> questions) =>
        2
        + questions.Sum(q =>
            8
            + q.Kind switch
            {
                QuestionKind.Text => 2 + 6 * AnswerSurvey.TextLength,
                QuestionKind.Choice or QuestionKind.Scale => 12,
                _ => 2 + 13 * q.Lines.Length,
            }
        );

    private static string Bound(long round, string hash) => $"survey:{round}:{hash}";
}
