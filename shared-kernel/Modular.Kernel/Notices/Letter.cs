using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using MimeKit;
using Modular.Kernel.Calendar;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Notices;

/// <summary>Writes a mail: plain text and simple HTML beside it, marked as sent by a machine.</summary>
internal sealed class Letter(MailOptions options, Words words)
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly string _domain = options.From.Domain is { Length: > 0 } domain ? domain : "localhost";

    private readonly record struct Item(string Text, string Address);

    /// <param name="foot">Key of the sentence at its end.</param>
    public MimeMessage Write(MailboxAddress to, IReadOnlyList<Delivery> parcel, string foot, DateTimeOffset now)
    {
        var items = parcel.Select(Said).ToList();
        string subject = OneLine(items.Count == 1 ? items[0].Text : words["notice.digest", items.Count]);
        var message = new MimeMessage
        {
            Subject = subject,
            Date = now.Local(),
            // The same when it is sent again, so that a receiver who got it already can tell.
            MessageId = $"{parcel[0].Id.ToString(CultureInfo.InvariantCulture)}@{_domain}",
            Body = new MultipartAlternative
            {
                new TextPart("plain") { Text = AsText(items, words[foot]) },
                new TextPart("html") { Text = AsHtml(items, words[foot], subject) },
            },
        };
        message.From.Add(options.From);
        message.To.Add(to);
        // RFC 3834: answering machines leave it alone.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private Item Said(Delivery delivery) =>
        new(NoticeWords.Of(words, delivery.Kind, delivery.Arguments), options.Link + delivery.Href);

    private static string AsText(List<Item> items, string foot) =>
        string.Join("\n\n", items.Select(i => $"{i.Text}\n{i.Address}").Append(foot)) + "\n";

    private string AsHtml(List<Item> items, string foot, string subject)
    {
        string language = Words.IsEnglish ? "en" : "zh-CN";
        var lines = items.Select(i => $"<p>{Html.Encode(i.Text)}<br>{Link(i.Address)}</p>");
        return $"""
            <!DOCTYPE html>
            <html lang="{language}">
            <head><meta charset="utf-8"><title>{Html.Encode(subject)}</title></head>
            <body>
            {string.Join('\n', lines)}
            <hr>
            <p><small>{Html.Encode(foot)}</small></p>
            </body>
            </html>

            """;
    }

    /// <summary>Without this site's own address (<c>Mail:Link</c>) there is nothing a mail reader could open.</summary>
    private string Link(string address) =>
        options.Link.Length == 0
            ? Html.Encode(address)
            : $"<a href=\"{Html.Encode(address)}\">{Html.Encode(words["notice.mail.open"])}</a>";

    /// <summary>A title somebody typed in may hold line ends; in a header they would begin another one.</summary>
    private static string OneLine(string text)
    {
        string blank = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return string.Join(' ', blank.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
