using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Modular.Kernel.Notices;

/// <summary>What went wrong with a mail, for the operator. The receiver's address stays out of it.</summary>
internal static class MailTrouble
{
    private const int FirstFinal = 500;

    public static DeliveryFailed Of(Exception problem, MailOptions options, string to) =>
        problem switch
        {
            DeliveryFailed known => known,
            SmtpCommandException answer => Of(answer, options, to),
            AuthenticationException => new("mail.sign-in-refused", options.User ?? ""),
            ServiceNotAuthenticatedException => new("mail.sign-in-needed", options.Server),
            SslHandshakeException => new("mail.tls", options.Server),
            OperationCanceledException or TimeoutException => new("delivery.slow", options.Server),
            SocketException reason => new("delivery.unreachable", options.Server, reason.Message),
            IOException or ProtocolException => new("mail.broken", options.Server, problem.GetBaseException().Message),
            _ => DeliveryFailed.Of(problem),
        };

    private static DeliveryFailed Of(SmtpCommandException answer, MailOptions options, string to)
    {
        string said = Said(answer, to);
        // Greylisting and full disks: the server itself asks to come again.
        if ((int)answer.StatusCode < FirstFinal)
            return new("mail.later", said);
        return answer.ErrorCode switch
        {
            SmtpErrorCode.RecipientNotAccepted => new("mail.recipient-refused", said) { Final = true },
            SmtpErrorCode.SenderNotAccepted => new("mail.sender-refused", options.From.Address, said),
            _ => new("mail.message-refused", said),
        };
    }

    /// <summary>Servers like to repeat the address, which is kept sealed and not shown to operators.</summary>
    private static string Said(SmtpCommandException answer, string to)
    {
        string text = answer.Message.ReplaceLineEndings(" ").Trim();
        string local = Regex.Escape(to.Split('@')[0]);
        string address = $@"(?<!\w)(?:{Regex.Escape(to)}|{local}(?!\w))";
        text = Regex.Replace(text, address, "***", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));
        return string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode} {text}");
    }
}
