using Microsoft.AspNetCore.Html;
using Modular.Kernel.Texts;

namespace Modular.Projects.Design;

/// <summary>What was taken out of a text and what came in.</summary>
internal static class ChangeDisplay
{
    /// <summary>Made here since each line break of the markup would be one of the text.</summary>
    public static IHtmlContent Runs(Words words, FieldDifference field)
    {
        var html = new HtmlContentBuilder();
        foreach (var (piece, text) in field.Runs)
        {
            if (piece == Piece.Same)
                html.Append(text);
            else
                Mark(html, piece == Piece.Gone ? "del" : "ins", Said(words, piece), text);
        }

        return html;
    }

    /// <summary>For who does not see the marks.</summary>
    private static string Said(Words words, Piece piece) =>
        words[piece == Piece.Gone ? "projects.piece.gone" : "projects.piece.new"];

    private static void Mark(HtmlContentBuilder html, string tag, string said, string text) =>
        html.AppendHtml($" <{tag}><span class=\"visually-hidden\">")
            .Append(said)
            .AppendHtml(" </span>")
            .Append(text)
            .AppendHtml($"</{tag}> ");
}
