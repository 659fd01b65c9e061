using Microsoft.AspNetCore.Html;
using Modular.Kernel.Texts;

namespace Modular.Kernel.Ui;

/// <summary>Two versions of a text in one: what was taken out and what came in, marked.</summary>
public static class ChangedText
{
    /// <summary>Made here and not in markup, whose line breaks would be some of the text.</summary>
    public static IHtmlContent Of(Words words, IEnumerable<(Piece Piece, string Text)> runs)
    {
        var html = new HtmlContentBuilder();
        foreach (var (piece, text) in runs)
        {
            if (piece == Piece.Same)
                html.Append(text);
            else
                Mark(html, piece == Piece.Gone ? "del" : "ins", words[$"enum.Piece.{piece}"], text);
        }

        return html;
    }

    /// <param name="said">For who does not see the mark.</param>
    private static void Mark(HtmlContentBuilder html, string tag, string said, string text) =>
        html.AppendHtml($" <{tag}><span class=\"visually-hidden\">")
            .Append(said)
            .AppendHtml(" </span>")
            .Append(text)
            .AppendHtml($"</{tag}> ");
}
